// What is piped into a command on the target.
import assert from 'node:assert/strict';
import {Readable} from 'node:stream';
import test from 'node:test';
import {collected} from '../../src/cli/exec-input.ts';

test('all that comes is one piece of bytes', async () => {
  const parts = [Buffer.from([0, 255]), Buffer.from('two')];
  assert.deepEqual(await collected(Readable.from(parts)), Buffer.concat(parts));
  assert.deepEqual(await collected(Readable.from([])), Buffer.alloc(0));
});

test('what is too long is refused before it is all there, in words that say what takes it', async () => {
  let came = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      came += 1;
      yield Buffer.alloc(1024 * 1024);
    }
  }
  const fault = {status: 2, message: /longer than 2 MiB: `target push`/};
  await assert.rejects(collected(endless(), 2 * 1024 * 1024), fault);
  assert.equal(came, 3);
});
