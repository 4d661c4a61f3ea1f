import assert from 'node:assert/strict';
import test from 'node:test';
import {usualDeck} from '../../src/core/deck-settings.ts';
import {openCalling} from '../../src/deck/calling.ts';
import {copy} from '../../src/deck/copying.ts';
import {throughTo} from '../../src/deck/passthrough.ts';
import {type Copied, copiedOf} from '../../src/view/copied.ts';
import {told} from '../view/story.ts';

const working = told('working').live.state;
const asks = told('asks').live.state;

/** What is written to the terminal when a question comes up. */
function calls(change: {settings?: typeof usualDeck.calls; env?: Record<string, string>; focus?: boolean}): string {
  const {settings = usualDeck.calls, env = {}, focus} = change;
  let written = '';
  const calling = openCalling({
    ...{settings, env},
    write: (sequence) => {
      written += sequence;
    },
  });
  calling.look(working, true);
  if (focus !== undefined) calling.focus(focus);
  written = '';
  calling.look(asks, true);
  return written;
}

test('a person who is needed is called by bell, title and notification', () => {
  const written = calls({});
  assert.match(written, /\x1b\]2;quarterdeck \w+: needs you\x07/);
  assert.match(written, /\x07\x1b\]9;quarterdeck needs you: [^\x07\x1b]+\x07$/);
  assert.equal(calls({focus: false}), written);
});

test('whoever looks at the window is not called, but the title is kept', () =>
  assert.match(calls({focus: true}), /^\x1b\]2;[^\x07]+\x07$/));

test('each way is silenced by the configuration', () => {
  assert.equal(calls({settings: {bell: false, title: false, notification: false}}), '');
  assert.equal(calls({settings: {bell: true, title: false, notification: false}}), '\x07');
});

test('a terminal that knows the other form is told in that, and through tmux', () => {
  const quiet = {bell: false, title: false, notification: true};
  assert.match(calls({settings: quiet, env: {TERM: 'foot'}}), /^\x1b\]777;notify;Quarterdeck;quarterdeck needs you/);
  assert.match(calls({settings: quiet, env: {TMUX: '/tmp/t'}}), /^\x1bPtmux;\x1b\x1b\]9;.*\x07\x1b\\$/);
});

test('what was so before the screen came up calls nobody', () => {
  let written = '';
  const calling = openCalling({
    ...{settings: {bell: true, title: false, notification: true}, env: {}},
    write: (sequence) => {
      written += sequence;
    },
  });
  calling.look(working, false);
  calling.look(asks, false);
  calling.look(asks, true);
  assert.equal(written, '');
});

test('screen is given pieces that it hands on', () => {
  const wrapped = throughTo({STY: '1.pts'}, 'x'.repeat(600));
  const pieces = wrapped.split('\x1b\\').filter((piece) => piece !== '');
  assert.equal(pieces.length, 3);
  assert.equal(pieces.map((piece) => piece.replace('\x1bP', '')).join(''), 'x'.repeat(600));
});

async function copying(
  text: string,
  env: Record<string, string> = {},
): Promise<{written: string; kept: string; said: string}> {
  const seen = {written: '', kept: '', said: ''};
  const copied: Copied = {what: 'what the pane shows', text};
  const host = {
    async writeState(name: string, words: string) {
      seen.kept = words;
      return `/state/${name}`;
    },
  };
  const write = (sequence: string) => {
    seen.written += sequence;
  };
  await copy({env, host, write, notice: (words) => Object.assign(seen, {said: words})}, copied);
  return seen;
}

test('a copy goes to the clipboard and to a file', async () => {
  const {written, kept, said} = await copying('grün\n');
  assert.equal(written, `\x1b]52;c;${Buffer.from('grün\n').toString('base64')}\x07`);
  assert.equal(kept, 'grün\n');
  assert.match(said, /what the pane shows .*\/state\/copied\.txt$/);
});

test('what is too long for a clipboard goes to the file alone, and that is said', async () => {
  const {written, kept, said} = await copying('x'.repeat(74_001));
  assert.equal(written, '');
  assert.equal(kept.length, 74_001);
  assert.match(said, /too long for the clipboard/);
});

test('a view that is too small has nothing to copy', () => {
  const small = {kind: 'tooSmall'} as Parameters<typeof copiedOf>[0];
  assert.equal(copiedOf(small, ...([] as unknown as [never, never, never])), null);
});
