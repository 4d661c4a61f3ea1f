import assert from 'node:assert/strict';
import test from 'node:test';
import {agents} from '../../agents/roles.ts';
import {commandFor, toolSchemasFor} from '../../agents/tools.ts';
import type {Purpose} from '../../src/core/entities.ts';
import type {CallId, TreeHash} from '../../src/core/ids.ts';
import {type Role, roles} from '../../src/core/roles.ts';

const tree = 'c0ffee' as TreeHash;

function given(role: Role, name: string, argumentsJson: string, submitted?: TreeHash) {
  return commandFor(role, {id: 'A1.1.1' as CallId, name, argumentsJson}, submitted === undefined ? {} : {submitted});
}

/** A tool's arguments, and the command that they are; the call's id is always the same. */
function check(role: Role, name: string, args: object, command: object): void {
  test(`${role}: ${name} is a command`, () => {
    assert.deepEqual(given(role, name, JSON.stringify(args), tree), {call: 'A1.1.1', ...command});
  });
}

const task = {key: 'ring', title: 'The ring', goal: 'It holds bytes.', acceptance: 'accept', dependsOn: []};
const approach = {
  name: 'mutex',
  summary: 's',
  algorithms: 'a',
  dataStructures: 'd',
  locking: 'l',
  lifetime: 'f',
  kernelApi: [{name: 'misc_register', header: 'linux/miscdevice.h'}],
  risks: ['r'],
  scores: [9.5],
};
const plan = {
  criteria: [{name: 'simple', weight: 5}],
  approaches: [approach, {...approach, name: 'spinlock'}],
  choice: 'mutex',
  why: 'w',
  lost: [{approach: 'spinlock', why: 'it may not sleep'}],
};
const draft = {markdown: '---\n---\n', script: '#!/bin/sh\n', programs: [{name: 'probe', source: 'int main(void) {}'}]};
const hypothesis = {cause: 'no lock', evidence: ['RIP'], places: ['a.c:3'], expects: 'nothing'};
const finding = {
  severity: 'major',
  class: 'leak',
  file: 'ringlog.c',
  line: 12,
  claim: 'c',
  evidence: 'e',
  requirement: null,
};

check('scheduler', 'create_tasks', {tasks: [task]}, {do: 'createTasks', tasks: [task]});
check('scheduler', 'write_note', {text: 'done'}, {do: 'writeNote', text: 'done'});
check('planner', 'ask_person', {question: 'q', choices: ['a']}, {do: 'askPerson', question: 'q', choices: ['a']});
check('planner', 'list_files', {}, {do: 'useTool', tool: {tool: 'listFiles'}});
check('planner', 'search_kernel', {query: 'kfifo'}, {do: 'useTool', tool: {tool: 'searchKernel', query: 'kfifo'}});
check('planner', 'look_up', {names: ['kfree']}, {do: 'useTool', tool: {tool: 'lookUp', names: ['kfree']}});
check(
  'reviewer',
  'find_examples',
  {symbol: 'kref_put'},
  {do: 'useTool', tool: {tool: 'findExamples', symbol: 'kref_put'}},
);
check('planner', 'propose_plan', plan, {do: 'proposePlan', ...plan});
check('planner', 'propose_acceptance', draft, {do: 'proposeAcceptance', draft});
check('executor', 'state_hypothesis', hypothesis, {do: 'stateHypothesis', ...hypothesis});
check(
  'scheduler',
  'split_task',
  {task: 'T1', tasks: [task], why: 'w'},
  {do: 'splitTask', task: 'T1', tasks: [task], why: 'w'},
);
check('scheduler', 'cancel_task', {task: 'T1', why: 'w'}, {do: 'cancelTask', task: 'T1', why: 'w'});
check(
  'scheduler',
  'reopen_task',
  {task: 'T1', at: 'writing', why: 'w'},
  {do: 'reopenTask', task: 'T1', at: 'writing', why: 'w'},
);
const order = [{task: 'T2', dependsOn: ['T1']}];
check('scheduler', 'order_tasks', {order}, {do: 'orderTasks', order});
const answer = {constraint: 'C1', touches: ['T1'], recheck: [], says: 's'};
check('scheduler', 'answer_constraint', answer, {do: 'answerConstraint', ...answer});
check(
  'reviewer',
  'finish_pass',
  {pass: 'locking', lookedAt: 'a.c'},
  {do: 'finishPass', pass: 'locking', lookedAt: 'a.c'},
);
check(
  'reviewer',
  'judge_finding',
  {finding: 'F1', stands: false, why: 'w'},
  {do: 'judgeFinding', finding: 'F1', stands: false, why: 'w'},
);
check('reviewer', 'show_change', {path: null}, {do: 'useTool', tool: {tool: 'showChange', tree, path: null}});

test('a tool is there only for what it is for', () => {
  const names = (role: Role, purpose: Purpose) => toolSchemasFor(role, purpose).map(({name}) => name);
  assert.ok(!names('reviewer', 'disprove').includes('give_verdict'));
  assert.ok(!names('reviewer', 'review').includes('judge_finding'));
  assert.ok(!names('planner', 'plan').includes('propose_acceptance'));
  assert.ok(!names('scheduler', 'breakDown').includes('cancel_task'));
});

check('executor', 'read_file', {path: 'Kbuild'}, {do: 'useTool', tool: {tool: 'readFile', path: 'Kbuild'}});
check(
  'executor',
  'write_file',
  {path: 'Kbuild', content: 'obj-m := a.o\n'},
  {do: 'useTool', tool: {tool: 'writeFile', path: 'Kbuild', content: 'obj-m := a.o\n'}},
);
check(
  'executor',
  'replace_in_file',
  {path: 'a.c', old: 'x', new: ''},
  {do: 'useTool', tool: {tool: 'replaceInFile', path: 'a.c', old: 'x', new: ''}},
);
check(
  'executor',
  'apply_patch',
  {patch: '*** Begin Patch'},
  {do: 'useTool', tool: {tool: 'applyPatch', patch: '*** Begin Patch'}},
);
check('executor', 'build', {}, {do: 'build'});
check('executor', 'try_on_target', {}, {do: 'tryOnTarget'});
check('executor', 'submit_work', {summary: 's'}, {do: 'submitWork', summary: 's'});
check('reviewer', 'list_files', {}, {do: 'useTool', tool: {tool: 'listFiles', tree}});
check('reviewer', 'read_file', {path: 'a.c'}, {do: 'useTool', tool: {tool: 'readFile', path: 'a.c', tree}});
check('reviewer', 'report_finding', finding, {do: 'reportFinding', ...finding});
check(
  'reviewer',
  'give_verdict',
  {verdict: 'approve', summary: 's', resolved: ['F1']},
  {do: 'giveVerdict', verdict: 'approve', summary: 's', resolved: ['F1']},
);

test('no text at all is a call without arguments', () => {
  assert.deepEqual(given('executor', 'build', ''), {do: 'build', call: 'A1.1.1'});
});

function refused(what: string, role: Role, name: string, argumentsJson: string, words: string): void {
  test(`${what} is refused in words`, () => {
    assert.deepEqual(given(role, name, argumentsJson), {refused: words});
  });
}

refused(
  'an unknown tool',
  'scheduler',
  'run_shell',
  '{}',
  'there is no tool "run_shell"; the tools of the Scheduler are create_tasks, split_task, order_tasks, cancel_task, reopen_task, answer_constraint, write_note, ask_person',
);
refused(
  "another role's tool",
  'reviewer',
  'write_file',
  '{}',
  'there is no tool "write_file"; the tools of the Reviewer are list_files, read_file, read_lines, search_files, show_change, look_up, search_kernel, find_examples, report_finding, finish_pass, give_verdict, judge_finding',
);
refused(
  'what is not JSON',
  'executor',
  'read_file',
  'Kbuild}',
  'the arguments of read_file are not a JSON object; call it again with one with path',
);
refused(
  'JSON that was cut off',
  'executor',
  'read_file',
  '{"path": "Kb',
  'the arguments of read_file are not a JSON object (it looks cut off); call it again with one with path',
);
refused(
  'a list',
  'executor',
  'build',
  '[{}]',
  'the arguments of build are not a JSON object; call it again with an empty one, {}',
);
refused(
  'a missing field',
  'executor',
  'write_file',
  '{"path":"a.c"}',
  'the arguments of write_file do not fit: "content": Invalid input: expected string, received undefined. Call it again with that mended.',
);
refused(
  'a field that nobody knows',
  'executor',
  'build',
  '{"target":"all"}',
  'the arguments of build do not fit: Unrecognized key: "target". Call it again with that mended.',
);
refused(
  'a wrong type deep inside',
  'planner',
  'propose_plan',
  JSON.stringify({...plan, approaches: [{...approach, scores: ['high']}]}),
  'the arguments of propose_plan do not fit: "approaches.0.scores.0": Invalid input: expected number, received string. Call it again with that mended.',
);
refused(
  'a value out of bounds',
  'reviewer',
  'report_finding',
  JSON.stringify({...finding, line: 0}),
  'the arguments of report_finding do not fit: "line": Too small: expected number to be >=1. Call it again with that mended.',
);
refused(
  'reading where nothing was submitted',
  'reviewer',
  'read_file',
  '{"path":"a.c"}',
  'no work was submitted for this task, so there is no tree to read',
);

test('ten faults in one call are named within a bound', () => {
  const wrong = {...finding, severity: 'bad', class: 1, file: 2, line: 'x', claim: 3, evidence: 4};
  const answer = given('reviewer', 'report_finding', JSON.stringify(wrong), tree);
  assert.ok('refused' in answer && answer.refused.includes('; and 1 more'), JSON.stringify(answer));
  assert.ok('refused' in answer && answer.refused.includes('"critical"|"major"|"minor"|"note"'));
});

test('whatever a model sends, the answer is a command or words', () => {
  const odd = ['null', '0', '"x"', '{"path":null}', '{"__proto__":{"path":"a"}}', '{"path":["a"]}', '\u0000', '{}{}'];
  for (const role of roles) {
    for (const {schema} of agents[role].tools) {
      for (const text of odd) {
        const answer = given(role, schema.name, text, tree);
        assert.ok('do' in answer || answer.refused.length > 20, `${schema.name} ${text}`);
      }
    }
  }
});

/** Strict mode: every object closed, with all of its properties required, and no keyword that it does not take. */
function assertStrict(schema: unknown, place: string): void {
  if (Array.isArray(schema)) {
    for (const [index, one] of schema.entries()) assertStrict(one, `${place}[${index}]`);
    return;
  }
  if (typeof schema !== 'object' || schema === null) return;
  const entries = new Map<string, unknown>(Object.entries(schema));
  for (const key of ['minLength', 'maxLength', '$schema', 'default', 'oneOf', 'allOf', '$ref']) {
    assert.ok(!entries.has(key), `${place} has ${key}`);
  }
  if (entries.get('type') === 'object') {
    const properties = entries.get('properties');
    assert.ok(typeof properties === 'object' && properties !== null, place);
    assert.deepEqual(entries.get('required'), Object.keys(properties), place);
    assert.equal(entries.get('additionalProperties'), false, place);
    for (const [name, inner] of Object.entries(properties)) assertStrict(inner, `${place}.${name}`);
    return;
  }
  for (const [key, inner] of entries) assertStrict(inner, `${place}/${key}`);
}

for (const role of roles) {
  test(`the tools of the ${role} are strict, and each says what it is for`, () => {
    const schemas = toolSchemasFor(role);
    assert.ok(schemas.length >= 3);
    for (const {name, description, parameters} of schemas) {
      assert.match(name, /^[a-z]+(_[a-z]+)*$/);
      assert.ok(description.length > 20, name);
      assert.equal(parameters['type'], 'object', name);
      assertStrict(parameters, name);
    }
  });
}
