// What makes a day at the deck comfortable, in a pty: the mouse, the clipboard, focus, the arrangement that is kept, a second screen.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {questionId} from '../../src/core/ids.ts';
import {openPty, type Screen} from '../pty.ts';
import {temporaryFolder} from '../temporary.ts';
import {deckWords, type FixtureCore, openFixtureCore} from './fixture-core.ts';
import {assertGivenBack, openDeckInShell, usual} from './in-shell.ts';
import {beginning} from './session-events.ts';

interface Opened {
  readonly core: FixtureCore;
  readonly screen: Screen;
  /** All that the deck wrote so far. */
  readonly written: () => string;
}

async function openDeck(context: TestContext, env = {}, known?: FixtureCore): Promise<Opened> {
  const core = known ?? (await openFixtureCore(context, beginning));
  const screen = openPty(context, deckWords(core.socketPath), usual, {env});
  let written = '';
  screen.pty.onData((text) => {
    written += text;
  });
  await screen.until('the task', (text) => text.includes('module skeleton'));
  return {core, screen, written: () => written};
}

test('m takes the mouse, a click focuses, and leaving gives it back', async (context) => {
  const {screen} = await openDeckInShell(context);
  assert.equal(screen.terminal.modes.mouseTrackingMode, 'none');
  screen.pty.write('m');
  await screen.until('the mouse', () => screen.terminal.modes.mouseTrackingMode === 'vt200');
  screen.pty.write('\x1b[<0;100;5Mz');
  await screen.until('the Planner in full', (text) => /╭ 2 Planner/.test(text) && !/╭ 1 Scheduler/.test(text));
  screen.pty.write('ql');
  await screen.until('the shell', (text) => text.includes('status 0'));
  assertGivenBack(screen);
  assert.equal(screen.terminal.modes.sendFocusMode, false, 'the focus is not reported');
});

test('the mouse is given back when the deck is ended by a signal, too', async (context) => {
  const {screen, deckPid} = await openDeckInShell(context);
  screen.pty.write('m');
  await screen.until('the mouse', () => screen.terminal.modes.mouseTrackingMode === 'vt200');
  process.kill(deckPid, 'SIGTERM');
  await screen.until('the shell', (text) => text.includes('status 0'));
  assertGivenBack(screen);
});

test('while the console is typed into, neither mouse nor focus reports are on', async (context) => {
  const {core, screen} = await openDeck(context);
  screen.pty.write('mi');
  await screen.until('typing', (text) => text.includes('TYPING'));
  await screen.until('no reports', () => screen.terminal.modes.mouseTrackingMode === 'none');
  screen.pty.write('a\x1b[Ob\x1d');
  await screen.until('the mouse again', () => screen.terminal.modes.mouseTrackingMode === 'vt200');
  assert.equal(core.typed(), 'ab');
});

test('y copies by OSC 52 and says where the file is', async (context) => {
  const {screen, written} = await openDeck(context);
  screen.pty.write('?');
  await screen.until('the help', (text) => text.includes('╭ Keys'));
  screen.pty.write('y');
  await screen.until('the path', (text) => /copied\.txt/.test(text));
  const [, base64 = ''] = /\x1b\]52;c;([A-Za-z0-9+/=]+)\x07/.exec(written()) ?? [];
  assert.match(Buffer.from(base64, 'base64').toString(), /^1 2 3 4 +go to the Scheduler/);
});

test('the arrangement is there at the next start, and a broken file is told and passed over', async (context) => {
  const state = await temporaryFolder(context);
  const first = await openDeck(context, {FIXTURE_STATE: state});
  first.screen.pty.write('4h');
  await first.screen.until('the Reviewer gone', (text) => !/╭ 4 Reviewer/.test(text));
  first.screen.pty.write('y');
  await first.screen.until('what was written before it', (text) => /copied\.txt/.test(text));
  const second = await openDeck(context, {FIXTURE_STATE: state}, first.core);
  assert.doesNotMatch(second.screen.text(), /╭ 4 Reviewer/);
  await writeFile(join(state, 'quarterdeck/deck.json'), '{"version":1,');
  const third = await openDeck(context, {FIXTURE_STATE: state}, first.core);
  await third.screen.until('why', (text) => /can't be read from deck\.json/.test(text) && /╭ 4 Reviewer/.test(text));
});

test('a second screen watches, and a command of either is seen by both', async (context) => {
  const first = await openDeck(context);
  const second = await openDeck(context, {}, first.core);
  first.core.answer(({do: what}) => {
    if (what === 'pause') first.core.happen({type: 'session.paused', why: 'the person wants it'});
    return null;
  });
  second.screen.pty.write('P');
  for (const {screen} of [first, second]) await screen.until('the pause', (text) => /⏸ paus/.test(text));
});

test('whoever looks elsewhere is called when an answer is wanted', async (context) => {
  const {core, screen, written} = await openDeck(context);
  screen.pty.write('\x1b[O');
  const text = 'May a write sleep?';
  core.happen({type: 'question.asked', question: questionId(1), by: 'planner', text, choices: ['yes', 'no']});
  await screen.until('the call', () => /\x1b\]9;[^\x07]*\x07/.test(written()));
  assert.match(
    written(),
    /\x1b\]2;quarterdeck ringlog: needs you\x07\x07\x1b\]9;quarterdeck needs you: May a write sleep\?\x07/,
  );
});
