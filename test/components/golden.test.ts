// Whole screens as a terminal shows them, held against files that a person has looked at. UPDATE_GOLDEN=1 writes them anew.
import assert from 'node:assert/strict';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {basename} from 'node:path';
import test from 'node:test';
import type {Size} from '../../src/view/size.ts';
import {emulatedFor} from './emulated.ts';
import {type GoldenScreen, goldenScreens, threeSizes, viewFor} from './screens.ts';
import {drawn, goldenText} from './virtual-terminal.ts';

const folder = new URL('../golden/', import.meta.url);
const mayWrite = process.env['UPDATE_GOLDEN'] === '1';

for (const screen of goldenScreens) {
  for (const size of screen.sizes ?? threeSizes) {
    test(`the screen "${screen.name}" at ${size.columns}x${size.rows}`, () => check(screen, size));
  }
}

test('no golden file is left of a screen that is not drawn any more', async () => {
  const wanted = goldenScreens.flatMap((screen) => (screen.sizes ?? threeSizes).map((size) => fileOf(screen, size)));
  const found = (await readdir(folder)).filter((name) => /-\d+x\d+\.txt$/.test(name));
  assert.deepEqual(found.toSorted(), wanted.map((url) => basename(url.pathname)).toSorted());
});

async function check(screen: GoldenScreen, size: Size): Promise<void> {
  const shown = goldenText(await drawn(viewFor(screen, size, await emulatedFor(screen, size))));
  const file = fileOf(screen, size);
  if (mayWrite) await writeFile(file, shown);
  assert.equal(shown, await readFile(file, 'utf8').catch(() => `${file.pathname} is missing`));
}

function fileOf({name}: GoldenScreen, {columns, rows}: Size): URL {
  return new URL(`${name}-${columns}x${rows}.txt`, folder);
}
