// Texts that terminals disagree about, in panes, on two emulators: one counts graphemes, the other code points by an old table. No border moves.
import assert from 'node:assert/strict';
import test from 'node:test';
import graphemes from '@xterm/addon-unicode-graphemes';
import xterm from '@xterm/headless';
import {cellWidth} from '../../../components/cell-width.ts';
import {steady} from '../../../src/deck/frames/steady-columns.ts';
import {safeText} from '../../../src/view/safe-text.ts';
import {fitRow, quickWidth, row} from '../../../src/view/spans.ts';

const columns = 60;
const wholeRow = {from: 0, columns, isOfSingleCells: false};
const width = quickWidth(cellWidth);

const texts = [
  'क्षत्रिय ക്ഷണം ক্ষমা కక్ష்ய',
  'नमस्ते दुनिया, स्थिति ठीक है',
  'ကျွန်တော် ក្រុម ລຳ กำลัง',
  '가각 ᄀ각 한국어',
  '🚀 👩‍👩‍👧 ⚠️ 👍🏽 🇩🇪🇩 1️⃣',
  '\u{1fa75} \u{1cf00} \u{16d63} ﷺ ☰ ⿰ ㇤',
  'e\u0301\u0302 a\u0903 \u0301start',
  '驱动程序 ｆｕｌｌ ｶﾞ',
];

function emulator(isByGraphemes: boolean): xterm.Terminal {
  const terminal = new xterm.Terminal({cols: columns, rows: 3, scrollback: 0, allowProposedApi: true});
  if (isByGraphemes) terminal.loadAddon(new graphemes.UnicodeGraphemesAddon());
  return terminal;
}

async function shown(terminal: xterm.Terminal, bytes: string): Promise<xterm.IBufferLine | undefined> {
  await new Promise<void>((done) => terminal.write(`\x1b[?7l\x1b[H\x1b[2J\r\n${bytes}`, done));
  return terminal.buffer.active.getLine(1);
}

for (const isByGraphemes of [true, false]) {
  for (const text of texts) {
    test(`${text} keeps to its pane, ${isByGraphemes ? 'by graphemes' : 'by code points'}`, async () => {
      const cells = (columns - 4) / 2;
      const inside = fitRow(row(safeText(text)), cells, width)
        .map((span) => span.text)
        .join('');
      const line = await shown(emulator(isByGraphemes), steady(`│${inside}││${inside}│`, wholeRow));
      const borders = [0, cells + 1, cells + 2, columns - 1];
      assert.deepEqual(
        borders.map((column) => line?.getCell(column)?.getChars()),
        ['│', '│', '│', '│'],
        line?.translateToString(),
      );
    });
  }
}

test('what everybody agrees about is written as it is', () => {
  const text = '\x1b[1m│ plain äöü 漢字 ▰▱ │\x1b[0m';
  assert.equal(steady(text, wholeRow), text);
});

test('a stretch is counted from where it begins', () =>
  assert.equal(steady('✔ x', {...wholeRow, from: 10, isOfSingleCells: true}), '✔\x1b[12G x'));

test('every run that terminals may differ about is counted with what stands before it', () =>
  assert.equal(steady('漢✔a✔', wholeRow), '漢✔\x1b[4Ga✔\x1b[6G'));

test('behind the last column nothing is added, and a look is no text', () => {
  assert.equal(steady('ab✔', {...wholeRow, columns: 3}), 'ab✔');
  assert.equal(steady('\x1b[32m✔\x1b[39m', wholeRow), '\x1b[32m✔\x1b[2G\x1b[39m');
});
