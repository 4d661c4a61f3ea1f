// One line a way of writing a constraint; what is none is complained of with its line.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type {ConstraintWords} from '../../src/core/constraint-events.ts';
import {constraintsTemplate, parseConstraintsFile} from '../../src/core/constraints-file.ts';

const all = {kind: 'all'} as const;
const executor = {kind: 'role', role: 'executor'} as const;
const T2 = {kind: 'task', task: 'T2' as never} as const;

function reads(text: string, ...expected: readonly ConstraintWords[]): void {
  test(`read: ${JSON.stringify(text)}`, () =>
    assert.deepEqual(parseConstraintsFile(text), {constraints: expected, complaints: []}));
}

function complains(text: string, line: number, why: RegExp): void {
  test(`complaint: ${JSON.stringify(text.slice(0, 60))}`, () => {
    const [complaint, ...others] = parseConstraintsFile(text).complaints;
    assert.deepEqual([complaint?.line, others], [line, []]);
    assert.match(complaint?.why ?? '', why);
  });
}

const must = (text: string, scope: ConstraintWords['scope'] = all) => ({text, strength: 'must', scope}) as const;
const prefer = (text: string, scope: ConstraintWords['scope'] = all) => ({text, strength: 'prefer', scope}) as const;

reads('- no floats', must('no floats'));
reads('* no floats\n+ one lock\n3. no globals', must('no floats'), must('one lock'), must('no globals'));
reads('- prefer: kfifo', prefer('kfifo'));
reads('- Must: kfifo', must('kfifo'));
reads('- [executor] undo it', must('undo it', executor));
reads('- [T2] prefer: one lock', prefer('one lock', T2));
reads('- prefer: [t2]: one lock', prefer('one lock', T2));
reads('- [all] one lock', must('one lock'));
reads('- a rule that\n  goes on here\n\tand here\n', must('a rule that goes on here and here'));
reads('# Heading\n\n- one\r\n\r\n---\n## More\n- two\r\n', must('one'), must('two'));
reads('- one <!-- not this -->', must('one'));
reads('<!--\n- not this\n-->\n- one', must('one'));
complains('- one\n<!-- not closed\n- not this', 2, /not closed/);
reads('- use list[0] and must: stay', must('use list[0] and must: stay'));
reads('');

complains('- one\nno item\n', 2, /no item of a list: begin it with "- "/);
complains('- one\n\n  far below it', 3, /no item of a list/);
complains(
  '<!-- a\nb -->\n\n- [writer] x',
  4,
  /^\[writer\] is no scope; those are \[all\], \[scheduler\], .*as \[T2\]$/,
);
complains('- prefer:', 1, /needs words/);
complains(`- ${'x'.repeat(3_000)}`, 1, /3000 characters are more than the 2000/);

test('the file that a session begins with holds no constraint, and its examples are understood', () => {
  assert.deepEqual(parseConstraintsFile(constraintsTemplate), {constraints: [], complaints: []});
  const examples = constraintsTemplate.split('\n').flatMap((line) => (line.startsWith('  - ') ? [line.slice(2)] : []));
  assert.deepEqual(parseConstraintsFile(examples.join('\n')), {
    constraints: [
      must('no floating point'),
      prefer('kfifo over a ring of our own'),
      must('every error path undoes what was done before it', executor),
      prefer('one lock', T2),
    ],
    complaints: [],
  });
});

test('whatever stands in it, each line is heard or complained of, and nothing is thrown', () => {
  const piece = fc.constantFrom(
    '- ',
    'must:',
    'prefer: ',
    '[T2]',
    '[x]',
    '<!--',
    '-->',
    '\n',
    '\r\n',
    '  ',
    '#',
    'word ',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 60}), (pieces) => {
      const text = pieces.join('');
      const lines = text.split('\n').length;
      const {constraints, complaints} = parseConstraintsFile(text);
      assert.ok(complaints.every(({line}) => line >= 1 && line <= lines));
      assert.ok(constraints.every((one) => one.text.trim() !== ''));
    }),
    {numRuns: 2_000},
  );
});
