// The state is a fold over the journal, and nothing else; whatever happens in whatever order, it stays bounded and leads on.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {dueOf} from '../../src/core/due.ts';
import {endingsOf} from '../../src/core/endings.ts';
import type {Entry, Event} from '../../src/core/events.ts';
import {kept, openMax} from '../../src/core/limits.ts';
import {fold} from '../../src/core/reduce.ts';
import type {State} from '../../src/core/state.ts';
import {playSession} from './random-session.ts';
import {
  after,
  called,
  constraintAdded,
  created,
  entriesOf,
  found,
  report,
  started,
  startMs,
  stateOf,
} from './states.ts';

const choices = fc.array(fc.nat({max: 2 ** 30}), {minLength: 1, maxLength: 500, size: 'max'});
const kind = fc.record({attended: fc.boolean(), live: fc.boolean()});

test('the same entries give the same state, also after a way through JSON', () => {
  fc.assert(
    fc.property(choices, kind, (drawn, of) => {
      const {entries, states} = playSession(drawn, of);
      const state = fold(entries);
      assert.deepEqual(state, states.at(-1));
      assert.deepEqual(fold(JSON.parse(JSON.stringify(entries)) as Entry[]), state);
    }),
    {numRuns: 40},
  );
});

test('a core that ended anywhere leaves nothing under way, and what is due then is allowed', () => {
  fc.assert(
    fc.property(choices, kind, (drawn, of) => {
      const {states} = playSession(drawn, of);
      for (const state of states.filter((_, index) => index % 7 === 0)) {
        if (state.session.phase === 'ended') continue;
        const resumed = after(state, {type: 'session.reopened', lostEvents: 0}, ...endingsOf(state));
        assert.deepEqual(underWay(resumed), []);
        const due = dueOf(resumed);
        if (due === null || due.do === 'carryOutCall') continue;
        const decision = decide(resumed, due);
        assert.ok(!isRefusal(decision), JSON.stringify([due, decision]));
      }
    }),
    {numRuns: 40},
  );
});

test('a session that ends has ended all that was under way, and told every message what came of it', () => {
  fc.assert(
    fc.property(choices, kind, (drawn, of) => {
      const before = playSession(drawn, of).states.at(-1);
      if (before === undefined || before.session.phase === 'ended') return;
      const decision = decide(before, {do: 'stop', cause: 'person', why: 'enough'});
      assert.ok(!isRefusal(decision));
      const state = after(before, ...decision);
      assert.equal(decision.at(-1)?.type, 'session.ended');
      assert.deepEqual(
        underWay(state).filter((what) => !what.startsWith('commit')),
        [],
      );
      assert.deepEqual(
        state.messages.filter(({fate}) => fate.kind === 'queued'),
        [],
      );
    }),
    {numRuns: 60},
  );
});

test('what is kept stays bounded after 20,000 events of every kind', () => {
  const lengths = Object.entries(lengthsOf(fold(journalOf(20_000)))).filter(([name, length]) => length > boundOf(name));
  assert.deepEqual(lengths, []);
});

test('a journal five times as long is no more to remember', () => {
  const journal = journalOf(100_000);
  const short = fold(journal.slice(0, 20_000));
  const long = fold(journal.slice(20_000), short);
  // A transcript is cut by a quarter at a time, so where it stands between two cuts is chance.
  const steady = (state: State) => ({...lengthsOf(state), transcript: 0});
  assert.deepEqual(steady(long), steady(short));
  const [shortSize, longSize] = [JSON.stringify(short).length, JSON.stringify(long).length];
  assert.ok(longSize < shortSize * 1.2, `${shortSize} characters grew to ${longSize}`);
});

test('what is open is not pushed out by what is settled or does not matter', () => {
  const many = <Item>(count: number, make: (ordinal: number) => Item): readonly Item[] =>
    Array.from({length: count}, (_, index) => make(index + 2));
  const remarks = many(300, (ordinal) => found(ordinal, {blocking: false}));
  const lifted = many(300, (ordinal) => constraintAdded(ordinal)).flatMap((added): readonly Event[] => [
    added,
    {type: 'constraint.lifted', constraint: added.type === 'constraint.added' ? added.constraint.id : ('' as never)},
  ]);
  const settled = many(300, (ordinal): readonly Event[] => [
    queued(ordinal),
    {type: 'message.refused', message: `M${ordinal}` as never, why: 'no'},
    asked(ordinal),
    {type: 'question.answered', question: `Q${ordinal}` as never, answer: 'so'},
    faulty(ordinal),
    {type: 'fault.cleared', fault: `X${ordinal}` as never},
  ]).flat();
  const first = [found(1), constraintAdded(1), queued(1), asked(1), faulty(1)];
  const state = stateOf(started(), created(), ...first, ...remarks, ...lifted, ...settled);
  assert.deepEqual(
    [
      state.findings[0]?.id,
      state.constraints[0]?.id,
      state.messages[0]?.id,
      state.questions[0]?.id,
      state.faults[0]?.id,
    ],
    ['F1', 'C1', 'M1', 'Q1', 'X1'],
  );
});

test('what may be open at a time fits into what is kept', () => {
  assert.ok(openMax.constraints < kept.constraints);
  assert.ok(openMax.messagesPerRole * 4 < kept.messages);
  assert.ok(openMax.findingsPerTask < kept.findings);
});

const queued = (ordinal: number): Event => ({
  type: 'message.queued',
  message: `M${ordinal}` as never,
  to: 'executor',
  about: 'redirect',
  text: 't',
});
const asked = (ordinal: number): Event => ({
  type: 'question.asked',
  question: `Q${ordinal}` as never,
  by: 'house',
  text: 't',
  choices: [],
});
const faulty = (ordinal: number): Event => ({
  type: 'fault.raised',
  fault: `X${ordinal}` as never,
  source: 'target',
  what: `w${ordinal}`,
  help: 'h',
});

/** Rounds of everything that adds to a list, in one session that never ends. */
function journalOf(length: number): readonly Entry[] {
  const events: Event[] = [
    started(),
    created(),
    {type: 'assignment.started', assignment: 'A1' as never, role: 'executor', purpose: 'write', task: 'T1' as never},
  ];
  for (let ordinal = 1; events.length < length; ordinal++) events.push(...round(ordinal));
  return entriesOf(events, {seq: 0, atMs: startMs});
}

function round(ordinal: number): readonly Event[] {
  const build = `B${ordinal}` as never;
  const run = `R${ordinal}` as never;
  const tree = `${ordinal}`.padStart(16, '0') as never;
  return [
    ...called(['build'], 'A1' as never, ordinal),
    {type: 'build.started', build, task: 'T1' as never, call: 'x' as never},
    {type: 'artefact.recorded', tree, files: [{path: 'a.c', bytes: 1}]},
    {type: 'build.finished', build, tree, result: {kind: 'failed'}, diagnostics: [], durationMs: 1},
    {type: 'tool.returned', call: `A1.${ordinal}.1` as never, ok: false, output: 'failed'},
    {type: 'run.started', run, task: 'T1' as never, build, tree, acceptance: 'load', call: 'x' as never},
    {type: 'target.panicked', report},
    {type: 'target.wasReset', cause: 'panic'},
    {type: 'target.bootStarted', boot: ordinal + 1, release: 'r'},
    {type: 'target.harvested', boot: ordinal + 1, records: [], unreadable: []},
    {
      type: 'run.finished',
      run,
      verdict: {kind: 'crashed', how: 'panicked', stage: 'load', why: 'w'},
      reports: [report],
      durationMs: 1,
    },
    {type: 'note.written', by: 'scheduler', text: 'n'},
    constraintAdded(ordinal, {standing: 'recorded'}),
    queued(ordinal),
    asked(ordinal),
    faulty(ordinal),
  ];
}

function lengthsOf(state: State): Readonly<Record<string, number>> {
  const lists = {
    builds: state.builds,
    runs: state.runs,
    findings: state.findings,
    messages: state.messages,
    constraints: state.constraints,
    edits: state.edits,
    questions: state.questions,
    faults: state.faults,
    notes: state.notes,
    marks: state.marks,
    activity: state.agents.executor.activity,
    transcript: state.assignments[0]?.transcript ?? [],
    crashes: state.target.crashes,
    assignments: state.assignments,
    tasks: state.tasks,
    verdicts: state.verdicts,
    plans: state.plans,
  };
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length]));
}

function boundOf(name: string): number {
  const others: Readonly<Record<string, number>> = {crashes: 16, assignments: 4, tasks: 12, verdicts: 12, plans: 12};
  const own: Readonly<Record<string, number | undefined>> = kept;
  return own[name] ?? others[name] ?? 0;
}

function underWay(state: State): readonly string[] {
  const {power, commit} = state;
  const open: readonly (readonly string[])[] = [
    power ? [`power ${power.act}`] : [],
    commit ? [`commit ${commit.task}`] : [],
    state.builds.filter(({result}) => result === undefined).map(({id}) => id),
    state.runs.filter(({verdict}) => verdict === undefined).map(({id}) => id),
    state.assignments.flatMap(({turn}): readonly string[] => {
      if (turn.at === 'asked') return [turn.turn];
      return turn.at === 'calls' ? turn.pending.filter((call) => call.state === 'running').map(({id}) => id) : [];
    }),
  ];
  return open.flat();
}
