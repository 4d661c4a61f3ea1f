// What a finding may be held against: whole sentences or several words in a row, of what holds for the work under review.
import type {ToolCommand} from '../../src/core/commands.ts';
import {gives, refuses} from './decisions.ts';
import {after, atCallOf, call, constraintAdded, T2} from './states.ts';

const reviewing = atCallOf('reviewer');
const bound = after(reviewing, constraintAdded(1, {text: 'No kmalloc. Every path that fails undoes what it did'}));
const report = (requirement: string): Extract<ToolCommand, {do: 'reportFinding'}> => ({
  do: 'reportFinding',
  call: call(),
  ...{severity: 'major', class: 'x', file: 'ringlog.c', line: 1, claim: 'c', evidence: 'e', requirement},
});
const blocks = [{type: 'finding.reported', blocking: true}, {type: 'tool.returned'}] as const;

for (const words of [
  'no kmalloc',
  'path that fails undoes',
  'a byte ring',
  'C1',
  'Every path that fails undoes what it did.',
])
  gives(`"${words}" was said`, bound, report(words), ...blocks);
for (const words of ['a', 'what it did', 'th that fails undo', '...'])
  refuses(`"${words}", which stands anywhere`, bound, report(words), /quote a whole sentence, or 4 words or more/);

const lifted = after(bound, {type: 'constraint.lifted', constraint: 'C1' as never});
refuses('the words of a constraint that was lifted', lifted, report('no kmalloc'), /stands neither in/);
for (const scope of [
  {kind: 'task', task: T2},
  {kind: 'role', role: 'planner'},
] as const) {
  const elsewhere = after(reviewing, constraintAdded(1, {text: 'no kmalloc', scope}));
  refuses(`what binds another ${scope.kind}`, elsewhere, report('no kmalloc'), /stands neither in/);
  refuses(`its id, of another ${scope.kind}`, elsewhere, report('C1'), /C1 is no constraint in force for T1/);
}
