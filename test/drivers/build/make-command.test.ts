import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {makeCommand} from '../../../src/drivers/build/builder.ts';
import {thenStripped} from '../../../src/drivers/build/stripped.ts';
import {sizeOf, watchSize} from '../../../src/drivers/build/watch-size.ts';
import {temporaryFolder} from '../../temporary.ts';

test("another architecture's kernel is built for with its compiler and its strip", () => {
  const words = makeCommand({architecture: 'arm64', crossCompile: 'aarch64-linux-gnu-'}, '/kernel', '/build');
  assert.deepEqual(words.slice(0, 4), ['/usr/bin/make', '-C', '/kernel', 'M=/build']);
  assert.ok(words.includes('ARCH=arm64') && words.includes('CROSS_COMPILE=aarch64-linux-gnu-'));
  assert.ok(thenStripped(words, 'ring', 'aarch64-linux-gnu-').includes('aarch64-linux-gnu-strip'));
});

test("the host's own needs neither", () => {
  assert.doesNotMatch(makeCommand({}, '/kernel', '/build').join(' '), /ARCH|CROSS_COMPILE/);
});

test('a folder that grows too large is told, all of its files counted', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'part'));
  await writeFile(join(folder, 'one'), Buffer.alloc(8192, 1));
  await writeFile(join(folder, 'part/two'), Buffer.alloc(8192, 1));
  assert.equal(await sizeOf(folder, 1 << 20), 16_384);
  const watch = watchSize(folder, 10_000);
  t.after(() => watch.close());
  await new Promise((resolve) => watch.signal.addEventListener('abort', resolve));
  assert.ok(watch.signal.aborted);
});
