// A cache on a disk that is full: a small one of our own, in a mount namespace of our own.
import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {runProcess} from '../../../src/drivers/process.ts';
import {typescriptWords} from '../../../src/setup/typescript-words.mjs';
import {temporaryFolder} from '../../temporary.ts';

const asking = fileURLToPath(new URL('./ask-small.ts', import.meta.url));

/** What a process says whose cache has so much room, and what is left in it. */
async function askedWith(t: Parameters<typeof temporaryFolder>[0], bytes: number): Promise<string> {
  const folder = await temporaryFolder(t);
  const cache = join(folder, 'cache');
  await mkdir(cache);
  const words = `"${process.execPath}" ${typescriptWords.join(' ')} "${asking}" "${folder}/linux" "${cache}"`;
  const script = `mount -t tmpfs -o size=${bytes} tmpfs ${cache} && ${words}; ls -A ${cache}/docs`;
  const outcome = await runProcess({
    command: 'unshare',
    arguments: ['--user', '--map-root-user', '--mount', 'sh', '-c', script],
    deadlineSeconds: 60,
  });
  assert.ok(outcome.kind === 'exited');
  return outcome.output;
}

test('a full disk is said in words, with what would help, and no part of an index stays', async (t) => {
  const output = await askedWith(t, 24 * 1024);
  assert.match(
    output,
    /^rejected: the index of the kernel's documentation can't be made in .*docs: the disk is full; make room/,
  );
  assert.doesNotMatch(output, /sqlite|part/);
});

test('with room the same process answers', async (t) => {
  assert.match(await askedWith(t, 16 * 1024 * 1024), /^say: function, exported by the kernel itself/);
});
