import assert from 'node:assert/strict';
import test from 'node:test';
import {fold} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import {endOf, type Leaving} from '../../src/deck/deck-end.ts';
import {traitsOf, whyNoDeck} from '../../src/deck/terminal-traits.ts';
import type {Link} from '../../src/view/live.ts';
import {beginning, stopped} from './session-events.ts';

const running = stateAfter(beginning);
const attached: Link = {kind: 'attached'};

function stateAfter(events: typeof beginning): State {
  return fold(events.map((event, index) => ({seq: index + 1, atMs: 0, event})));
}

function check(state: State, link: Link, leaving: Leaving, how: string, message: string): void {
  const end = endOf('s1', state, link, leaving);
  assert.deepEqual([end.how, end.message], [how, message]);
}

const back = 'come back with: quarterdeck attach s1';

test('left running', () => check(running, attached, {kind: 'detach'}, 'detached', `Session s1 runs on; ${back}`));
test('paused', () => check(running, attached, {kind: 'paused'}, 'detached', `Session s1 is paused; ${back}`));
test('left while it was paused before', () => {
  const paused = stateAfter([...beginning, {type: 'session.paused', why: 'paused by you'}]);
  check(paused, attached, {kind: 'detach'}, 'detached', `Session s1 is paused; ${back}`);
});
test('ended by a signal', () =>
  check(
    running,
    attached,
    {kind: 'signal', signal: 'SIGTERM'},
    'detached',
    `Session s1 runs on (the deck was ended by SIGTERM); ${back}`,
  ));
test('stopped', () => {
  const ended = stateAfter([...beginning, stopped]);
  check(ended, attached, {kind: 'stopped'}, 'stopped', 'Session s1 has ended: stopped (stopped from the deck)');
});
test('a session that has ended is ended, whatever became of its core', () => {
  const accepted = stateAfter([...beginning, {...stopped, outcome: 'accepted', why: '1 task done', commit: null}]);
  const link: Link = {kind: 'lost', why: 'gone', sinceMs: 0};
  check(accepted, link, {kind: 'detach'}, 'ended', 'Session s1 has ended: accepted (1 task done)');
});
test('told to stop, and nothing said that it did', () =>
  check(
    running,
    attached,
    {kind: 'unconfirmed'},
    'detached',
    `Session s1 was told to stop and has not said that it did; ${back}`,
  ));
test('its core is gone', () =>
  check(
    running,
    {kind: 'lost', why: 'the core is gone', sinceMs: 0},
    {kind: 'detach'},
    'lost',
    `Session s1 has no core that answers (the core is gone); ${back}`,
  ));

test('the first locale variable that is set decides about UTF-8', () => {
  const utf8 = (env: Record<string, string>): boolean => traitsOf(env).unicode;
  assert.equal(utf8({LANG: 'de_DE.UTF-8'}), true);
  assert.equal(utf8({LANG: 'de_DE.UTF-8', LC_ALL: 'C'}), false);
  assert.equal(utf8({LANG: 'C', LC_ALL: '', LC_CTYPE: 'C.utf8'}), true);
  assert.equal(utf8({}), false);
});

test('NO_COLOR counts when it is not empty', () => {
  assert.equal(traitsOf({NO_COLOR: '1'}).colors, false);
  assert.equal(traitsOf({NO_COLOR: ''}).colors, true);
});

test('without a terminal there is no deck, and the words say what is missing', () => {
  const terminal = {isTTY: true};
  assert.equal(whyNoDeck(terminal, terminal, {TERM: 'xterm'}), null);
  assert.match(whyNoDeck({}, terminal, {}) ?? '', /standard input is none$/);
  assert.match(whyNoDeck(terminal, {}, {}) ?? '', /standard output is none$/);
  assert.match(whyNoDeck(terminal, terminal, {TERM: 'dumb'}) ?? '', /dumb/);
});
