// The whole screen's process in a pty: typed into, resized, stopped, broken, stalled.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, watch} from 'node:fs';
import {dirname, join} from 'node:path';
import test, {type TestContext} from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {openPty, type Screen} from '../pty.ts';
import {deckWords, type FixtureCore, openFixtureCore} from './fixture-core.ts';
import {assertGivenBack, assertWhole, openDeckInShell, usual} from './in-shell.ts';
import {beginning, stopped} from './session-events.ts';

async function openDeck(context: TestContext, size = usual, env = {}): Promise<{core: FixtureCore; screen: Screen}> {
  const core = await openFixtureCore(context, beginning);
  const screen = openPty(context, deckWords(core.socketPath), size, {env});
  await screen.until('the task', (text) => text.includes('module skeleton'));
  return {core, screen};
}

test('q asks, and leaves the session running; the terminal is the shell’s again', async (context) => {
  const {screen} = await openDeckInShell(context);
  screen.pty.write('q');
  await screen.until('the question', (text) => text.includes('Leave the deck?'));
  screen.pty.write('l');
  await screen.until('the shell', (text) => text.includes('status 0'));
  assertGivenBack(screen);
  assert.match(screen.text(), /detached: Session fixture runs on; come back with: quarterdeck attach fixture/);
});

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT']) {
  test(`${signal} gives the terminal back and leaves the session running`, async (context) => {
    const {screen, deckPid} = await openDeckInShell(context);
    process.kill(deckPid, signal);
    await screen.until('the shell', (text) => text.includes('status 0'));
    assertGivenBack(screen);
    assert.match(screen.text(), new RegExp(`runs on \\(the deck was ended by ${signal}\\)`));
  });
}

test('a bug gives the terminal back, names the journal and exits with 70', async (context) => {
  const {screen, deckPid} = await openDeckInShell(context);
  process.kill(deckPid, 'SIGUSR2');
  await screen.until('the shell', (text) => text.includes('status 70'));
  assertGivenBack(screen);
  assert.match(screen.text(), /broken on purpose/);
  assert.match(screen.text(), /its journal is \/sessions\/fixture\/journal\.jsonl/);
});

test('an event that can’t be folded in is a bug, and ends as one', async (context) => {
  const {core, screen} = await openDeckInShell(context);
  core.happen({type: 'constraint.added'} as unknown as Event);
  await screen.until('the shell', (text) => text.includes('status 70'));
  assertGivenBack(screen);
  assert.match(screen.text(), /a bug in Quarterdeck's deck: TypeError/);
});

test('ctrl-z gives the terminal to the shell, fg brings the deck back', async (context) => {
  const core = await openFixtureCore(context, beginning);
  const screen = openPty(context, ['bash', '--norc', '--noprofile', '-i'], usual, {env: {PS1: 'shell> '}});
  await screen.until('a prompt', (text) => text.includes('shell>'));
  screen.pty.write("bind 'set enable-bracketed-paste off'\r");
  screen.pty.write(`${deckWords(core.socketPath).join(' ')}\r`);
  await screen.until('the task', (text) => text.includes('module skeleton'));
  screen.pty.write('\x1a');
  await screen.until('the job stopped', (text) => text.includes('Stopped'));
  screen.pty.write('stty -a\r');
  await screen.until('the modes', (text) => /-noflsh/.test(text));
  assertGivenBack(screen);
  core.happen({type: 'note.written', by: 'scheduler', text: 'meanwhile'});
  core.server.console(0, Buffer.from('[    1.000000] while you were away\n'));
  screen.pty.write('fg\r');
  await screen.until('what came meanwhile', (text) => text.includes('while you were away'));
  assert.equal(screen.terminal.buffer.active.type, 'alternate');
  assert.equal(screen.terminal.modes.bracketedPasteMode, true);
  assertWhole(screen);
  screen.pty.write('ql');
  await screen.until('the prompt', (text) => text.includes('runs on'));
});

test('the screen fits every size that the terminal is given', async (context) => {
  const {core, screen} = await openDeck(context);
  let byte = 0;
  for (const size of [
    {columns: 80, rows: 24},
    {columns: 200, rows: 60},
    usual,
    {columns: 40, rows: 10},
    {columns: 80, rows: 24},
  ]) {
    screen.resize(size);
    const line = Buffer.from(`[    1.000000] at ${size.columns}x${size.rows}, byte ${byte}\r\n`);
    core.server.console(byte, line);
    byte += line.length;
    if (size.columns < 80) await screen.until('that it is too small', (text) => /too small/i.test(text));
    else {
      await screen.until('a whole screen', () => {
        const rows = screen.rows();
        const isWhole = /Quarterdeck/.test(rows[0] ?? '') && /help/.test(rows.at(-1) ?? '');
        return isWhole && screen.text().includes(`at ${size.columns}x${size.rows}`);
      });
      assert.equal(screen.text().split('Quarterdeck').length, 2, 'one title line');
    }
  }
});

test('keys typed at once act one after the other', async (context) => {
  const {core, screen} = await openDeck(context);
  screen.pty.write('2r');
  await screen.until('where to write', (text) => /Esc give it up/.test(text));
  screen.pty.write('mind the → lock\x1b[D\x1b[D\x7fX\r');
  await core.asked(1);
  assert.deepEqual(core.commands, [{do: 'redirect', role: 'planner', text: 'mind the → lXck'}]);
});

test('a paste is text, and no series of keys', async (context) => {
  const {core, screen} = await openDeck(context);
  screen.pty.write('\x1b[200~PRq\x03\x1b[201~');
  screen.pty.write('c');
  await screen.until('where to write', (text) => /Esc give it up/.test(text));
  screen.pty.write('\x1b[200~no q\r\nno P\x1b[201~\r');
  await core.asked(1);
  assert.deepEqual(core.commands, [{do: 'addConstraint', text: 'no q no P', strength: 'must', scope: {kind: 'all'}}]);
});

test('ctrl-g opens the person’s editor with the text, and what it saves comes back', async (context) => {
  const {core, screen} = await openDeck(context, usual, {
    EDITOR: "sed -i -e 's/lock/mutex/' -e '$a and mind the order'",
  });
  screen.pty.write('2rtake the lock\x07');
  await screen.until('what the editor made of it', (text) => /take the mutex[\s\S]*and mind the order/.test(text));
  screen.pty.write('\r');
  await core.asked(1);
  assert.deepEqual(core.commands, [{do: 'redirect', role: 'planner', text: 'take the mutex\nand mind the order'}]);
});

test('Esc alone is taken for what it is', async (context) => {
  const {screen} = await openDeck(context);
  screen.pty.write('?');
  await screen.until('the help', (text) => text.includes('╭ Keys'));
  screen.pty.write('\x1b');
  await screen.until('the deck', (text) => !text.includes('╭ Keys'));
});

test('a refusal is shown in the core’s words', async (context) => {
  const {core, screen} = await openDeck(context);
  core.answer(() => ({refused: 'the target is being looked into'}));
  screen.pty.write('P');
  await screen.until('the refusal', (text) => text.includes('the target is being looked into'));
});

test('what is typed into the console goes to its line as it is, and ctrl-] leaves', async (context) => {
  const {core, screen} = await openDeck(context);
  screen.pty.write('i');
  await screen.until('how to leave', (text) => /ctrl-\]/.test(screen.rows().at(-1) ?? '') && text !== '');
  await screen.until('unmarked pastes', () => !screen.terminal.modes.bracketedPasteMode);
  screen.pty.write('ls q\r\x03\x1b[A\x1bOP\x1b\x1a');
  screen.pty.write('\x1dP');
  await core.asked(1);
  assert.equal(core.typed(), 'ls q\r\x03\x1b[A\x1bOP\x1b\x1a');
  assert.deepEqual(core.commands, [{do: 'pause', role: 'all'}]);
  await screen.until('the deck’s keys', () => /help/.test(screen.rows().at(-1) ?? ''));
  await screen.until('marked pastes', () => screen.terminal.modes.bracketedPasteMode);
});

test('stopping waits until the session has ended', async (context) => {
  const {core, screen} = await openDeck(context);
  core.answer(({do: what}) => {
    if (what === 'stop') core.happen(stopped);
    return null;
  });
  screen.pty.write('qs');
  assert.deepEqual(await screen.exit, {exitCode: 0, signal: 0});
  assert.match(screen.text(), /stopped: Session fixture has ended: stopped/);
  assert.deepEqual(core.commands, [{do: 'stop', cause: 'person', why: 'stopped from the deck'}]);
});

test('pausing and leaving waits for the core’s answer', async (context) => {
  const {core, screen} = await openDeck(context);
  screen.pty.write('qp');
  assert.deepEqual(await screen.exit, {exitCode: 0, signal: 0});
  assert.match(screen.text(), /detached: Session fixture is paused; come back with/);
  assert.deepEqual(core.commands, [{do: 'pause', role: 'all'}]);
});

test('after the end the deck stays until q, and asks nothing', async (context) => {
  const {core, screen} = await openDeck(context);
  core.happen(stopped);
  await screen.until('the end', (text) => /stopped/.test(text));
  await core.server.close();
  screen.pty.write('z');
  screen.pty.write('q');
  assert.deepEqual(await screen.exit, {exitCode: 0, signal: 0});
  assert.match(screen.text(), /stopped: Session fixture has ended/);
});

test('a core that is gone is told, and q leaves without a question', async (context) => {
  const {core, screen} = await openDeck(context);
  await core.server.close();
  await screen.until('that the core is gone', (text) => /no core|is gone|lost/i.test(text));
  screen.pty.write('q');
  await screen.exit;
  assert.match(screen.text(), /lost: Session fixture has no core that answers/);
});

test('without colours, and in ASCII', async (context) => {
  const {screen} = await openDeck(context, usual, {NO_COLOR: '1', LC_ALL: 'C'});
  assert.doesNotMatch(screen.text(), /[^\x20-\x7e\n]/);
  const {active} = screen.terminal.buffer;
  for (let row = 0; row < usual.rows; row++) {
    for (let column = 0; column < usual.columns; column++) {
      assert.ok(active.getLine(row)?.getCell(column)?.isFgDefault(), `row ${row}, column ${column} has no colour`);
    }
  }
});

test('a terminal that stalls stops neither the keys nor what comes in', async (context) => {
  const {core, screen} = await openDeck(context);
  screen.stall(true);
  let byte = 0;
  const say = (text: string): void => {
    const line = Buffer.from(text);
    core.server.console(byte, line);
    byte += line.length;
  };
  for (let round = 1; round <= 100; round++) {
    say(`[    ${round}.000000] ${'stalled '.repeat(10)}\r\n`.repeat(100));
    screen.pty.write('zzP');
    await core.asked(round);
  }
  say('[  999.000000] and on it goes\r\n');
  screen.stall(false);
  await screen.until('the newest line', (text) => text.includes('and on it goes'));
  assertWhole(screen);
});

test('a terminal that stalls does not keep the deck from leaving', async (context) => {
  const core = await openFixtureCore(context, beginning);
  const report = join(dirname(core.socketPath), 'report.json');
  const screen = openPty(context, deckWords(core.socketPath, report), usual);
  await screen.until('the task', (text) => text.includes('module skeleton'));
  screen.stall(true);
  for (let round = 1; round <= 50; round++) {
    screen.pty.write('zzP');
    await core.asked(round);
  }
  const written = appears(report);
  process.kill(screen.pty.pid, 'SIGTERM');
  await written;
  screen.stall(false);
  await screen.exit;
  assert.equal(screen.terminal.buffer.active.type, 'normal');
});

test('a terminal that goes away ends the deck, not the session', async (context) => {
  const core = await openFixtureCore(context, beginning);
  const report = join(dirname(core.socketPath), 'report.json');
  const screen = openPty(context, deckWords(core.socketPath, report), usual);
  await screen.until('the task', (text) => text.includes('module skeleton'));
  const written = appears(report);
  (screen.pty as unknown as {destroy(): void}).destroy();
  await written;
  assert.equal(JSON.parse(readFileSync(report, 'utf8')).how, 'detached');
});

function appears(path: string): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  const watcher = watch(dirname(path), () => {
    if (!existsSync(path)) return;
    watcher.close();
    resolve();
  });
  return promise;
}
