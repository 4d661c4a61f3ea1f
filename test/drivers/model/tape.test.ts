import assert from 'node:assert/strict';
import test from 'node:test';
import type {TurnId} from '../../../src/core/ids.ts';
import type {Delta} from '../../../src/core/link.ts';
import {noUsage} from '../../../src/core/state.ts';
import type {Tape, TapeTurn} from '../../../src/core/tape.ts';
import {createTapeModel} from '../../../src/drivers/model/tape.ts';
import type {ModelRequest, PromptItem} from '../../../src/ports.ts';
import {createManualClock} from './manual-clock.ts';

const turn: TapeTurn = {
  seconds: 10,
  reasoning: 'It must sleep.',
  say: 'I build it\nnow.\n',
  expect: [],
  calls: [
    {tool: 'build', arguments: {}},
    {tool: 'read_file', arguments: {path: 'Kbuild'}},
  ],
};

function tapeOf(turns: readonly TapeTurn[]): Tape {
  return {
    name: 'demo',
    about: 'hand-written',
    task: 'ringlog',
    turns: {scheduler: [], planner: [], executor: turns, reviewer: [], verifier: []},
  };
}

function requestOf(ordinal: number, items: readonly PromptItem[] = []): ModelRequest {
  return {
    turn: 'A1.3' as TurnId,
    role: 'executor',
    ordinal,
    model: '',
    effort: '',
    instructions: '',
    items,
    tools: [],
    cacheKey: '',
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function play(speed: number, turns: readonly TapeTurn[], request: ModelRequest) {
  const clock = createManualClock(0);
  const told: {readonly atMs: number; readonly delta: Delta}[] = [];
  const model = createTapeModel({tape: tapeOf(turns), speed, clock});
  const asking = model.ask(request, (delta) => told.push({atMs: clock.nowMs(), delta}), new AbortController().signal);
  for (await settle(); clock.advanceToNext(); await settle());
  return {outcome: await asking, told, tookMs: clock.nowMs()};
}

test('the words come spread over the recorded time, reasoning first, calls last', async () => {
  const {outcome, told, tookMs} = await play(1, [turn], requestOf(0));
  assert.deepEqual(outcome, {
    kind: 'answered',
    text: 'I build it\nnow.',
    calls: [
      {providerId: 'tape-A1.3.1', name: 'build', argumentsJson: '{}'},
      {providerId: 'tape-A1.3.2', name: 'read_file', argumentsJson: '{"path":"Kbuild"}'},
    ],
    usage: noUsage,
  });
  assert.ok(Math.abs(tookMs - 10_000) < 1, String(tookMs));
  assert.deepEqual(
    told.map(({atMs, delta}) => [Math.round(atMs), delta.what, delta.text]),
    [
      [1111, 'reasoning', 'It'],
      [2222, 'reasoning', ' must'],
      [3333, 'reasoning', ' sleep.'],
      [4444, 'text', 'I'],
      [5556, 'text', ' build'],
      [6667, 'text', ' it'],
      [7778, 'text', '\nnow.\n'],
      [8889, 'call', 'build {}'],
      [10000, 'call', '\nread_file {"path":"Kbuild"}'],
    ],
  );
});

test('speed divides the time', async () => {
  const {tookMs} = await play(100, [turn], requestOf(0));
  assert.ok(Math.abs(tookMs - 100) < 1, String(tookMs));
});

test('pauses too short for a timer are added up', async () => {
  const {told, tookMs} = await play(100_000, [turn], requestOf(0));
  assert.equal(told.length, 9);
  assert.equal(tookMs, 0);
});

test('a turn without a word still answers', async () => {
  const {outcome} = await play(1, [{seconds: 1, say: '', expect: [], calls: []}], requestOf(0));
  assert.deepEqual(outcome, {kind: 'answered', text: '', calls: [], usage: noUsage});
});

test('past its end the tape says so', async () => {
  const {outcome} = await play(1, [turn], requestOf(1));
  assert.deepEqual(outcome, {
    kind: 'failed',
    failure: 'tapeEnded',
    message: 'the tape "demo" has 1 turns for the Executor, and turn 2 was asked for',
  });
});

const old: readonly PromptItem[] = [
  {kind: 'message', from: 'house', text: 'Mend it: Not accepted'},
  {kind: 'answer', text: 'I try it.', calls: []},
];

test('what is expected must come after the last answer', async () => {
  const expecting = [{...turn, expect: ['accepted', 'clean']}];
  const accepted: PromptItem = {kind: 'result', providerId: '1', output: 'accepted, and the console is clean'};
  const {outcome} = await play(1, expecting, requestOf(0, [...old, accepted]));
  assert.equal(outcome.kind, 'answered');
});

test('a tape that does not fit says what it expected and what came', async () => {
  const hung: PromptItem = {kind: 'result', providerId: '1', output: 'The target hung'};
  const {outcome, told} = await play(1, [{...turn, expect: ['accepted']}], requestOf(0, [...old, hung]));
  assert.deepEqual(outcome, {
    kind: 'failed',
    failure: 'tapeMismatch',
    message:
      'the tape does not fit what happened: for turn 1 of the Executor it expects "accepted", and what came is "The target hung"',
  });
  assert.deepEqual(told, []);
});

test('an answer that is called off ends at once, with no timer left', async () => {
  const clock = createManualClock(0);
  const controller = new AbortController();
  const model = createTapeModel({tape: tapeOf([turn]), speed: 1, clock});
  const asking = model.ask(requestOf(0), () => {}, controller.signal);
  await settle();
  controller.abort();
  const outcome = await asking;
  assert.equal(outcome.kind === 'failed' && outcome.failure, 'cancelled');
  assert.equal(clock.advanceToNext(), false);
  assert.equal(clock.nowMs(), 0);
});

test('what the person changed is not played over: the tape stands still, and plays on when that is taken back', async () => {
  const clock = createManualClock(0);
  let theirs: string | null = 'ringlog.c';
  const model = createTapeModel({tape: tapeOf([turn]), speed: 1, clock, personsFile: async () => theirs});
  const ask = async () => {
    const asking = model.ask(requestOf(0), () => {}, new AbortController().signal);
    for (await settle(); clock.advanceToNext(); await settle());
    return asking;
  };
  const outcome = await ask();
  assert.ok(outcome.kind === 'failed');
  assert.equal(outcome.failure, 'tapeOverEdit');
  assert.match(outcome.message, /you have changed ringlog\.c, which turn 1 of the Executor was recorded without/);
  theirs = null;
  assert.equal((await ask()).kind, 'answered');
});

test('what is changed while the answer is spoken counts as well', async () => {
  const clock = createManualClock(0);
  let theirs: string | null = null;
  const model = createTapeModel({tape: tapeOf([turn]), speed: 1, clock, personsFile: async () => theirs});
  const edit = (): void => {
    theirs = 'a.c';
  };
  const asking = model.ask(requestOf(0), edit, new AbortController().signal);
  for (await settle(); clock.advanceToNext(); await settle());
  assert.equal((await asking).kind, 'failed');
});
