// Which events are points of the time line, and in which words.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {blobHash, hypothesisId, runId} from '../../src/core/ids.ts';
import {kept} from '../../src/core/limits.ts';
import {
  assigned,
  built,
  called,
  constraintAdded,
  crashed,
  created,
  found,
  judged,
  planned,
  poweredUp,
  ran,
  report,
  started,
  startMs,
  stateOf,
  T1,
  tape,
} from './states.ts';

function marks(what: string, events: readonly Event[], ...expected: readonly (readonly [string, string])[]): void {
  test(`the time line: ${what}`, () => {
    const {marks: points} = stateOf(started(), ...poweredUp, created(), ...events);
    assert.deepEqual(
      points.map(({kind, text}) => [kind, text]),
      expected,
    );
  });
}

marks('what agents say is no point of it', [planned(), assigned('planner', 'plan'), ...called(['x'])]);
marks('a build', built(), ['build', 'B1 built, 0 warnings']);
marks('a build with a warning', built({levels: ['warning', 'note']}), ['build', 'B1 built, 1 warnings']);
marks('a failed build', built({kind: 'failed', levels: ['error', 'error']}), ['buildFailed', 'B1 failed, 2 errors']);
marks('a run', ran(), ['run', 'R1 of B1 on the target (boot 1)'], ['accepted', 'R1 accepted']);
marks(
  'a run that crashed',
  ran({verdict: crashed}),
  ['run', 'R1 of B1 on the target (boot 1)'],
  ['notAccepted', 'R1: it panicked'],
);
marks(
  'a panic, its reboot and its harvest',
  [
    {type: 'target.oopsed', report},
    {type: 'target.panicked', report},
    {type: 'target.wasReset', cause: 'panic'},
    harvest(['Panic#1 Part1']),
  ],
  ['oops', report.title],
  ['panic', report.title],
  ['reboot', 'reset: panic'],
  ['harvest', 'pstore: Panic#1 Part1'],
);
marks(
  'a hang, the watchdog, its reboot, and nothing kept',
  [
    {type: 'target.hung', silentSeconds: 20, lastLines: []},
    {type: 'target.watchdogFired', registers: 'r'},
    {type: 'target.wasReset', cause: 'watchdog'},
    harvest([]),
  ],
  ['hang', 'silent for 20 s'],
  ['watchdog', 'the hardware watchdog fired; registers taken'],
  ['reboot', 'reset: watchdog'],
  ['harvest', 'pstore: no evidence was kept'],
);
marks(
  'a target that died',
  [{type: 'target.died', why: 'signal 9'}],
  ['fault', "the target's process ended: signal 9"],
);
marks('a target that is lost', [{type: 'target.lost', why: 'w'}], ['fault', 'the target is lost: w']);
marks('a finding', [found()], ['finding', 'major: the ring leaks']);
marks('an approval', [judged('approve')], ['approved', 'read']);
marks('sent back', [judged('change')], ['sentBack', 'read']);
marks('a constraint', [constraintAdded()], ['constraint', 'no globals']);
marks(
  'a file that the person changed',
  [{type: 'artefact.touched', path: 'a.c'}],
  ['message', 'you changed a.c; it must be built again'],
);
marks(
  'a commit',
  [{type: 'commit.ended', task: 'T1' as never, commit: 'c0ffee00c0ffee00c0ffee'}],
  ['commit', 'c0ffee00c0ff'],
);
marks(
  'a person and the house',
  [
    {type: 'message.queued', message: 'M1' as never, to: 'planner', about: 'redirect', text: 'smaller'},
    {type: 'question.asked', question: 'Q1' as never, by: 'house', text: 'which?', choices: []},
    {type: 'fault.raised', fault: 'X1' as never, source: 'model', what: 'no quota', help: 'h'},
  ],
  ['message', 'to the Planner: smaller'],
  ['question', 'which?'],
  ['fault', 'no quota'],
);

test('a point has its place and time, and its words are bounded', () => {
  const state = stateOf(started(), found(1, {claim: 'x'.repeat(5000)}));
  const [mark] = state.marks;
  assert.deepEqual([mark?.seq, mark?.atMs], [2, startMs + 1000]);
  assert.ok((mark?.text.length ?? 9999) <= kept.markCharacters);
});

function harvest(reasons: readonly string[]): Event {
  const records = reasons.map((reason) => ({name: 'dmesg', reason, bytes: 1, file: 'f', reports: []}));
  return {type: 'target.harvested', boot: 2, records, unreadable: []};
}

const hypothesis = {hypothesis: hypothesisId(1), task: T1, run: runId(1), title: report.title} as const;
const stated: Event = {
  ...{type: 'hypothesis.stated', ...hypothesis, cause: 'the queue is never initialised'},
  ...{evidence: [], places: ['ringlog.c:12'], expects: 'the write returns'},
};
const settled: Event = {
  ...{type: 'hypothesis.settled', hypothesis: hypothesisId(1), how: 'disproved', run: runId(2)},
  why: 'the same crash came back',
};
marks(
  'what is thought of a crash, and what came of that',
  [stated, settled],
  ['hypothesis', 'H1 of the crash in R1: the queue is never initialised'],
  ['hypothesis', 'H1 is disproved by R2: the same crash came back'],
);
marks(
  'what a goal is held against',
  [
    {type: 'acceptance.returned', words: 'bound the wait'},
    {type: 'acceptance.refused', why: 'accept.sh: syntax error'},
    {type: 'acceptance.approved', blob: blobHash('b'), by: 'person'},
  ],
  ['acceptance', 'you sent it back: bound the wait'],
  ['acceptance', 'your edit of it is not taken: accept.sh: syntax error'],
  ['acceptance', 'approved by you'],
);

test('the time line: an edit by hand, and that a tape can not take it in', () => {
  const touched: Event = {type: 'artefact.touched', path: 'a.c'};
  const textOf = (event: Event) => stateOf(event, touched).marks.at(-1)?.text;
  assert.equal(textOf(started()), 'you changed a.c; it must be built again');
  assert.equal(textOf(started({label: tape})), "you changed a.c; it must be built again, and a tape can't take it in");
});
