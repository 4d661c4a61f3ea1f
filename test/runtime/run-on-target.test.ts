import assert from 'node:assert/strict';
import test from 'node:test';
import type {Event} from '../../src/core/events.ts';
import {callId, runId, turnId} from '../../src/core/ids.ts';
import type {State} from '../../src/core/state.ts';
import type {RunOutcome, World} from '../../src/ports.ts';
import {runOnTarget} from '../../src/runtime/run-on-target.ts';
import type {CoreAccess} from '../../src/runtime/supervisor.ts';
import {A1, after, built, crashed, created, otherTree, ran, started, stateOf} from '../core/states.ts';

const accepted: RunOutcome = {
  ...{result: {kind: 'accepted'}, durationMs: 9, capture: {fromByte: 0, toByte: 1}, reports: []},
  passes: {wanted: 4, made: 4, last: 'booted'},
  reproduction: {title: 'it panicked', tries: 3, seen: 0},
};

async function told(state: State, ordinal: number, isTrial: boolean, outcome: RunOutcome = accepted) {
  const asked: Parameters<World['run']>[0][] = [];
  const events: Event[] = [];
  const world = {
    async run(request: Parameters<World['run']>[0]) {
      asked.push(request);
      return outcome;
    },
  } as unknown as World;
  const core = {
    state: () => state,
    tell: async (more: readonly Event[]) => void events.push(...more),
  } as unknown as CoreAccess;
  const call = isTrial ? {call: callId(turnId(A1, 1), 1)} : {};
  await runOnTarget(world, {effect: 'run', run: runId(ordinal), ...call}, core, new AbortController().signal);
  return {asked, events};
}

const begun = after(stateOf(started(), created(), ...built()), ...ran({trial: true}).slice(0, 1));

test("the Executor's own try is quick", async () => {
  const {asked} = await told(begun, 1, true);
  assert.deepEqual(asked, [{koPath: '/b/ringlog.ko', elfBuildId: 'ab', acceptance: 'accept', speed: 'quick'}]);
});

test('the run that counts is the full verdict, after a look at what it is to have mended', async () => {
  const again: Event = {
    ...{type: 'build.finished', build: 'B2' as never, tree: otherTree, durationMs: 1, diagnostics: []},
    result: {kind: 'built', koPath: '/b/new.ko', elfBuildId: 'cd'},
  };
  const old = stateOf(
    started(),
    created(),
    ...built(),
    ...ran({trial: true, verdict: crashed}),
    ...built({ordinal: 2}),
    again,
  );
  const [begin] = ran({ordinal: 2});
  assert.ok(begin?.type === 'run.started');
  const {asked, events} = await told(after(old, {...begin, build: old.builds[1]?.id ?? begin.build}), 2, false);
  assert.equal(asked[0]?.speed, 'full');
  assert.equal(asked[0]?.mended?.koPath, '/b/ringlog.ko');
  const finished = events.find(({type}) => type === 'run.finished');
  assert.ok(finished?.type === 'run.finished');
  assert.deepEqual(finished.passes, accepted.passes);
  assert.deepEqual(finished.reproduction, accepted.reproduction);
});

test('the role that tried it reads of a crash that did not come back', async () => {
  const {events} = await told(begun, 1, true);
  const returned = events.find(({type}) => type === 'tool.returned');
  assert.match(returned?.type === 'tool.returned' ? returned.output : '', /^Accepted: .*is unreproduced/s);
});

test('the crash that the role reads of is of its own run', async () => {
  const hung: Event = {type: 'target.hung', silentSeconds: 20, lastLines: ['of this run']};
  const before = after(stateOf(started(), created(), ...built(), {...hung, lastLines: ['of the run before']}));
  const [begin] = ran({trial: true});
  assert.ok(begin !== undefined);
  const own: RunOutcome = {
    result: {kind: 'crashed', how: 'hung', stage: 'accept', why: 'silent'},
    ...{durationMs: 9, capture: {fromByte: 0, toByte: 1}, reports: []},
  };
  const read = async (...events: readonly Event[]): Promise<string> => {
    const {events: told_} = await told(after(before, ...events), 1, true, own);
    const returned = told_.find(({type}) => type === 'tool.returned');
    return returned?.type === 'tool.returned' ? returned.output : '';
  };
  assert.doesNotMatch(await read(begin), /of the run before/);
  assert.match(await read(begin, {type: 'target.bootStarted', boot: 9, release: '6.1'}, hung), /of this run/);
});
