// Going round is seen: the same call, the same error, the same findings. Once it is told to the role, then to the person.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {HouseCommand} from '../../src/core/commands.ts';
import {dueOf} from '../../src/core/due.ts';
import type {Event} from '../../src/core/events.ts';
import {buildId, callId, turnId} from '../../src/core/ids.ts';
import {noUsage, type State} from '../../src/core/state.ts';
import {triesAfter} from '../../src/core/tries.ts';
import {gives} from './decisions.ts';
import {
  A1,
  A2,
  advanced,
  after,
  assigned,
  created,
  found,
  judged,
  poweredUp,
  started,
  stateOf,
  T1,
  tree,
} from './states.ts';

const working = stateOf(started(), ...poweredUp, created(), advanced('writing'), assigned('executor', 'write', A1));

let ordinal = 0;
/** One turn with one call and its result. */
function turn(name: string, output: string, {wrote = false, given = '{}'} = {}): readonly Event[] {
  ordinal += 1;
  const id = turnId(A1, ordinal);
  const calls = [{providerId: `p${ordinal}`, name, argumentsJson: given}];
  return [
    {type: 'turn.asked', assignment: A1, turn: id, messages: []},
    {type: 'turn.answered', turn: id, text: '', calls, usage: noUsage},
    {type: 'tool.returned', call: callId(id, 1), ok: true, output, ...(wrote && {wrote})},
  ];
}
const times = (count: number, make: () => readonly Event[]): readonly Event[] =>
  Array.from({length: count}, make).flat();

function due(what: string, state: State, expected: Partial<HouseCommand>): void {
  test(`${what}: ${expected.do}`, () => {
    const command = dueOf(state);
    assert.deepEqual({...command, ...expected}, command);
  });
}

const read = (): readonly Event[] => turn('read_file', 'int x;', {given: '{"path":"a.c"}'});
const other = (): readonly Event[] => turn('list_files', 'a.c');
due('the same call with the same result three times', after(working, ...times(3, read)), {do: 'askModel'});
due('four times', after(working, ...times(4, read)), {do: 'nudge'});
due('four times, others in between', after(working, ...times(3, () => [...read(), ...other()]), ...read()), {
  do: 'nudge',
});
due('four times with another result', after(working, ...times(3, read), ...turn('read_file', 'int y;')), {
  do: 'askModel',
});
due(
  'four times with an edit in between',
  after(working, ...times(3, read), ...turn('write_file', 'done', {wrote: true}), ...read()),
  {do: 'askModel'},
);
due('the same write four times', after(working, ...times(4, () => turn('write_file', 'done', {wrote: true}))), {
  do: 'nudge',
});
due(
  'edits and builds by turns, each build with the same words',
  after(
    working,
    ...times(9, () => [
      ...turn('write_file', 'done', {wrote: true, given: `{"content":"${ordinal}"}`}),
      ...turn('build', 'Built in 1.0 s'),
    ]),
  ),
  {do: 'askModel'},
);
const nudge: Event = {type: 'assignment.nudged', assignment: A1, text: 'n'};
const nudgedTwice = after(working, ...times(4, read), nudge, ...read());
due('once more after the nudge', nudgedTwice, {do: 'giveUp'});
gives(
  'the person is asked, with what was tried',
  nudgedTwice,
  dueOf(nudgedTwice) ?? {do: 'conclude'},
  {type: 'assignment.ended', how: 'stuck'},
  {type: 'question.asked', task: T1, tried: ['5 times: read_file {"path":"a.c"}: int x;']},
);
due(
  'four times, but the person changed a file',
  after(working, ...times(3, read), {type: 'artefact.touched', path: 'a.c'}, ...read()),
  {do: 'askModel'},
);

const failed = (count: number, text: string, line = 7): readonly Event[] => [
  {type: 'build.started', build: buildId(count), task: T1, call: callId(turnId(A1, 1), 1)},
  {
    type: 'build.finished',
    build: buildId(count),
    tree,
    result: {kind: 'failed'},
    diagnostics: [
      {level: 'warning', text: 'unused'},
      {level: 'error', file: 'a.c', line, text},
      {level: 'error', file: 'a.c', line, text: `more ${count}`},
    ],
    durationMs: 1,
  },
];
const implicit = "implicit declaration of 'kfoo'";
const three = after(working, ...failed(1, implicit), ...failed(2, implicit, 9), ...failed(3, implicit));
due('the same error twice', after(working, ...failed(1, implicit), ...failed(2, implicit)), {do: 'askModel'});
due('three times, its line moved', three, {do: 'nudge', loop: 'errors'});
due('three errors that differ', after(working, ...failed(1, 'a'), ...failed(2, implicit), ...failed(3, 'c')), {
  do: 'askModel',
});
const nudgedOnce = after(three, {...nudge, loop: 'errors'} as Event);
due('after the nudge it may try again', nudgedOnce, {do: 'askModel'});
const four = after(nudgedOnce, ...failed(4, implicit));
due('a fourth time', four, {do: 'giveUp'});
gives(
  'the person reads which builds ended so',
  four,
  dueOf(four) ?? {do: 'conclude'},
  {type: 'assignment.ended'},
  {
    type: 'question.asked',
    tried: [1, 2, 3, 4].map((count) => `build B${count} failed: a.c ${implicit}`),
  },
);
due('a fourth time, with another error', after(nudgedOnce, ...failed(4, 'c')), {do: 'askModel'});
due('a person who wants it tried again starts it over', after(four, {type: 'task.reopened', task: T1}), {
  do: 'askModel',
});

const review = (count: number, claim: string, line: number): readonly Event[] => [
  found(count, {claim, line}),
  judged('change'),
];
const mending = [{type: 'assignment.ended', assignment: A1, how: 'finished', why: 'submitted'} as const];
const again = (...reviews: readonly (readonly Event[])[]): State =>
  after(working, ...mending, ...reviews.flat(), advanced('writing'), assigned('executor', 'mend', A2));
due('found once', again(review(1, 'the ring leaks', 3)), {do: 'askModel'});
due('found twice in the same words', again(review(1, 'The ring leaks!', 3), review(2, 'the ring leaks', 8)), {
  do: 'nudge',
  loop: 'findings',
});
due('found twice at the same line', again(review(1, 'it leaks', 3), review(2, 'the ring is lost', 3)), {do: 'nudge'});
due('what was found is open still', again(review(1, 'it leaks', 3), [judged('change')]), {do: 'nudge'});
due('found something else', again(review(1, 'it leaks', 3), review(2, 'it races', 9)), {do: 'askModel'});
due('approved in between', again(review(1, 'it leaks', 3), [judged('approve')], review(2, 'it leaks', 3)), {
  do: 'askModel',
});

test('what is kept of calls is bounded', () => {
  let tries = triesAfter([], {name: 'n', argumentsJson: '{}'}, {output: 'o', wrote: false});
  for (let count = 0; count < 100; count++) {
    tries = triesAfter(tries, {name: 'n', argumentsJson: 'x'.repeat(5000)}, {output: `${count}`, wrote: false});
  }
  assert.equal(tries.length, 16);
  assert.ok(tries.every(({what, key}) => what.length <= 160 && key.length < 40));
});
