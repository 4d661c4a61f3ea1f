// The deck as a child of a shell, and what the shell's terminal must be like when it is the shell's again.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import type {TestContext} from 'node:test';
import {openPty, type Screen, type Size} from '../pty.ts';
import {deckWords, type FixtureCore, openFixtureCore} from './fixture-core.ts';
import {beginning} from './session-events.ts';

export const usual: Size = {columns: 120, rows: 40};

/** The deck as a child of a shell, which shows the terminal's modes when it has ended. */
export async function openDeckInShell(
  context: TestContext,
  env = {},
): Promise<{core: FixtureCore; screen: Screen; deckPid: number}> {
  const core = await openFixtureCore(context, beginning);
  const script = '"$@"; status=$?; stty -a; echo "status $status"';
  const words = ['bash', '-c', script, 'deck', ...deckWords(core.socketPath)];
  const screen = openPty(context, words, usual, {env});
  await screen.until('the task', (text) => text.includes('module skeleton'));
  const children = readFileSync(`/proc/${screen.pty.pid}/task/${screen.pty.pid}/children`, 'utf8');
  return {core, screen, deckPid: Number(children.trim())};
}

/** What `stty -a` says of a terminal that is a shell's again, and what the terminal itself shows. */
export function assertGivenBack(screen: Screen): void {
  const {terminal} = screen;
  assert.equal(terminal.buffer.active.type, 'normal', 'the alternate screen was left');
  assert.equal(terminal.modes.bracketedPasteMode, false, 'pastes are not marked');
  assert.equal(terminal.modes.wraparoundMode, true, 'lines wrap');
  assert.equal(terminal.modes.mouseTrackingMode, 'none', 'the mouse is the terminal’s');
  assert.equal(terminal.modes.synchronizedOutputMode, false, 'no update is under way');
  assert.equal(screen.isCursorShown(), true, 'the cursor is shown');
  for (const mode of ['icanon', 'echo', 'isig', 'icrnl', 'opost']) {
    assert.match(screen.text(), new RegExp(`(^|\\s)${mode}\\b`, 'm'), `${mode} is on`);
  }
}

/** Frames are as they should be when each row is as wide as the screen or shorter, and the last one is the key line. */
export function assertWhole(screen: Screen): void {
  const rows = screen.rows();
  assert.match(rows[0] ?? '', /Quarterdeck/);
  assert.match(rows.at(-1) ?? '', /help/);
}
