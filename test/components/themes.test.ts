// The screen of a crash in every theme: what each cell looks like, against files that a person has looked at. UPDATE_GOLDEN=1 writes them anew.
import assert from 'node:assert/strict';
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import test from 'node:test';
import {createElement} from 'react';
import {DeckScreen} from '../../components/deck-screen.ts';
import {rowPainter} from '../../components/row-painter.ts';
import {type Palette, palettes} from '../../components/tones.ts';
import type {ViewModel} from '../../src/view/view-model.ts';
import {type GoldenScreen, viewFor} from './screens.ts';
import {type Cell, shownOn, type Terminal} from './virtual-terminal.ts';

const folder = new URL('../golden/themes/', import.meta.url);
const mayWrite = process.env['UPDATE_GOLDEN'] === '1';
const size = {columns: 120, rows: 40};

/** Between them they have every tone: an alarm, a question, an end, what is chosen, complaints by level. */
const screens: readonly GoldenScreen[] = [
  {
    name: 'crash',
    stage: 'crash',
    keys: ['5'],
    after: (story) => story.console('<3>[    2.000000] ata1: SRST failed\n<4>[    2.100000] acpi: no table\n'),
  },
  {name: 'palette', stage: 'asks', keys: [':', ...'pause']},
  {name: 'accepted', stage: 'accepted'},
];

for (const palette of palettes) {
  for (const screen of screens) test(`"${screen.name}" in the theme ${palette}`, () => check(screen, palette));
}

test('no golden file is left of a theme that is no more', async () => {
  const wanted = palettes.flatMap((palette) => screens.map((screen) => nameOf(screen, palette)));
  assert.deepEqual((await readdir(folder)).toSorted(), wanted.toSorted());
});

test('without colours the words and signs are those of every theme', async () => {
  for (const screen of screens) {
    const view = viewFor(screen, size);
    const texts = await Promise.all(palettes.map(async (palette) => (await looksOf(view, palette)).words));
    for (const text of texts) assert.equal(text, texts[0]);
  }
});

test('an error and a warning of the kernel are told by a sign as well', async () => {
  const [crash] = screens;
  assert.ok(crash);
  const {words} = await looksOf(viewFor(crash, size), 'colourless');
  assert.match(words, /! +2\.000000 {2}ata1: SRST failed/);
  assert.match(words, /~ +2\.100000 {2}acpi: no table/);
});

async function check(screen: GoldenScreen, palette: Palette): Promise<void> {
  const {looks, legend} = await looksOf(viewFor(screen, size), palette);
  const shown = `${legend}\n${looks}\n`;
  const file = new URL(nameOf(screen, palette), folder);
  if (mayWrite) await mkdir(folder, {recursive: true}).then(() => writeFile(file, shown));
  assert.equal(shown, await readFile(file, 'utf8').catch(() => `${file.pathname} is missing`));
}

const nameOf = ({name}: GoldenScreen, palette: Palette): string => `${name}-${palette}.txt`;

interface Looks {
  readonly words: string;
  /** A letter a cell, by the legend. */
  readonly looks: string;
  readonly legend: string;
}

const looksOf = (view: ViewModel, palette: Palette): Promise<Looks> =>
  shownOn(createElement(DeckScreen, {view, paint: rowPainter(palette, 24)}), size, readLooks);

const letters = 'abcdefghijklmnopqrstuvwxyz';

function readLooks({buffer: {active}, rows, cols}: Terminal): Looks {
  const known = new Map<string, string>();
  const words: string[] = [];
  const looks: string[] = [];
  for (let y = 0; y < rows; y++) {
    const cells = Array.from({length: cols}, (_, x) => active.getLine(active.baseY + y)?.getCell(x));
    const own = cells.filter((cell) => cell !== undefined && cell.getWidth() > 0);
    words.push(own.map((cell) => cell?.getChars() || ' ').join(''));
    looks.push(
      own
        .map((cell) => (cell ? letterOf(cell, known) : ' '))
        .join('')
        .trimEnd(),
    );
  }
  const legend = [...known].map(([look, letter]) => `${letter}: ${look}`).join('\n');
  return {words: words.join('\n'), looks: looks.join('\n'), legend};
}

/** A blank without a ground looks like nothing. */
function letterOf(cell: Cell, known: Map<string, string>): string {
  const isBlank = (cell.getChars() || ' ') === ' ' && !cell.isInverse() && cell.isBgDefault();
  if (isBlank) return ' ';
  const look = [
    cell.isBold() ? 'bold' : '',
    cell.isDim() ? 'dim' : '',
    cell.isInverse() ? 'reversed' : '',
    cell.isFgDefault() ? '' : colourOf(cell.isFgRGB(), cell.getFgColor()),
    cell.isBgDefault() ? '' : `on ${colourOf(cell.isBgRGB(), cell.getBgColor())}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  if (look === '') return '.';
  const letter = known.get(look) ?? letters[known.size] ?? '?';
  known.set(look, letter);
  return letter;
}

const colourOf = (isRgb: boolean, colour: number): string =>
  isRgb ? `#${colour.toString(16).padStart(6, '0')}` : `colour ${colour}`;
