import assert from 'node:assert/strict';
import test from 'node:test';
import {closed, fenced} from '../../agents/fence.ts';
import {historySection} from '../../agents/history.ts';
import type {TranscriptItem} from '../../src/core/entities.ts';
import {tokensOfItem} from '../../src/core/estimate.ts';
import type {BlobHash} from '../../src/core/ids.ts';
import type {PromptItem} from '../../src/core/prompt.ts';
import {defaultPromptBudgets} from '../../src/core/prompt-budget.ts';
import {answer, assignmentOf, call, itemsOf, result, state, textOf} from './working-state.ts';

test('every call is followed by its output, whatever became of it', () => {
  const transcript = [answer([call(1), call(2), call(3)]), result(2), result(1), answer([], 'Odd.')];
  assert.deepEqual(itemsOf(state, assignmentOf('executor', 'write', transcript)).slice(1, -1), [
    {
      kind: 'answer',
      text: 'I go on.',
      calls: [1, 2, 3].map((ordinal) => ({providerId: `p${ordinal}`, name: 'build', argumentsJson: '{}'})),
    },
    {kind: 'result', providerId: 'p1', output: 'output 1'},
    {kind: 'result', providerId: 'p2', output: 'output 2'},
    {kind: 'result', providerId: 'p3', output: 'not run: the turn was ended before it'},
    {kind: 'answer', text: 'Odd.', calls: []},
  ]);
});

test('a result whose answer was pushed out of the transcript goes too', () => {
  const items = itemsOf(state, assignmentOf('executor', 'write', [result(8), answer([call(1)]), result(1)]));
  assert.deepEqual(
    items.map(({kind}) => kind),
    ['message', 'answer', 'result', 'message'],
  );
});

test("the provider's own items are played back where they are still known", () => {
  const kept: TranscriptItem = {...answer([]), continuation: 'hash' as BlobHash} as TranscriptItem;
  const assignment = assignmentOf('executor', 'write', [kept]);
  const [, known] = itemsOf(state, assignment, new Map([['hash', '[1]']]));
  assert.ok(known?.kind === 'answer' && known.continuation === '[1]');
  const [, lost] = itemsOf(state, assignment);
  assert.ok(lost?.kind === 'answer' && !('continuation' in lost));
});

const tokensOf = (items: readonly PromptItem[]): number => items.reduce((sum, item) => sum + tokensOfItem(item), 0);

function longTranscript(turns: number): readonly TranscriptItem[] {
  const said: TranscriptItem = {kind: 'message', from: 'person', text: 'Use a mutex.'};
  const turnsOf = Array.from({length: turns}, (_, index) => [
    answer([call(index)], 'I say something of some length. '.repeat(40)),
    result(index, 'x'.repeat(20_000)),
  ]);
  return [said, ...turnsOf.flat()];
}

test('a long history stays within its budget; the words of the person and the newest turn stay whole', () => {
  const {history} = defaultPromptBudgets.executor;
  for (const turns of [10, 24, 25, 26, 60, 1_000]) {
    const items = itemsOf(state, assignmentOf('executor', 'write', longTranscript(turns))).slice(1, -1);
    assert.ok(tokensOf(items) <= history + 100, `${turns} turns are ${tokensOf(items)} tokens`);
    assert.ok(items.slice(0, 2).some((item) => textOf(item) === 'Use a mutex.'));
    const newest = items.at(-1);
    assert.equal(newest?.kind === 'result' && newest.output.length, 20_000);
    for (const [index, item] of items.entries()) {
      if (item.kind === 'answer') assert.equal(items[index + 1]?.kind, 'result', `${turns} turns, item ${index}`);
    }
  }
});

test('what was cut of a history is named in front of it', () => {
  const first = (turns: number) => textOf(itemsOf(state, assignmentOf('executor', 'write', longTranscript(turns)))[1]);
  assert.equal(first(10), 'Use a mutex.');
  assert.equal(first(26), '[cut: 7 older results, 34 k tokens, of section history]');
  assert.equal(first(200), '[cut: 197 older results, 971 k tokens, of section history]');
  assert.match(
    first(1_000),
    /^\[cut: \d+ older turns, \d+ k tokens; \d+ older results, \d+ k tokens, of section history\]$/,
  );
});

test('the cut of a long history moves in steps, so that what stands before it stays cached', () => {
  const prefixes = [40, 41, 42, 43, 44].map((turns) =>
    JSON.stringify(itemsOf(state, assignmentOf('executor', 'write', longTranscript(turns))).slice(0, 80)),
  );
  assert.ok(new Set(prefixes).size <= 2, `${new Set(prefixes).size} different beginnings in five turns`);
});

test('a result that is shortened closes the fence that it opened, and what was left out is said behind it', () => {
  const output = [
    'The build failed.',
    fenced('the compiler', `ring.c:1: error: ${'x'.repeat(30_000)}`),
    'Next: mend it.',
  ].join('\n');
  const results = [1, 2, 3].flatMap((ordinal): readonly TranscriptItem[] => [
    answer([call(ordinal)]),
    {...result(ordinal, output), ok: false} as TranscriptItem,
  ]);
  const sections = historySection({transcript: results, turn: {at: 'boundary'}}, () => undefined, 12_000);
  const outputs = JSON.parse(JSON.stringify(sections[0]?.said)).flatMap((item: PromptItem) =>
    item.kind === 'result' ? [item.output] : [],
  );
  const [short] = outputs;
  assert.match(
    short,
    /^The build failed\.\n={8} data: the compiler\nring\.c:1: error: x+\n={8} end of data\n\[\d+ characters of this result are left out; [^\n]*\]$/,
  );
  for (const text of outputs) assert.equal(closed(text), text);
});
