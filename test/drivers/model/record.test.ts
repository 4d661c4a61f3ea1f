import assert from 'node:assert/strict';
import test from 'node:test';
import type {TurnId} from '../../../src/core/ids.ts';
import {roles} from '../../../src/core/roles.ts';
import {noUsage} from '../../../src/core/state.ts';
import type {Tape} from '../../../src/core/tape.ts';
import {hiddenIn, hider} from '../../../src/drivers/model/hide.ts';
import {createRecordedModel} from '../../../src/drivers/model/record.ts';
import type {Model, ModelOutcome, ModelRequest} from '../../../src/ports.ts';
import {createManualClock} from './manual-clock.ts';

const begun: Tape = {
  name: 'recorded',
  about: 'recorded from a test',
  task: 'ringlog',
  turns: Object.fromEntries(roles.map((role) => [role, []])) as unknown as Tape['turns'],
};

const answer = (text: string, argumentsJson?: string): ModelOutcome => ({
  kind: 'answered',
  text,
  calls: argumentsJson === undefined ? [] : [{providerId: '1', name: 'build', argumentsJson}],
  usage: noUsage,
});

const requestOf = (ordinal: number): ModelRequest => ({
  ...{turn: 'A1.1' as TurnId, role: 'executor' as const, ordinal, model: 'm', effort: '', instructions: ''},
  ...{items: [], tools: [], cacheKey: ''},
});

interface Recorded {
  readonly tape: Tape;
  readonly notices: readonly string[];
}

async function recorded(
  answers: readonly (readonly [ordinal: number, ModelOutcome])[],
  save: (tape: Tape) => Promise<void> = async () => {},
): Promise<Recorded> {
  const clock = createManualClock(0);
  const waiting = [...answers];
  const notices: string[] = [];
  let tape = begun;
  const model: Model = {
    async ask({role, turn}, told) {
      told({role, turn, what: 'reasoning', text: 'Think. '});
      told({role, turn, what: 'notice', text: 'nothing has come for 120 s'});
      clock.advance(1500);
      return waiting.shift()?.[1] ?? answer('');
    },
  };
  const hide = hider({
    keys: ['house-1234567890abcdef'],
    paths: [
      {path: '/people/me', word: '<home>'},
      {path: '/people/me/w', word: '<workspace>'},
    ],
  });
  const recording = createRecordedModel({
    ...{model, clock, begun, hide},
    save: async (next) => {
      tape = next;
      await save(next);
    },
  });
  for (const [ordinal] of answers) {
    await recording.ask(
      requestOf(ordinal),
      ({what, text}) => what === 'notice' && notices.push(text),
      new AbortController().signal,
    );
  }
  return {tape, notices};
}

test('an answer is kept with its time and its reasoning, and without what the house said', async () => {
  const {tape} = await recorded([[0, answer('I build.', '{"path":"a"}')]]);
  assert.deepEqual(tape.turns.executor, [
    {seconds: 1.5, reasoning: 'Think.', say: 'I build.', expect: [], calls: [{tool: 'build', arguments: {path: 'a'}}]},
  ]);
});

test('only what is an answer is kept', async () => {
  const failed: ModelOutcome = {kind: 'failed', failure: 'cut', message: 'm'};
  const {tape} = await recorded([
    [0, answer('one')],
    [1, failed],
    [1, answer('two')],
  ]);
  assert.deepEqual(
    tape.turns.executor.map(({say}) => say),
    ['one', 'two'],
  );
});

test('an answer that was not believed is replaced by the one that came in its place', async () => {
  const {tape} = await recorded([
    [0, answer('one')],
    [1, answer('called off')],
    [1, answer('two')],
  ]);
  assert.deepEqual(
    tape.turns.executor.map(({say}) => say),
    ['one', 'two'],
  );
});

test('keys and paths of this host are not on it, in words and in arguments', async () => {
  const given = JSON.stringify({path: '/people/me/w/ringlog.c', more: [{'/people/me/x': 'house-1234567890abcdef'}]});
  const {tape} = await recorded([[0, answer('In /people/me/w with sk-proj-abcdefghijklmnopqrstuvwx.', given)]]);
  const [turn] = tape.turns.executor;
  assert.equal(turn?.say, 'In <workspace> with [key].');
  assert.deepEqual(turn.calls[0]?.arguments, {path: '<workspace>/ringlog.c', more: [{'<home>/x': '[key]'}]});
});

test('code that looks a little like a key stays as it is', () => {
  const hide = hider({keys: ['ollama', ''], paths: []});
  const code = 'struct sk_buff *sk; /* task-list, sk-buff, ollama */ Bearer of news';
  assert.equal(hide(code), code);
  assert.deepEqual(hiddenIn([1, null, true, code], hide), [1, null, true, code]);
});

test('arguments that are no object are kept as they came', async () => {
  const {tape} = await recorded([[0, answer('', '{"half')]]);
  assert.deepEqual(tape.turns.executor[0]?.calls, [{tool: 'build', arguments: {}, argumentsText: '{"half'}]);
});

test('a tape that cannot be written is said, holds up nothing, and is whole with the next answer', async () => {
  let isFull = true;
  const saved: number[] = [];
  const {notices} = await recorded(
    [
      [0, answer('one')],
      [1, answer('two')],
    ],
    async (tape) => {
      const was = isFull;
      isFull = false;
      if (was) throw new Error('no space left on device');
      saved.push(tape.turns.executor.length);
    },
  );
  assert.ok(notices.includes("the tape can't be written: no space left on device"), notices.join());
  assert.deepEqual(saved, [2]);
});
