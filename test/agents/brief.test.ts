import assert from 'node:assert/strict';
import test from 'node:test';
import {agents} from '../../agents/roles.ts';
import type {Finding} from '../../src/core/entities.ts';
import {findingId, messageId, runId, type TurnId, treeHash} from '../../src/core/ids.ts';
import {roles} from '../../src/core/roles.ts';
import type {State} from '../../src/core/state.ts';
import {assignmentOf, briefOf, goal, newestOf, state, task, tree} from './working-state.ts';

test('the goal stands in every brief, word for word', () => {
  for (const role of roles) assert.ok(briefOf(state, assignmentOf(role, 'write')).includes(goal));
});

const finding: Finding = {
  id: findingId(1),
  task: task.id,
  by: 'target',
  severity: 'critical',
  class: 'crash',
  claim: 'NULL pointer dereference in ringlog_write',
  evidence: 'RIP: 0010:ringlog_write+0x81/0x140',
  tree,
  blocking: true,
  state: 'open',
};
const leak: Finding = {
  ...finding,
  id: findingId(2),
  by: 'reviewer',
  severity: 'major',
  class: 'leak',
  file: 'ringlog.c',
  line: 31,
  claim: 'the buffer leaks',
  evidence: 'misc_register fails, and nothing frees it',
  requirement: 'unloading leaves no memory behind',
};

test('to mend: the open blocking findings with their evidence, fenced', () => {
  const known = {...state, findings: [finding, leak, {...leak, id: findingId(3), state: 'mended' as const}]};
  const brief = briefOf(known, assignmentOf('executor', 'mend'));
  assert.ok(brief.includes('# Open findings that block'));
  assert.ok(
    brief.includes(
      'F2 (major, leak, open, from the Reviewer) at ringlog.c:31: the buffer leaks\nIt breaks: unloading leaves no memory behind\n' +
        "======== data: the Reviewer's evidence\nmisc_register fails, and nothing frees it\n======== end of data",
    ),
    brief,
  );
  assert.ok(brief.includes("======== data: the target's console and pstore\nRIP: 0010:ringlog_write"));
  assert.ok(!brief.includes('F3'));
});

test("to mend: what the house's own run printed", () => {
  const verdict = {kind: 'notAccepted', stage: 'accept', why: 'status 1', output: 'not accepted: used is 4'} as const;
  const run: State['runs'][number] = {
    id: runId(5),
    task: task.id,
    build: 'B3' as State['runs'][number]['build'],
    tree,
    acceptance: 'accept',
    trial: false,
    startedAtMs: 0,
    verdict,
    reports: [],
  };
  const brief = briefOf({...state, runs: [run]}, assignmentOf('executor', 'mend'));
  assert.ok(brief.includes('# R5 did not accept the approved tree'));
  assert.ok(brief.includes('not accepted: used is 4'));
});

test('to review: the tree, its files, what stands behind it, earlier findings; those on this tree are in the newest message', () => {
  const known: State = {
    ...state,
    artefact: {tree, files: [{path: 'ringlog.c', bytes: 4096}], unbuilt: false},
    builds: [
      {
        id: 'B3' as State['builds'][number]['id'],
        task: task.id,
        tree,
        startedAtMs: 0,
        result: {kind: 'built', koPath: '', elfBuildId: ''},
        diagnostics: [],
      },
    ],
    findings: [
      {...leak, tree: treeHash('older')},
      {...leak, id: findingId(4), claim: 'a new one'},
    ],
  };
  const assignment = assignmentOf('reviewer', 'review');
  const brief = briefOf(known, assignment);
  assert.ok(brief.includes('# The submitted tree aaaaaaaaaaaa\n- ringlog.c, 4096 bytes'), brief);
  assert.ok(brief.includes('- B3: built, 0 errors, 0 warnings'));
  assert.ok(brief.includes('F2 (major, leak, open'));
  assert.ok(!brief.includes('a new one'));
  assert.ok(newestOf(known, assignment).includes('F4 on this tree, open, blocks: major leak ringlog.c:31: a new one'));
  const mended = {...known, findings: known.findings.map((finding) => ({...finding, state: 'mended' as const}))};
  assert.ok(newestOf(mended, assignment).includes('F4 on this tree, mended: major leak ringlog.c:31: a new one'));
});

test('a tree that comes back under new constraints is reviewed with the verdict of then', () => {
  const verdict = {task: task.id, tree, verdict: 'approve', summary: 'all six passes', constraintRevision: 6} as const;
  const brief = briefOf({...state, verdicts: [verdict]}, assignmentOf('reviewer', 'review'));
  assert.ok(brief.includes('Your verdict on this very tree was "approve", under constraint revision 6.'), brief);
});

test('what the person told the role before this assignment is told again', () => {
  const message = {to: 'executor', about: 'redirect', atMs: 0} as const;
  const earlier = {kind: 'acknowledged', turn: 'A3.2' as TurnId} as const;
  const now = {kind: 'acknowledged', turn: 'A4.1' as TurnId} as const;
  const known: State = {
    ...state,
    messages: [
      {id: messageId(1), text: 'Use a spinlock.', fate: earlier, ...message},
      {id: messageId(2), text: 'No, a mutex.', fate: now, ...message},
    ],
  };
  const brief = briefOf(known, assignmentOf('executor', 'write'));
  assert.ok(brief.includes('# What the person told you earlier\n- Use a spinlock.'));
  assert.ok(!brief.includes('No, a mutex.'));
});

test('the executor sees what is spent and what lies in the folder', () => {
  const known: State = {...state, artefact: {tree, files: [], unbuilt: true}};
  const newest = newestOf(known, assignmentOf('executor', 'write'));
  assert.ok(newest.includes('- spent: 3 of 20 builds, 2 of 5 crashes, 1 of 3 rounds of review'), newest);
  assert.ok(newest.includes('- the folder was changed since it was taken (tree aaaaaaaaaaaa)'), newest);
});

test('each purpose says how the assignment ends', () => {
  const ends = {
    breakDown: 'create_tasks',
    heed: 'write_note',
    conclude: 'write_note',
    plan: 'propose_plan',
    write: 'submit_work',
    mend: 'submit_work',
    review: 'give_verdict',
  } as const;
  const owner = {
    breakDown: 'scheduler',
    heed: 'scheduler',
    conclude: 'scheduler',
    plan: 'planner',
    write: 'executor',
    mend: 'executor',
    review: 'reviewer',
  } as const;
  for (const purpose of Object.keys(ends) as (keyof typeof ends)[]) {
    const brief = briefOf(state, assignmentOf(owner[purpose], purpose));
    assert.ok(brief.slice(0, 600).includes(ends[purpose]), purpose);
    assert.ok(agents[owner[purpose]].tools.some(({schema}) => schema.name === ends[purpose]));
  }
});
