import assert from 'node:assert/strict';
import test from 'node:test';
import {faultId, questionId} from '../../src/core/ids.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import {type Act, type Facts, initialUi, noticed, type Ui} from '../../src/view/ui.ts';
import {keyOf} from './key-of.ts';
import {told} from './story.ts';
import {facts, question} from './uis.ts';

interface Pressed {
  readonly ui: Ui;
  readonly acts: readonly Act[];
}

function press(keys: readonly string[], from: Ui = initialUi, given: Facts = facts()): Pressed {
  let ui = from;
  const acts: Act[] = [];
  for (const key of keys) {
    const step = stepUi(ui, keyOf(key), given);
    ui = step.ui;
    acts.push(...step.acts);
  }
  return {ui, acts};
}

function check(keys: readonly string[], expected: readonly Act[], from?: Ui, given?: Facts): void {
  assert.deepEqual(press(keys, from, given).acts, expected);
}

const command = (given: Extract<Act, {kind: 'command'}>['command']): Act => ({kind: 'command', command: given});

test('space pauses the focused agent', () => check(['space'], [command({do: 'pause', role: 'executor'})]));
test('space lets a paused agent go on', () => {
  const {live} = told('asks');
  check(['3', 'space'], [command({do: 'continue', role: 'executor'})], initialUi, facts({state: live.state}));
});
test('space on the console says to focus an agent', () => {
  const {ui, acts} = press(['5', 'space']);
  assert.deepEqual(acts, []);
  assert.match(ui.notice?.text ?? '', /focus an agent/);
});
test('P pauses everything', () => check(['P'], [command({do: 'pause', role: 'all'})]));
test('P goes on while a fault is open', () => {
  const {live} = told('working').tell({
    type: 'fault.raised',
    fault: faultId(1),
    source: 'model',
    what: 'no answer',
    help: 'wait',
  });
  check(['P'], [command({do: 'continue', role: 'all'})], initialUi, facts({state: live.state}));
});
test('a redirect goes to the agent that was focused', () =>
  check(['2', 'r', ...'use kfifo', 'enter'], [command({do: 'redirect', role: 'planner', text: 'use kfifo'})]));
test('Tab makes a redirect one that is heard at once, and back', () => {
  check(['2', 'r', 'tab', 'x', 'enter'], [command({do: 'redirect', role: 'planner', text: 'x', now: true})]);
  check(['2', 'r', 'tab', 'tab', 'x', 'enter'], [command({do: 'redirect', role: 'planner', text: 'x'})]);
});
test('u urges the words that wait for the focused agent', () =>
  check(['2', 'u'], [command({do: 'urge', role: 'planner'})]));
test('s and S pause at once', () =>
  check(
    ['s', 'S'],
    [command({do: 'pause', role: 'executor', now: true}), command({do: 'pause', role: 'all', now: true})],
  ));
test('behind ctrl-t a key is for the deck once, and then all go to the line again', () => {
  const typed = (text: string): Act => ({kind: 'type', text});
  check(['i', 'ctrl-t', 'b', 'b'], [{kind: 'sendBreak'}, typed('b')]);
  check(['i', 'ctrl-t', 's'], [typed('stty rows 30 cols 116\r')]);
  check(['i', 'ctrl-t', 'ctrl-t', 'ctrl-t', 'escape', 'x'], [typed('\x14'), typed('x')]);
  const {ui} = press(['i', 'ctrl-t', 'z']);
  assert.deepEqual([ui.zoomed, ui.typing], [true, 'keys']);
});
test('a key behind ctrl-t that means nothing says so', () => {
  const {ui, acts} = press(['i', 'ctrl-t', 'q']);
  assert.deepEqual([acts, ui.typing], [[], 'keys']);
  assert.match(ui.notice?.text ?? '', /q behind ctrl-t means nothing/);
});
test('a redirect without words is not sent', () => {
  const {ui, acts} = press(['r', ' ', 'enter']);
  assert.deepEqual(acts, []);
  assert.equal(ui.dialog?.kind, 'text');
});
test('a constraint is a must until Tab makes it a wish', () =>
  check(
    ['c', ...'no floats', 'tab', 'enter'],
    [command({do: 'addConstraint', text: 'no floats', strength: 'prefer', scope: {kind: 'all'}})],
  ));
test('letters that are keys of the deck are letters where text is written', () =>
  check(['r', ...'qzP?', 'enter'], [command({do: 'redirect', role: 'executor', text: 'qzP?'})]));
test('text can be mended before it is sent', () =>
  check(
    ['r', ...'ues', 'left', 'left', 'delete', 'end', 'x', 'backspace', 'e', 'enter'],
    [command({do: 'redirect', role: 'executor', text: 'use'})],
  ));
test('what is pasted keeps its lines', () => {
  const {ui} = press(['r']);
  const pasted = stepUi(ui, {name: 'paste', text: 'one\r\ntwo\x1b'}, facts()).ui;
  check(['enter'], [command({do: 'redirect', role: 'executor', text: 'one\ntwo'})], pasted);
});
test('R asks before it resets', () => {
  check(['R'], []);
  check(['R', 'enter'], [command({do: 'resetTarget'})]);
  check(['R', 'escape'], []);
});

test('q asks, and enter leaves the session running', () => check(['q', 'enter'], [{kind: 'detach'}]));
test('the quit question pauses, stops or stays', () => {
  check(['q', 'p'], [{kind: 'pauseAndDetach'}]);
  check(['q', 's'], [{kind: 'stopAndQuit', cause: 'person'}]);
  check(['q', 'escape'], []);
  check(['q', 'down', 'down', 'enter'], [{kind: 'stopAndQuit', cause: 'person'}]);
});
test('ctrl-c asks, and once more it stops the session', () =>
  check(['ctrl-c', 'ctrl-c'], [{kind: 'stopAndQuit', cause: 'interrupt'}]));
test('ctrl-c asks also from within a dialog', () => assert.equal(press(['c', 'ctrl-c']).ui.dialog?.kind, 'quit'));
test('when the session has ended there is nothing to ask', () => {
  const {live} = told('accepted');
  check(['q'], [{kind: 'detach'}], initialUi, facts({state: live.state}));
});

const typed = (text: string): Act => ({kind: 'type', text});

test('typing goes to the line as it is, until ctrl-] leaves', () => {
  const {ui, acts} = press(['i', 'q', ' ', 'enter', 'up', 'ctrl-c', 'ctrl-]']);
  assert.deepEqual(acts, [typed('q'), typed(' '), typed('\r'), typed('\x1b[A'), typed('\x03')]);
  assert.equal(ui.typing, 'off');
});
test('nobody types to a target that is off', () => {
  const state = {...facts().state, target: {...facts().state.target, now: {phase: 'off'} as const}};
  assert.equal(press(['i'], initialUi, facts({state})).ui.typing, 'off');
});

test('enter goes to the question that waits, wherever the focus is', () => {
  const {live} = told('asks');
  const given = facts({state: live.state});
  const {ui} = press(['4', 'enter'], initialUi, given);
  assert.equal(ui.focus, 'planner');
  check(
    ['enter'],
    [command({do: 'answer', question: questionId(1), answer: 'yes, it may wait for the mutex'})],
    ui,
    given,
  );
  check(['2', 'enter'], [command({do: 'answer', question: questionId(1), answer: 'no, it must not sleep'})], ui, given);
});
test('an answer in own words comes after the choices', () => {
  const asked: Ui = {...initialUi, dialog: {kind: 'answer', question, choice: 0, edit: {text: '', at: 0}}};
  check([...'at 3 Hz', 'enter'], [command({do: 'answer', question: question.id, answer: 'at 3 Hz'})], asked);
});
test('without a question enter shows the pane in detail', () =>
  assert.deepEqual(press(['4', 'enter']).ui.dialog, {kind: 'details', pane: 'reviewer', scroll: 0}));

test('scrolling up stays, scrolling to the end follows', () => {
  const end = {from: 80, to: 100, first: 0, total: 100, follows: true};
  const given = facts({extents: {...facts().extents, executor: end}});
  assert.deepEqual(press(['pageUp'], initialUi, given).ui.scroll.executor, {kind: 'bottom', line: 80});
  assert.deepEqual(press(['up'], initialUi, given).ui.scroll.executor, {kind: 'top', line: 79});
  assert.deepEqual(press(['down'], initialUi, given).ui.scroll.executor, {kind: 'follow'});
  assert.deepEqual(press(['f'], initialUi, given).ui.scroll.executor, {kind: 'top', line: 80});
});
test('the next key takes a notice away', () => {
  const ui = noticed(initialUi, 'nothing is paused', 'warn', 0);
  assert.equal(press(['z'], ui).ui.notice, null);
});
