// What single events make of the state, where that is more than writing them down.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {kept} from '../../src/core/limits.ts';
import {noUsage} from '../../src/core/state.ts';
import {
  A1,
  after,
  assigned,
  atCallOf,
  built,
  call,
  called,
  constraintAdded,
  crashed,
  created,
  found,
  ran,
  report,
  started,
  startMs,
  stateOf,
} from './states.ts';

test('constraints of the task are in force from the start, on a tape too', () => {
  const {constraints, constraintRevision, ordinals} = stateOf(started({constraints: ['small', 'no globals']}));
  assert.deepEqual(
    constraints.map(({id, text, source, standing, strength, revision}) => [
      id,
      text,
      source,
      standing,
      strength,
      revision,
    ]),
    [
      ['C1', 'small', 'task', 'inForce', 'must', 1],
      ['C2', 'no globals', 'task', 'inForce', 'must', 1],
    ],
  );
  assert.deepEqual([constraintRevision, ordinals.constraints], [1, 2]);
  assert.equal(stateOf(started()).constraintRevision, 0);
});

test('what lay uncommitted in the workspace is named in the pane of the one who writes over it', () => {
  const {agents, marks} = stateOf(started({keptBefore: 'refs/quarterdeck/before/0123456789ab'}));
  assert.deepEqual(
    agents.executor.activity.map((line) => 'text' in line && line.text),
    ['what lay in the workspace and was not committed is kept: git show refs/quarterdeck/before/0123456789ab'],
  );
  assert.deepEqual(
    marks.map(({kind}) => kind),
    ['message'],
  );
  assert.deepEqual(stateOf(started()).marks, []);
});

test('only what is in force counts for the revision', () => {
  const revisionAfter = (...events: readonly Event[]): number => stateOf(started(), ...events).constraintRevision;
  const lifted: Event = {type: 'constraint.lifted', constraint: 'C1' as never};
  assert.equal(revisionAfter(constraintAdded()), 1);
  assert.equal(revisionAfter(constraintAdded(), lifted), 2);
  assert.equal(revisionAfter(constraintAdded(1, {standing: 'recorded'})), 0);
  assert.equal(revisionAfter(constraintAdded(1, {standing: 'recorded'}), lifted), 0);
});

test('the time of a pause and the time without a core are not worked time', () => {
  const state = stateOf(started(), {type: 'session.paused', why: 'w'});
  const paused = after({...state, newestAtMs: startMs + 60_000}, {type: 'session.continued'});
  assert.equal(paused.pausedMs, 60_000);
  const alone = after({...paused, newestAtMs: startMs + 70_000}, {type: 'session.reopened', lostEvents: 0});
  assert.equal(alone.pausedMs, 61_000, 'one second between the newest event and this');
  const both = after(alone, {type: 'session.paused', why: 'w'}, {type: 'session.reopened', lostEvents: 0});
  assert.equal(both.pausedMs, 61_000, 'a pause goes on over it');
  assert.equal(after(both, {type: 'session.continued'}).pausedMs, 63_000);
});

test('a crash becomes a finding that blocks, with the report of the kernel, and an acceptance mends it', () => {
  const state = stateOf(started(), created(), ...built(), ...ran({trial: true, verdict: crashed, reports: [report]}));
  assert.deepEqual(
    state.findings.map(({id, by, severity, blocking, claim, state: is}) => [id, by, severity, blocking, claim, is]),
    [['F1', 'target', 'critical', true, report.title, 'open']],
  );
  assert.equal(state.tasks[0]?.crashes, 1);
  const mended = after(state, found(2), ...ran({ordinal: 2, trial: true}));
  assert.deepEqual(
    mended.findings.map(({id, state: is}) => [id, is]),
    [
      ['F1', 'mended'],
      ['F2', 'open'],
    ],
    'what the Reviewer found is for the Reviewer',
  );
});

test('a run during which the kernel complained is a rejection and mends nothing', () => {
  const state = stateOf(
    started(),
    created(),
    ...built(),
    ...ran({verdict: crashed, reports: [report]}),
    ...ran({ordinal: 2, reports: [report]}),
  );
  assert.deepEqual([state.findings[0]?.state, state.tasks[0]?.rejections], ['open', 1]);
});

test('a message of a turn that failed waits again, and is said once', () => {
  const queued = (id: string): Event => ({
    type: 'message.queued',
    message: id as never,
    to: 'planner',
    about: 'redirect',
    text: 'smaller',
  });
  const asked = (turn: string, ...messages: readonly string[]): Event => ({
    type: 'turn.asked',
    assignment: A1,
    turn: turn as never,
    messages: messages as never,
  });
  const failure = {failure: 'reset', message: 'the line was cut'} as const;
  const state = stateOf(
    ...[started(), created(), assigned('planner', 'plan'), queued('M1'), asked('A1.1', 'M1')],
    ...[{type: 'turn.answered', turn: 'A1.1' as never, text: 'yes', calls: [], usage: noUsage} as Event],
    ...[
      queued('M2'),
      asked('A1.2', 'M2'),
      {type: 'turn.failed', turn: 'A1.2' as never, failure, retryInMs: 0} as Event,
    ],
  );
  assert.deepEqual(
    state.messages.map(({fate}) => fate.kind),
    ['acknowledged', 'queued'],
  );
  const said = state.assignments[0]?.transcript.filter(({kind}) => kind === 'message') ?? [];
  assert.equal(said.length, 1, 'the same words of an earlier turn stay');
});

test('only what the model or its provider did counts as its failure', () => {
  const failed = (failure: 'stalled' | 'cancelled' | 'interrupted'): number | undefined => {
    const [asked] = called(['x']);
    const events = asked ? [asked] : [];
    const state = stateOf(started(), created(), assigned('planner', 'plan'), ...events, {
      type: 'turn.failed',
      turn: 'A1.1' as never,
      failure: {failure, message: 'm'},
      retryInMs: 0,
    });
    return state.assignments[0]?.failures;
  };
  assert.deepEqual([failed('stalled'), failed('cancelled'), failed('interrupted')], [1, 0, 0]);
});

test('the transcript is cut between an answer and the next, never inside one', () => {
  let state = stateOf(started(), created(), assigned('executor', 'write'));
  for (let turn = 1; turn <= 90; turn++) {
    state = after(state, ...called(['a', 'b', 'c', 'd'], A1, turn));
    for (const ordinal of [1, 2, 3, 4]) {
      state = after(state, {type: 'tool.returned', call: call(ordinal, turn), ok: true, output: 'r'});
      const transcript = state.assignments[0]?.transcript ?? [];
      assert.ok(transcript.length <= kept.transcript);
      assert.notEqual(transcript[0]?.kind, 'result');
    }
  }
});

test('an answer for a turn that is not asked any more changes nothing', () => {
  const state = atCallOf('planner');
  const late = after(state, {type: 'turn.answered', turn: 'A1.7' as never, text: 'late', calls: [], usage: noUsage});
  assert.deepEqual({...late, seq: 0, newestAtMs: 0}, {...state, seq: 0, newestAtMs: 0});
});

test('the same call with the same result is counted, anything else starts over', () => {
  const answers = (name: string, output: string, turn: number): readonly Event[] => [
    ...called([name], A1, turn),
    {type: 'tool.returned', call: call(1, turn), ok: true, output},
  ];
  const repeats = (...of: readonly (readonly [string, string])[]): number | undefined =>
    stateOf(
      ...[started(), created(), assigned('executor', 'write')],
      ...of.flatMap(([name, output], index) => answers(name, output, index + 1)),
    ).assignments[0]?.repeats;
  assert.equal(repeats(['list', 'a'], ['list', 'a'], ['list', 'a']), 2);
  assert.equal(repeats(['list', 'a'], ['list', 'a'], ['list', 'b']), 0);
  assert.equal(repeats(['list', 'a'], ['read', 'a']), 0);
});

test('what an outsider or a tool writes makes the folder unbuilt, a build takes it anew', () => {
  const clean = after(atCallOf('executor'), ...built());
  assert.equal(clean.artefact?.unbuilt, false);
  assert.equal(after(clean, {type: 'artefact.touched', path: 'a.c'}).artefact?.unbuilt, true);
  const wrote = after(clean, {type: 'tool.returned', call: call(), ok: true, output: 'w', wrote: true});
  assert.equal(wrote.artefact?.unbuilt, true);
  assert.equal(after(wrote, ...built({ordinal: 2})).artefact?.unbuilt, false);
});
