// The console as a terminal to type into, in a pty: what a program on the target draws, what it asks, and what the keys send to it.
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {openPty, type Screen} from '../pty.ts';
import {deckWords, type FixtureCore, openFixtureCore} from './fixture-core.ts';
import {usual} from './in-shell.ts';
import {beginning} from './session-events.ts';

/** A console that says one thing after another. */
function speaker(core: FixtureCore): (text: string) => void {
  let byte = 0;
  return (text) => {
    core.server.console(byte, Buffer.from(text));
    byte += Buffer.byteLength(text);
  };
}

async function typing(context: TestContext, core: FixtureCore, size = usual): Promise<Screen> {
  const screen = openPty(context, deckWords(core.socketPath), size);
  await screen.until('the session', (text) => /i console|pause/.test(text) && text.includes('ringlog'));
  screen.pty.write('i');
  await screen.until('that keys go to the line', (text) => text.includes('TYPING'));
  return screen;
}

/** What stands in the target's pane, its frame left out. */
function paneOf(screen: Screen): readonly string[] {
  const rows = screen.rows();
  const top = rows.findIndex((row) => /╭ 5 Target/.test(row));
  const bottom = rows.findIndex((row) => row.includes('ctrl-] leaves'));
  return rows.slice(top + 1, bottom).map((row) => row.replace(/^│ ([^│]*?) *│.*$/, '$1'));
}

for (const size of [{columns: 80, rows: 24}, usual, {columns: 200, rows: 60}]) {
  test(`a program that draws with the cursor looks as it should, at ${size.columns}x${size.rows}`, async (context) => {
    const core = await openFixtureCore(context, beginning);
    const say = speaker(core);
    const screen = await typing(context, core, size);
    say('~ # vi notes\r\n');
    say(
      '\x1b[?1049h\x1b[2J\x1b[1;1Hfirst\x1b[3;5H\x1b[1;33mthird\x1b[0m 10%\x1b[6D\x1b[999;1H\x1b[7m- notes -\x1b[0m\x1b[2;2H',
    );
    // The last row of the pane is the last one of the terminal.
    await screen.until('what was drawn', () => paneOf(screen)[0] === 'first' && paneOf(screen).at(-1) === '- notes -');
    const pane = paneOf(screen);
    assert.equal(pane[2], '    third 10%');
    const cell = cellAt(screen, 'third');
    assert.deepEqual([cell?.getFgColor(), Boolean(cell?.isBold())], [3, true]);
    say('\x1b[?1049l~ # done');
    await screen.until('the shell again', (text) => text.includes('~ # done') && !text.includes('- notes -'));
    assert.equal(paneOf(screen)[0], '~ # vi notes');
    screen.pty.write('\x1d');
    await screen.until('the lines of the console', (text) => !text.includes('TYPING'));
  });
}

function cellAt(screen: Screen, word: string) {
  const {active} = screen.terminal.buffer;
  const y = screen.rows().findIndex((row) => row.includes(word));
  return active.getLine(active.viewportY + y)?.getCell(screen.rows()[y]?.indexOf(word) ?? 0);
}

test('arrows, pastes and the keypad are what the program asked for, and the deck’s own again', async (context) => {
  const core = await openFixtureCore(context, beginning);
  const say = speaker(core);
  const screen = await typing(context, core);
  say('\x1b[?1h\x1b=\x1b[?2004h~ # ');
  const modes = (): readonly boolean[] => {
    const {applicationCursorKeysMode, applicationKeypadMode, bracketedPasteMode} = screen.terminal.modes;
    return [applicationCursorKeysMode, applicationKeypadMode, bracketedPasteMode];
  };
  await screen.until('modes of the program', () => modes().every((on) => on));
  screen.pty.write('\x1bOA\x1b[200~two\rlines\x1b[201~\x1bx\x1b[15~');
  screen.pty.write('\x1dP');
  await core.asked(1);
  assert.equal(core.typed(), '\x1bOA\x1b[200~two\rlines\x1b[201~\x1bx\x1b[15~');
  await screen.until('modes of the deck', () => modes().join() === 'false,false,true');
});

test('behind ctrl-t are BREAK and the size of the pane; nothing is told to the shell by itself', async (context) => {
  const core = await openFixtureCore(context, beginning);
  const screen = await typing(context, core);
  screen.resize({columns: 80, rows: 24});
  await screen.until('the smaller screen', (text) => text.includes('1 Sched') && text.includes('TYPING'));
  assert.equal(core.typed(), '');
  screen.pty.write('\x14');
  await screen.until('what may follow', (text) => text.includes('send BREAK'));
  screen.pty.write('b');
  await screen.until('that it was sent', (text) => text.includes('BREAK was sent'));
  const {length} = paneOf(screen);
  screen.pty.write('\x14s\x14\x14c\x1d');
  await screen.until('the deck’s keys', (text) => !text.includes('TYPING'));
  screen.pty.write('P');
  await core.asked(1);
  assert.equal(core.typed(), `<BREAK>stty rows ${length} cols 76\r\x14c`);
});

test('of two screens that are typed into, the one typed into last answers what a program asks', async (context) => {
  const core = await openFixtureCore(context, beginning);
  const say = speaker(core);
  const first = await typing(context, core);
  const second = await typing(context, core);
  first.pty.write('a');
  second.pty.write('b');
  await core.typedBytes(2);
  say('\x1b[3;4H\x1b[6nasked');
  await first.until('the question', (text) => text.includes('asked'));
  await second.until('the question', (text) => text.includes('asked'));
  for (const screen of [first, second]) screen.pty.write('\x1dP');
  await core.asked(2);
  assert.equal(core.typed().replace(/^(ab|ba)/, ''), '\x1b[3;4R');
});
