// Each way an editor saves is seen, once; a file that goes away is told as gone, not as empty.
import assert from 'node:assert/strict';
import {rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {type FileRead, followFile, writeOnce} from '../../src/drivers/follow-file.ts';
import {temporaryFolder} from '../temporary.ts';

test('a file is followed through every way of saving it', async (t) => {
  const file = join(await temporaryFolder(t), 'constraints.md');
  await writeFile(file, '- one\n');
  const reads: FileRead[] = [];
  let heard = (): void => {};
  const following = await followFile(
    file,
    async (read) => {
      reads.push(read);
      heard();
    },
    {everyMs: 5, quietMs: 5},
  );
  t.after(() => following.close());
  const next = async (act: () => Promise<unknown>): Promise<FileRead | undefined> => {
    const told = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await act();
    await told;
    return reads.at(-1);
  };
  assert.deepEqual(await next(async () => {}), {text: '- one\n'});
  assert.deepEqual(await next(() => writeFile(file, '- two\n')), {text: '- two\n'}, 'in place');
  await writeFile(`${file}.new`, '- three\n');
  assert.deepEqual(await next(() => rename(`${file}.new`, file)), {text: '- three\n'}, 'a new file in its place');
  assert.match(JSON.stringify(await next(() => rm(file))), /the file is not there; nothing of it is lifted/);
  assert.deepEqual(await next(() => writeFile(file, '- four\n')), {text: '- four\n'}, 'made again');
  assert.match(
    JSON.stringify(await next(() => writeFile(file, 'x'.repeat(70_000)))),
    /70000 bytes, and 65536 are read/,
  );
  assert.equal(reads.length, 6);
});

test('a file that is there is not written over', async (t) => {
  const file = join(await temporaryFolder(t), 'constraints.md');
  await writeOnce(file, 'first');
  await writeOnce(file, 'second');
  const reads: FileRead[] = [];
  const {promise, resolve} = Promise.withResolvers<void>();
  const following = await followFile(file, async (read) => {
    reads.push(read);
    resolve();
  });
  await promise;
  following.close();
  assert.deepEqual(reads, [{text: 'first'}]);
});
