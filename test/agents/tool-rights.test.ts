// What each role may bring about: in the tools that it is given, and again in what the core takes from it. The table is by hand.
import assert from 'node:assert/strict';
import test from 'node:test';
import {agents} from '../../agents/roles.ts';
import {commandFor} from '../../agents/tools.ts';
import {decideTool} from '../../src/core/decide-tool.ts';
import {treeHash} from '../../src/core/ids.ts';
import {type Role, roles} from '../../src/core/roles.ts';
import {isWriting, type WorldTool} from '../../src/core/world-tool.ts';
import {atCallOf, call} from '../core/states.ts';

const looking = ['list_files', 'read_file', 'read_lines', 'search_files', 'look_up', 'search_kernel', 'find_examples'];

const table: Readonly<Record<Role, {readonly reads: readonly string[]; readonly does: readonly string[]}>> = {
  scheduler: {
    reads: [],
    does: [
      ...['create_tasks', 'split_task', 'order_tasks', 'cancel_task', 'reopen_task', 'answer_constraint'],
      ...['write_note', 'ask_person'],
    ],
  },
  planner: {reads: looking, does: ['propose_plan', 'propose_acceptance', 'ask_person']},
  executor: {
    reads: looking,
    does: [
      'write_file',
      'replace_in_file',
      'apply_patch',
      'state_hypothesis',
      'build',
      'try_on_target',
      'submit_work',
      'ask_person',
    ],
  },
  reviewer: {
    reads: [...looking, 'show_change'],
    does: ['report_finding', 'finish_pass', 'give_verdict', 'judge_finding'],
  },
  verifier: {reads: [...looking, 'read_records'], does: ['answer_statement', 'conclude_opinion']},
};

for (const role of roles) {
  test(`the ${role} has the tools of the table, and no others`, () => {
    const names = agents[role].tools.map(({schema}) => schema.name);
    assert.deepEqual(names.toSorted(), [...table[role].reads, ...table[role].does].toSorted());
  });
}

const worldTools: readonly WorldTool[] = [
  {tool: 'listFiles'},
  {tool: 'readFile', path: 'a.c'},
  {tool: 'searchFiles', words: 'kfree'},
  {tool: 'lookUp', names: ['kfree']},
  {tool: 'searchKernel', query: 'kfree'},
  {tool: 'findExamples', symbol: 'kfree'},
  {tool: 'readRecords', id: null},
  {tool: 'writeFile', path: 'a.c', content: ''},
  {tool: 'replaceInFile', path: 'a.c', old: 'a', new: 'b'},
  {tool: 'applyPatch', patch: '*** Begin Patch\n*** End Patch'},
];
const acts = [{do: 'build'}, {do: 'tryOnTarget'}, {do: 'submitWork', summary: 's'}] as const;

for (const role of roles.filter((one) => one !== 'executor')) {
  test(`the core takes nothing from the ${role} that writes, builds, loads or submits, whatever its tools are`, () => {
    const state = atCallOf(role);
    const writing = worldTools.filter(isWriting);
    assert.equal(writing.length, 3);
    for (const tool of writing) {
      assert.ok('refused' in decideTool(state, {do: 'useTool', call: call(), tool}), tool.tool);
    }
    for (const act of acts) assert.ok('refused' in decideTool(state, {...act, call: call()}), act.do);
  });
}

test('of the tools that a role reads with, none makes a command that writes', () => {
  const given: Readonly<Record<string, object>> = {
    read_file: {path: 'a.c'},
    read_lines: {path: 'a.c', from: 1, to: 9},
    search_files: {words: 'kfree'},
    look_up: {names: ['kfree']},
    search_kernel: {query: 'kfree'},
    find_examples: {symbol: 'kfree'},
    read_records: {id: null},
    show_change: {path: null},
  };
  for (const role of roles) {
    for (const name of table[role].reads) {
      const trees = {submitted: treeHash('t'), pinned: treeHash('t')};
      const command = commandFor(role, {id: call(), name, argumentsJson: JSON.stringify(given[name] ?? {})}, trees);
      assert.ok('do' in command && command.do === 'useTool' && !isWriting(command.tool), `${role} ${name}`);
    }
  }
});
