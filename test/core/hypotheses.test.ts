// A crash is explained before anything is changed; the next run settles it, and what was disproved is not tried again.
import assert from 'node:assert/strict';
import test from 'node:test';
import {dueOf} from '../../src/core/due.ts';
import type {Event} from '../../src/core/events.ts';
import {hypothesisId, type RunId, runId, treeHash} from '../../src/core/ids.ts';
import type {State} from '../../src/core/state.ts';
import {gives, refuses} from './decisions.ts';
import {
  A1,
  advanced,
  after,
  assigned,
  built,
  call,
  called,
  crashed,
  created,
  planned,
  poweredUp,
  ran,
  report,
  started,
  stateOf,
  T1,
  tree,
} from './states.ts';

const patch = (ordinal: number) => treeHash(`${ordinal}`.repeat(16));
const writing = (...more: readonly Event[]): State =>
  stateOf(
    ...[started(), ...poweredUp, created(), planned(), advanced('writing'), ...built()],
    ...ran({trial: true, verdict: crashed, reports: [report]}),
    ...more,
  );
const withCall = (state: State): State => after(state, assigned('executor', 'mend'), ...called(['x']));

const hypothesis = {
  cause: 'the wait queue is never initialised',
  evidence: ['RIP: __wake_up_common'],
  places: ['ringlog.c:12'],
  expects: 'the write returns',
};
const state = {do: 'stateHypothesis', call: call(), ...hypothesis} as const;
const write = {do: 'useTool', call: call(), tool: {tool: 'writeFile', path: 'ringlog.c', content: ''}} as const;

const stated = (ordinal = 1, run = runId(ordinal), change: Partial<typeof hypothesis> = {}): Event => ({
  type: 'hypothesis.stated',
  ...{hypothesis: hypothesisId(ordinal), task: T1, run, title: report.title, ...hypothesis, ...change},
});
const settled = (ordinal: number, how: 'confirmed' | 'disproved', run: RunId): Event => ({
  type: 'hypothesis.settled',
  ...{hypothesis: hypothesisId(ordinal), how, run, why: 'the same crash came back'},
});

refuses(
  'a change before the crash is explained',
  withCall(writing()),
  write,
  /R1 crashed \("[^"]+"\), .*call state_hypothesis/,
);
for (const tool of [
  {tool: 'replaceInFile', path: 'a', old: 'a', new: 'b'},
  {tool: 'applyPatch', patch: 'p'},
] as const) {
  refuses(`${tool.tool} before the crash is explained`, withCall(writing()), {...write, tool}, /call state_hypothesis/);
}
gives('reading needs no hypothesis', withCall(writing()), {...write, tool: {tool: 'readFile', path: 'ringlog.c'}}, {});
gives('a change under a hypothesis', withCall(writing(stated())), write, {type: 'tool.started'});
gives(
  'a hypothesis of the crash that is open',
  withCall(writing()),
  state,
  {type: 'hypothesis.stated', run: runId(1), title: report.title},
  {output: 'H1 stands. What you build now is its patch; the next run settles it.'},
);
refuses(
  'a hypothesis without a crash',
  withCall(writing(...ran({ordinal: 2, trial: true}))),
  state,
  /no crash of this task/,
);
refuses('a hypothesis without a place', withCall(writing()), {...state, places: ['the loop']}, /write it as file:line/);
refuses(
  'a place in a file that is not there',
  withCall(writing()),
  {...state, places: ['b.c:1']},
  /b\.c:1 is not in the folder/,
);
refuses('a hypothesis that expects nothing', withCall(writing()), {...state, expects: ' '}, /what you expect to see/);

const patched = (...more: readonly Event[]): State => writing(stated(), ...built({ordinal: 2, of: patch(2)}), ...more);

function settles(what: string, from: State, how: string | null): void {
  test(`${what}: ${how ?? 'not settled'}`, () => {
    const due = dueOf(from);
    if (how === null) return assert.notEqual(due?.do, 'settleHypothesis');
    assert.deepEqual(due, {do: 'settleHypothesis', hypothesis: hypothesisId(1)});
  });
}

const again = ran({ordinal: 2, of: patch(2), trial: true, verdict: crashed, reports: [report]});
const other = ran({ordinal: 2, of: patch(2), trial: true, verdict: crashed, reports: [{...report, title: 'another'}]});
const seen = {title: report.title, tries: 1, seen: 1};
const good = (reproduction: object): readonly Event[] =>
  ran({ordinal: 2, of: patch(2), trial: true}).map((event) =>
    event.type === 'run.finished' ? {...event, ...reproduction} : event,
  );
gives('the same crash', patched(...again), {do: 'settleHypothesis', hypothesis: hypothesisId(1)}, {
  how: 'disproved',
} as never);
gives(
  'gone, and seen on the old build',
  patched(...good({reproduction: seen})),
  {do: 'settleHypothesis', hypothesis: hypothesisId(1)},
  {
    how: 'confirmed',
  } as never,
);
gives(
  'gone, but not on the old build either',
  patched(...good({})),
  {do: 'settleHypothesis', hypothesis: hypothesisId(1)},
  {
    how: 'undecided',
  } as never,
);
gives('another crash in its place', patched(...other), {do: 'settleHypothesis', hypothesis: hypothesisId(1)}, {
  how: 'undecided',
  why: 'another crash came in its place: another',
} as never);
settles('a run of the patch that crashed', patched(...again), 'disproved');
settles('no run yet', patched(), null);
settles(
  'a run of the old build',
  writing(stated(), ...ran({ordinal: 2, trial: true, verdict: crashed, reports: [report]})),
  null,
);
settles(
  'a run that was interrupted',
  patched(...ran({ordinal: 2, of: patch(2), trial: true, verdict: {kind: 'interrupted'}})),
  null,
);

test('the trees that are built after it are its patch', () => {
  assert.deepEqual(patched().hypotheses[0]?.trees, [patch(2)]);
  assert.deepEqual(
    writing(stated(), ...built({ordinal: 2, of: tree})).hypotheses[0]?.trees,
    [],
    'the crashed tree is none',
  );
});

const disproved = patched(...again, settled(1, 'disproved', runId(2)));
refuses('the same cause again', withCall(disproved), state, /this is H1 again .* which R2 disproved/);
refuses(
  'the same cause in a few other words',
  withCall(disproved),
  {...state, cause: 'The wait queue is never initialised!', places: ['ringlog.c:40']},
  /H1 again/,
);
refuses(
  'much the same at the very same lines',
  withCall(disproved),
  {...state, cause: 'the queue is never initialised before use'},
  /H1 again/,
);
gives('another cause', withCall(disproved), {...state, cause: 'a reader frees the ring while it is written'}, {}, {});

test('the same crash after three patches goes back to the Planner, with what was tried', () => {
  const round = (ordinal: number): readonly Event[] => [
    stated(ordinal, runId(ordinal), {cause: `cause ${ordinal}`}),
    ...built({ordinal: ordinal + 1, of: patch(ordinal + 1)}),
    ...ran({ordinal: ordinal + 1, of: patch(ordinal + 1), trial: true, verdict: crashed, reports: [report]}),
    settled(ordinal, 'disproved', runId(ordinal + 1)),
  ];
  const spent = writing(...round(1), ...round(2), ...round(3));
  const due = dueOf(spent);
  assert.ok(due?.do === 'replan' && /H1, H2, H3/.test(due.why), JSON.stringify(due));
  const planning = after(spent, {type: 'task.replanned', task: T1, why: due.why});
  assert.deepEqual(
    [planning.tasks[0]?.stage, planning.tasks[0]?.plan, planning.tasks[0]?.crashes],
    ['planning', undefined, 0],
  );
  assert.deepEqual(dueOf(planning), {do: 'startAssignment', role: 'planner', purpose: 'plan', task: T1});
});

test('the Executor that was at it is taken off the task', () => {
  const round = (ordinal: number): readonly Event[] => [
    stated(ordinal, runId(ordinal), {cause: `cause ${ordinal}`}),
    ...built({ordinal: ordinal + 1, of: patch(ordinal + 1)}),
    ...ran({ordinal: ordinal + 1, of: patch(ordinal + 1), trial: true, verdict: crashed, reports: [report]}),
    settled(ordinal, 'disproved', runId(ordinal + 1)),
  ];
  const busy = after(writing(...round(1), ...round(2), ...round(3)), assigned('executor', 'write', A1));
  assert.equal(dueOf(busy)?.do, 'replan');
});
