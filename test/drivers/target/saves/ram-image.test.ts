import assert from 'node:assert/strict';
import {open, readFile, truncate} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {
  chunkBytes,
  DamagedSave,
  type RamRun,
  readRamImage,
  writeRamImage,
} from '../../../../src/drivers/target/saves/ram-image.ts';
import {temporaryFolder} from '../../../temporary.ts';

const ramBytes = 5 * 1024 * 1024;

/** A RAM of zeros but for the bytes at these places, and its image. */
async function imageOf(t: TestContext, places: readonly number[]) {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'image');
  const [ram, image] = [await open(join(folder, 'ram'), 'w+'), await open(path, 'w+')];
  t.after(() => Promise.all([ram.close(), image.close()]));
  await ram.truncate(ramBytes);
  for (const at of places) await ram.write(Buffer.from([1 + (at % 255)]), 0, 1, at);
  const runs = await writeRamImage(ram.fd, ramBytes, image.fd);
  const read = async (of: readonly RamRun[] = runs) => {
    const other = await open(join(folder, 'other'), 'w+');
    await other.truncate(ramBytes);
    try {
      await readRamImage(image.fd, of, other.fd);
      return await readFile(join(folder, 'other'));
    } finally {
      await other.close();
    }
  };
  return {runs, path, image, read, original: () => readFile(join(folder, 'ram'))};
}

async function check(t: TestContext, places: readonly number[], chunks: readonly (readonly [number, number])[]) {
  const {runs, path, read, original} = await imageOf(t, places);
  assert.deepEqual(
    runs.map(([first, count]) => [first, count]),
    chunks,
  );
  assert.ok((await read()).equals(await original()));
  const kept = chunks.reduce((sum, [, count]) => sum + count, 0);
  assert.equal((await readFile(path)).length, kept * chunkBytes, 'what is zero takes no room');
}

test('a RAM of zeros', (t) => check(t, [], []));
test('its first and its last byte', (t) =>
  check(
    t,
    [0, ramBytes - 1],
    [
      [0, 1],
      [79, 1],
    ],
  ));
test('neighbours are one run', (t) =>
  check(
    t,
    [chunkBytes, 2 * chunkBytes, 4 * chunkBytes],
    [
      [1, 2],
      [4, 1],
    ],
  ));
test('a run ends where a block does', (t) =>
  check(
    t,
    [15 * chunkBytes, 16 * chunkBytes],
    [
      [15, 1],
      [16, 1],
    ],
  ));

test('a byte that has changed is noticed', async (t) => {
  const {image, read} = await imageOf(t, [0, 3_000_000]);
  await image.write(Buffer.from('x'), 0, 1, chunkBytes + 17);
  await assert.rejects(read(), (error) => error instanceof DamagedSave && /RAM differs/.test(error.message));
});

test('an image that was cut is noticed', async (t) => {
  const {path, read} = await imageOf(t, [0, 3_000_000]);
  await truncate(path, chunkBytes + 17);
  await assert.rejects(read(), DamagedSave);
});
