// Whole start screens as a terminal shows them, held against files that a person has looked at. UPDATE_GOLDEN=1 writes them anew.
import assert from 'node:assert/strict';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {basename} from 'node:path';
import test from 'node:test';
import {createElement} from 'react';
import {StartScreen} from '../../components/start-screen.ts';
import type {Size} from '../../src/view/size.ts';
import {threeSizes} from './screens.ts';
import {type StartGolden, startGoldens, startViewFor} from './start-screens.ts';
import {coloured, drawnScreen, goldenText} from './virtual-terminal.ts';

const folder = new URL('../golden/start-screen/', import.meta.url);
const mayWrite = process.env['UPDATE_GOLDEN'] === '1';

for (const golden of startGoldens) {
  for (const size of golden.sizes ?? threeSizes) {
    test(`the start screen "${golden.name}" at ${size.columns}x${size.rows}`, async () => {
      const view = startViewFor(golden, size);
      const shown = goldenText(await drawnScreen(createElement(StartScreen, {view, paint: coloured}), size));
      const file = fileOf(golden, size);
      if (mayWrite) await writeFile(file, shown);
      assert.equal(shown, await readFile(file, 'utf8').catch(() => `${file.pathname} is missing`));
    });
  }
}

test('no golden file is left of a start screen that is not drawn any more', async () => {
  const wanted = startGoldens.flatMap((golden) => (golden.sizes ?? threeSizes).map((size) => fileOf(golden, size)));
  assert.deepEqual((await readdir(folder)).toSorted(), wanted.map((url) => basename(url.pathname)).toSorted());
});

function fileOf({name}: StartGolden, {columns, rows}: Size): URL {
  return new URL(`${name}-${columns}x${rows}.txt`, folder);
}
