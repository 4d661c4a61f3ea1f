// The second opinion as a person asks for it and works with it: keys in, commands and dialogs out.
import assert from 'node:assert/strict';
import test from 'node:test';
import {cellWidth} from '../../../components/cell-width.ts';
import {opinionId, statementId} from '../../../src/core/ids.ts';
import type {State} from '../../../src/core/state.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {type Act, type Facts, initialUi, type Ui} from '../../../src/view/ui.ts';
import {factsOf, viewOf} from '../../../src/view/view-model.ts';
import {keyOf} from '../key-of.ts';
import {givesOpinion} from '../opinion-story.ts';
import type {Scenario} from '../scenario.ts';
import {type Stage, told} from '../story.ts';

const opinion = opinionId(1);
const live = {label: {kind: 'live', provider: 'openai'}} as const;

/** As a person has it: each key after the frame that the one before it led to. */
function press(
  keys: readonly string[],
  story: Scenario,
  change: Partial<State> = live,
): {ui: Ui; acts: readonly Act[]} {
  const shown = {...story.live, state: {...story.live.state, ...change}};
  const size = {columns: 80, rows: 24};
  const look = (ui: Ui) => viewOf(shown, ui, size, story.nowMs, {unicode: true, width: cellWidth});
  let ui = initialUi;
  const acts: Act[] = [];
  for (const key of keys) {
    const facts: Facts = factsOf(shown, look(ui), story.nowMs);
    const step = stepUi(ui, key === 'paste' ? {name: 'paste', text: 'one\r\n\ttwo\x1b'} : keyOf(key), facts);
    ui = step.ui;
    acts.push(...step.acts);
  }
  return {ui, acts};
}

function opened(): Scenario {
  const story = told('working');
  givesOpinion(story);
  return story;
}

const commands = (acts: readonly Act[]) => acts.map((act) => (act.kind === 'command' ? act.command : act));

test('each statement on a line, an empty line sends them, and the page is what is left', () => {
  const {ui, acts} = press(['v', ...'no leak', 'enter', ...'fast', 'enter', 'enter'], told('working'));
  assert.deepEqual(commands(acts), [{do: 'askSecondOpinion', statements: ['no leak', 'fast'], of: 'folder'}]);
  assert.ok(ui.dialog?.kind === 'page' && ui.dialog.page === 'opinion');
});

test('a paste of several lines is several statements', () => {
  const {acts} = press(['v', 'paste', 'enter', 'enter'], told('working'));
  assert.deepEqual(commands(acts), [{do: 'askSecondOpinion', statements: ['one', ' two'], of: 'folder'}]);
});

test('what is built and not committed is looked at, unless the person takes the newest commit', () => {
  const asked = (stage: Stage, ...keys: readonly string[]) =>
    commands(press(['v', ...keys, ...'x', 'enter', 'enter'], told(stage)).acts);
  const of = (tree: string) => [{do: 'askSecondOpinion', statements: ['x'], of: tree}];
  assert.deepEqual(asked('working'), of('folder'));
  assert.deepEqual(asked('working', 'tab'), of('commit'));
  assert.deepEqual(asked('working', 'tab', 'tab'), of('folder'));
  assert.deepEqual(asked('start'), of('commit'));
});

test('nothing is sent while nothing is written', () => {
  const {ui, acts} = press(['v', 'enter'], told('working'));
  assert.deepEqual(acts, []);
  assert.match(ui.notice?.text ?? '', /Write something first/);
});

test('a tape that can’t answer says so before anything is written, and one that can does not', () => {
  const tape = {kind: 'tape', name: 'ringlog', about: ''} as const;
  const refused = press(['v'], told('working'), {label: tape}).ui;
  assert.equal(refused.dialog, null);
  assert.match(refused.notice?.text ?? '', /the tape "ringlog", which can't answer/);
  assert.equal(press(['v'], told('working'), {label: {...tape, verifierTurns: 1}}).ui.dialog?.kind, 'text');
});

test('after the end it says what can still be done', () => {
  const ended = {...live, session: {phase: 'ended', outcome: 'accepted', why: 'x'}} as const;
  assert.match(press(['v'], told('working'), ended).ui.notice?.text ?? '', /V still opens codex/);
});

test('m speaks to the Verifier, a states more, n asks anew, x closes', () => {
  const done = (...keys: readonly string[]) => commands(press(['v', ...keys], opened()).acts);
  assert.deepEqual(done('m', ...'sure?', 'enter'), [{do: 'tellVerifier', opinion, text: 'sure?'}]);
  assert.deepEqual(done('a', ...'more', 'enter', 'enter'), [{do: 'addStatements', opinion, statements: ['more']}]);
  assert.deepEqual(done('n', ...'new', 'enter', 'enter'), [
    {do: 'askSecondOpinion', statements: ['new'], of: 'folder'},
  ]);
  assert.deepEqual(done('x'), [{do: 'closeOpinion', opinion}]);
});

test('c makes a constraint of the selected statement, with its places, to be edited first', () => {
  const {ui, acts} = press(['v', 'down', 'c', ...'!', 'enter'], opened());
  assert.deepEqual(commands(acts), [
    {
      do: 'addConstraint',
      text: 'The module frees everything when misc_register fails. (second opinion: contradicted, ringlog.c:118, ringlog.c:120)!',
      strength: 'must',
      scope: {kind: 'all'},
      opinion,
    },
  ]);
  assert.ok(ui.dialog?.kind === 'page' && ui.dialog.selected === statementId(opinion, 2), 'and back on the page');
});

test('what was confirmed becomes a constraint in the person’s own words alone', () => {
  const [first] = commands(press(['v', 'c', 'enter'], opened()).acts);
  assert.ok(
    first &&
      'text' in first &&
      first.text === 'A reader of an empty ring sleeps until a byte comes, and wakes up for a signal.',
  );
});

test('the talk is no statement', () => {
  const {ui, acts} = press(['v', 'end', 'c'], opened());
  assert.deepEqual(acts, []);
  assert.match(ui.notice?.text ?? '', /Select a statement first/);
});

test('V opens codex on the tree that is pinned', () => {
  const tree = opened().live.state.opinions[0]?.pin;
  assert.deepEqual(press(['v', 'V'], opened()).acts, [
    {kind: 'openCodex', tree: tree?.at === 'pinned' ? tree.tree : ''},
  ]);
});

test('where it is closed, n alone goes on', () => {
  const story = opened().tell({type: 'opinion.closed', opinion, why: 'closed by you'});
  for (const key of ['m', 'a', 'x']) {
    const {ui, acts} = press(['v', key], story);
    assert.deepEqual(acts, []);
    assert.match(ui.notice?.text ?? '', /No second opinion is open/, key);
  }
  assert.equal(press(['v', 'n'], story).ui.dialog?.kind, 'text');
});
