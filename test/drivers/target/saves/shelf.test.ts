import assert from 'node:assert/strict';
import {mkdir, readdir, readFile, rm, truncate, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {crc32} from 'node:zlib';
import type {Ingredients} from '../../../../src/drivers/target/saves/ingredients.ts';
import {chunkBytes} from '../../../../src/drivers/target/saves/ram-image.ts';
import type {SaveFacts} from '../../../../src/drivers/target/saves/save-facts.ts';
import {type Found, openShelf, type Shelf} from '../../../../src/drivers/target/saves/shelf.ts';
import {temporaryFolder} from '../../../temporary.ts';

const ingredients = (kernel = 'k'): Ingredients => ({
  ...{form: '1', qemu: 'q', kernel, initramfs: 'i', arguments: 'a', host: 'any'},
});
const state = Buffer.from('the state of the devices');

const fillWith =
  (of: Ingredients) =>
  async (folder: string): Promise<SaveFacts> => {
    await writeFile(join(folder, 'state'), state);
    await writeFile(join(folder, 'ram'), Buffer.alloc(chunkBytes, 'r'));
    return {
      ...{ingredients: of, qemuVersion: '7.2.0', ramBytes: 4 * chunkBytes, unsavedDevices: ['0000:00:02.0']},
      state: {bytes: state.length, checksum: crc32(state)},
      runs: [[2, 1, 0, 0]],
    };
  };

async function shelfWithASave(t: TestContext) {
  const folder = join(await temporaryFolder(t), 'saves');
  const shelf = openShelf(folder);
  const {key} = await shelf.put(ingredients(), fillWith(ingredients()));
  return {folder, shelf, place: join(folder, key)};
}

/** What was found, in a word; closed again. */
async function foundOn(shelf: Shelf, of = ingredients()): Promise<string> {
  const found: Found = await shelf.find(of);
  if (found.kind === 'found') await found.save.close();
  return found.kind === 'damaged' ? found.why : found.kind;
}

test('what was put on the shelf is found there, and nothing else', async (t) => {
  const {shelf, folder} = await shelfWithASave(t);
  assert.equal(await foundOn(shelf), 'found');
  assert.equal(await foundOn(shelf, ingredients('another')), 'missing');
  assert.equal((await readdir(folder)).length, 1, 'nothing is left beside it');
  await shelf.discard(ingredients());
  assert.equal(await foundOn(shelf), 'missing');
  assert.deepEqual(await readdir(folder), []);
});

async function check(t: TestContext, harm: (place: string) => Promise<unknown>, why: RegExp) {
  const {shelf, place} = await shelfWithASave(t);
  await harm(place);
  assert.match(await foundOn(shelf), why);
  await shelf.put(ingredients(), fillWith(ingredients()));
  assert.equal(await foundOn(shelf), 'found', 'it is made anew in its place');
}

test('a state that was cut', (t) => check(t, (place) => truncate(join(place, 'state'), 7), /state is not as long/));
test('a state that has grown', (t) =>
  check(t, (place) => writeFile(join(place, 'state'), 'x', {flag: 'a'}), /not as long/));
test('a state that was changed', (t) =>
  check(t, (place) => writeFile(join(place, 'state'), 'x', {flag: 'r+'}), /state differs/));
test('RAM that was cut', (t) => check(t, (place) => truncate(join(place, 'ram'), 7), /RAM is not as long/));
test('RAM that is gone', (t) => check(t, (place) => rm(join(place, 'ram')), /a file of it is missing/));
test('facts that were cut', (t) => check(t, (place) => truncate(join(place, 'facts.json'), 50), /facts are no JSON/));
test('facts of another QEMU', (t) => check(t, altered('"7.2.0"', '"7.1.0"'), /facts were altered/));
test('facts of another kernel', (t) => check(t, altered('"kernel":"k"', '"kernel":"l"'), /made with another kernel/));

function altered(from: string, to: string) {
  return async (place: string): Promise<void> => {
    const path = join(place, 'facts.json');
    const text = await readFile(path, 'utf8');
    assert.ok(text.includes(from));
    await writeFile(path, text.replace(from, to));
  };
}

test('two at once on one key: both have it, and it is whole', async (t) => {
  const folder = join(await temporaryFolder(t), 'saves');
  const shelves = [openShelf(folder), openShelf(folder), openShelf(folder)];
  await Promise.all(shelves.map((shelf) => shelf.put(ingredients(), fillWith(ingredients()))));
  for (const shelf of shelves) assert.equal(await foundOn(shelf), 'found');
  assert.equal((await readdir(folder)).length, 1);
});

test('a save that somebody has open stays readable when it is discarded', async (t) => {
  const {shelf} = await shelfWithASave(t);
  const found = await shelf.find(ingredients());
  assert.ok(found.kind === 'found');
  await shelf.discard(ingredients());
  assert.deepEqual(await found.save.state.readFile(), state);
  assert.equal((await found.save.ram.stat()).size, chunkBytes);
  await found.save.close();
});

test('the one used longest ago makes room', async (t) => {
  const folder = join(await temporaryFolder(t), 'saves');
  const shelf = openShelf(folder, {bytesMax: 1 << 30, savesMax: 2});
  const aged = async (kernel: string, seconds: number) => {
    const {key} = await shelf.put(ingredients(kernel), fillWith(ingredients(kernel)));
    await utimes(join(folder, key, 'facts.json'), seconds, seconds);
  };
  await aged('one', 1000);
  await aged('two', 2000);
  assert.equal(await foundOn(shelf, ingredients('one')), 'found', 'and is used by that');
  await aged('three', 3000);
  const kernels = ['one', 'two', 'three'];
  assert.deepEqual(await Promise.all(kernels.map((kernel) => foundOn(shelf, ingredients(kernel)))), [
    'found',
    'missing',
    'found',
  ]);
});

test('a save that is larger than the limit is kept until the next one', async (t) => {
  const folder = join(await temporaryFolder(t), 'saves');
  const shelf = openShelf(folder, {bytesMax: 10, savesMax: 9});
  for (const kernel of ['one', 'two']) await shelf.put(ingredients(kernel), fillWith(ingredients(kernel)));
  assert.equal(await foundOn(shelf, ingredients('one')), 'missing');
  assert.equal(await foundOn(shelf, ingredients('two')), 'found');
});

test('what a process that is no more left behind goes away, what one is making stays', async (t) => {
  const {folder, shelf} = await shelfWithASave(t);
  // Above the greatest number that Linux gives a process.
  const [dead, alive] = [join(folder, 'making-4194305-x'), join(folder, `making-${process.pid}-x`)];
  await mkdir(dead);
  await mkdir(alive);
  await shelf.put(ingredients('two'), fillWith(ingredients('two')));
  const left = (await readdir(folder)).filter((name) => name.startsWith('making-'));
  assert.deepEqual(left, [`making-${process.pid}-x`]);
});

test('a folder that can’t be filled leaves nothing', async (t) => {
  const folder = join(await temporaryFolder(t), 'saves');
  const fill = async () => {
    throw new Error('ENOSPC: no space left on device');
  };
  await assert.rejects(openShelf(folder).put(ingredients(), fill), /ENOSPC/);
  assert.deepEqual(await readdir(folder), []);
});
