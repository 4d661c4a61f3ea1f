// The target's console as a terminal shows it: what programs that draw send comes out as rows, and never as more than the pane holds.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cellWidth} from '../../../components/cell-width.ts';
import {openEmulator} from '../../../src/deck/emulator/emulator.ts';
import {quickWidth, type Row, widthOf} from '../../../src/view/spans.ts';
import {anyCharacter} from '../../any-character.ts';

const size = {columns: 20, rows: 4};
const width = quickWidth(cellWidth);

/** Reversed cells in brackets, other tones left out. */
function textOf(row: Row): string {
  const text = row.map((span) =>
    span.tone.startsWith('sgr') && /,\w*r$/.test(span.tone) ? `[${span.text}]` : span.text,
  );
  return text.join('').trimEnd();
}

async function shown(text: string | Uint8Array, answers: string[] = []): Promise<readonly Row[]> {
  const emulator = openEmulator(size, width, (answer) => answers.push(answer));
  await emulator.write(typeof text === 'string' ? Buffer.from(text) : text);
  const rows = emulator.rows();
  emulator.close();
  return rows;
}

async function check(text: string, expected: readonly string[]): Promise<void> {
  const rows = await shown(text);
  assert.deepEqual(rows.map(textOf), [...expected, ...Array(size.rows - expected.length).fill('')]);
}

test('a prompt has the cursor behind it', () => check('~ # ls', ['~ # ls[ ]']));
test('a progress bar is overwritten', () => check('10%\r50%\r100%', ['100%[ ]']));
test('an editor draws where it likes, and hides the cursor', () =>
  check('old\x1b[2J\x1b[4;1H-- INSERT --\x1b[1;3Hword\x1b[?25l', ['  word', '', '', '-- INSERT --']));
test('a menu of a boot loader marks its choice', () =>
  check('\x1b[?25l\x1b[1;3H1 Linux\x1b[2;3H\x1b[7m2 Rescue\x1b[0m', ['  1 Linux', '  [2 Rescue]']));
test('the other screen is left again', () => check('one\r\n\x1b[?1049htwo\x1b[?1049lthree', ['one', 'three[ ]']));
test('the cursor at the right edge waits on the last cell', () => check('x'.repeat(20), [`${'x'.repeat(19)}[x]`]));
test('the cursor on a wide character covers it', () => check('a漢b\x1b[1;2H', ['a[漢]b']));
test('what the screen counts otherwise is shown as what is known to fit', async () => {
  const rows = await shown('a\u200f\u202eb\ufeff c\x1b[?25l');
  assert.equal(textOf(rows[0] ?? []).replaceAll('?', ''), 'ab c');
});

test('colours of 16, of 256 and of their own keep what they are', async () => {
  const [row] = await shown('\x1b[?25l\x1b[1;31mred\x1b[0m\x1b[38;5;208mfar\x1b[48;2;1;2;3mown\x1b[97mwhite');
  assert.deepEqual(row?.slice(0, 4), [
    {text: 'red', tone: 'sgr:1,,b'},
    {text: 'far', tone: 'sgr:208,,'},
    {text: 'own', tone: 'sgr:208,#010203,'},
    {text: 'white', tone: 'sgr:15,#010203,'},
  ]);
});

test('what a program asks a terminal is answered', async () => {
  const answers: string[] = [];
  await shown('\x1b[2;5H\x1b[6n\x1b[c', answers);
  assert.deepEqual(answers, ['\x1b[2;5R', '\x1b[?1;2c']);
});

test('what a program wants of the keyboard is told, until a reset', async () => {
  const emulator = openEmulator(size, width, () => {});
  await emulator.write(Buffer.from('\x1b[?1h\x1b=\x1b[?2004h'));
  assert.deepEqual(emulator.keyModes(), {arrows: true, keypad: true, pastes: true});
  emulator.reset();
  assert.deepEqual(emulator.keyModes(), {arrows: false, keypad: false, pastes: false});
  emulator.close();
});

const sequences = fc.constantFrom(
  ...[
    '\x1b[2J',
    '\x1b[?1049h',
    '\x1b[999;999H',
    '\x1b[7m',
    '\x1b[48;5;9m',
    '\x1b#8',
    '\x1b(0',
    '\x1b[4h',
    '\x1b[20b',
    '\x1b[?5h',
  ],
  ...[
    '漢',
    '👨‍👩‍👧',
    '🇩',
    'é',
    'ก็',
    '\u1100',
    '\u1161',
    '\u202e',
    '\u200d',
    '\ufe0f',
    '\t',
    '\r',
    '\n',
    '\b',
    '\x9b',
    '\x1b]0;x',
  ],
);
const pieces = fc.oneof(sequences, fc.string({unit: anyCharacter, maxLength: 8}), fc.string({maxLength: 30}));

test('whatever bytes come, every row is as wide as the terminal, and nothing in it moves anything', async () => {
  const property = fc.asyncProperty(
    fc.array(
      fc.oneof(
        pieces.map((text) => Buffer.from(text)),
        fc.uint8Array({maxLength: 40}),
      ),
      {maxLength: 12},
    ),
    async (chunks) => {
      const rows = await shown(Buffer.concat(chunks));
      assert.equal(rows.length, size.rows);
      for (const row of rows) {
        const text = row.map((span) => span.text).join('');
        assert.equal(widthOf(row, cellWidth), size.columns, JSON.stringify(text));
        assert.equal(cellWidth(text), size.columns, JSON.stringify(text));
        assert.doesNotMatch(text, /\p{Cc}/u);
      }
    },
  );
  await fc.assert(property, {numRuns: 300});
});
