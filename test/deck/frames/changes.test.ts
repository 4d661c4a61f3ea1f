// From one frame to the next on a terminal that acts upon what is written: whatever the two hold, what stands there afterwards is the second.
import assert from 'node:assert/strict';
import test from 'node:test';
import graphemes from '@xterm/addon-unicode-graphemes';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import {changesOf} from '../../../src/deck/frames/changes.ts';

const size = {cols: 24, rows: 3};

type Terminal = InstanceType<typeof xterm.Terminal>;

async function shownBy(...written: readonly string[]): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({...size, allowProposedApi: true});
  terminal.loadAddon(new graphemes.UnicodeGraphemesAddon());
  terminal.write('\x1b[?7l');
  for (const bytes of written) terminal.write(bytes);
  await new Promise<void>((resolve) => terminal.write('', resolve));
  const rows = Array.from({length: size.rows}, (_, y) => cellsOf(terminal, y));
  terminal.dispose();
  return rows;
}

function cellsOf(terminal: Terminal, y: number): string {
  const line = terminal.buffer.active.getLine(y);
  return Array.from({length: size.cols}, (_, x) => {
    const cell = line?.getCell(x);
    if (cell === undefined) return '?';
    const looks = [cell.getFgColor(), cell.getBgColor(), cell.isBold(), cell.isDim(), cell.isInverse()];
    const look = looks.every((each) => each === 0 || each === -1) ? '' : `<${looks.join()}>`;
    return look + (cell.getChars() || ' ');
  }).join('');
}

/** The two frames, one after the other; and the second one alone, on a terminal that showed nothing before. */
async function checkBecomes(before: readonly string[], after: readonly string[]): Promise<void> {
  const [first, second] = [changesOf([], before, size.cols), changesOf(before, after, size.cols)];
  const whole = after.map((row, y) => `\x1b[${y + 1};1H\x1b[2K${row}\x1b[0m`).join('');
  assert.deepEqual(await shownBy(first, second), await shownBy(whole), JSON.stringify([before, after]));
}

test('a cell that changed is all that is written', () => {
  assert.equal(changesOf(['abc', 'x'], ['abd', 'x'], 24), '\x1b[1;3Hd');
  assert.equal(changesOf(['same'], ['same'], 24), '');
  assert.equal(changesOf(['\x1b[31mred\x1b[39m'], ['\x1b[31mrad\x1b[39m'], 24), '\x1b[1;2H\x1b[31ma\x1b[0m');
});

test('what stands far between two changes is not written', () => {
  const between = '0123456789ab';
  assert.equal(changesOf([`a${between}b`], [`c${between}d`], 24), '\x1b[1;1Hc\x1b[1;14Hd');
});

test('what terminals may count otherwise is followed by where the cursor is to be', () => {
  assert.equal(changesOf(['x a│'], ['x ✔│'], 24), '\x1b[1;3H✔\x1b[4G');
  assert.equal(changesOf(['x ✔ longer'], ['x ✖'], 24), '\x1b[1;3H✖\x1b[4G\x1b[K');
});

test('a row that became shorter is erased behind its end', () => {
  assert.equal(changesOf(['longer'], ['long'], 24), '\x1b[1;5H\x1b[K');
  assert.equal(changesOf(['a', 'b'], ['a'], 24), '\x1b[2;1H\x1b[K');
});

test('a row with a wide or a joined character is written as a whole', () => {
  assert.equal(changesOf(['a宽b'], ['a宽c'], 24), '\x1b[1;1H\x1b[2Ka宽c\x1b[0m');
  assert.equal(changesOf(['e\u0301x'], ['e\u0301y'], 24), '\x1b[1;1H\x1b[2Ke\u0301\x1b[2Gy\x1b[0m');
});

const piece = fc.tuple(
  fc.constantFrom('', '\x1b[1m', '\x1b[2m', '\x1b[7m', '\x1b[31m', '\x1b[1;36m', '\x1b[38;5;200m', '\x1b[48;2;1;2;3m'),
  fc.constantFrom('a', 'bc', '   ', '│', '─', 'é', '●', '宽', '👩‍🚀', 'e\u0301', 'ab cd', '…'),
  fc.constantFrom('', '\x1b[0m', '\x1b[22m', '\x1b[27m', '\x1b[39m', '\x1b[49m'),
);
/** No wider than the terminal: the widest piece takes five cells. */
const row = fc.array(piece, {maxLength: 4}).map((pieces) => pieces.flat().join(''));
const frame = fc.array(row, {minLength: size.rows, maxLength: size.rows});

test('whatever two frames hold, the second stands on the terminal after the first', async () => {
  await fc.assert(fc.asyncProperty(frame, frame, checkBecomes), {numRuns: 100});
});
