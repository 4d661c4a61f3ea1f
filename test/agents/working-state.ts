// A session in the middle of its work, and the pieces that tests of prompts put into it.
import {type Prompt, promptFor} from '../../agents/prompt.ts';
import type {Assignment, Constraint, Task, TranscriptItem} from '../../src/core/entities.ts';
import {
  type AssignmentId,
  type CallId,
  constraintId,
  planId,
  sessionId,
  type TurnId,
  taskId,
  treeHash,
} from '../../src/core/ids.ts';
import type {PromptItem} from '../../src/core/prompt.ts';
import type {Role} from '../../src/core/roles.ts';
import {initialState, type State} from '../../src/core/state.ts';

export const goal = 'Write a module `ringlog`.\n\n- A write **always** succeeds in full;  even twice.';
export const tree = treeHash('aaaaaaaaaaaabbbb');

export const task: Task = {
  id: taskId(1),
  title: 'the ring',
  goal: 'It keeps the newest bytes.',
  acceptance: 'accept',
  dependsOn: [],
  stage: 'writing',
  because: '',
  plan: planId(1),
  submitted: tree,
  builds: 3,
  reviewRounds: 1,
  crashes: 2,
  rejections: 0,
  replans: 0,
  reopenings: 0,
};

export const approach = {
  algorithms: 'the oldest index moves on',
  dataStructures: 'a buffer',
  locking: 'one mutex',
  lifetime: 'freed in exit',
  kernelApi: [{name: 'misc_register', header: 'linux/miscdevice.h'}],
  risks: ['a leak'],
};

export const state: State = {
  ...initialState,
  sessionId: sessionId('20261124-1'),
  kernelRelease: '6.1.0-56-amd64',
  requirement: {name: 'ringlog', module: 'ringlog', minutes: 20, goal, devices: []},
  constraintRevision: 7,
  tasks: [task],
  plans: [
    {
      id: planId(1),
      task: task.id,
      criteria: [{name: 'simple', weight: 5}],
      approaches: [
        {name: 'mutex', summary: 'a ring under a mutex', scores: [9], ...approach},
        {name: 'kfifo', summary: 'the kernel has one', scores: [4], ...approach},
      ],
      choice: 'mutex',
      why: 'it can be read',
      lost: [{approach: 'kfifo', why: 'it drops the newest'}],
    },
  ],
};

export function assignmentOf(
  role: Role,
  purpose: Assignment['purpose'],
  transcript: readonly TranscriptItem[] = [],
): Assignment {
  return {
    id: 'A4' as AssignmentId,
    role,
    purpose,
    ...(role === 'scheduler' ? {} : {task: task.id}),
    startedAtMs: 0,
    constraintRevision: 7,
    turns: 1,
    turn: {at: 'boundary'},
    transcript,
    idleAnswers: 0,
    failures: 0,
    repeats: 0,
    nudged: false,
  };
}

export function compiled(known: State, assignment: Assignment, blobs: ReadonlyMap<string, string> = new Map()): Prompt {
  const prompt = promptFor(known, assignment, (hash) => blobs.get(hash));
  if ('refused' in prompt) throw new Error(prompt.refused);
  return prompt;
}

export function itemsOf(known: State, assignment: Assignment, blobs: ReadonlyMap<string, string> = new Map()) {
  return compiled(known, assignment, blobs).items;
}

export function textOf(item: PromptItem | undefined): string {
  return item?.kind === 'message' ? item.text : '';
}

export function briefOf(known: State, assignment: Assignment): string {
  return textOf(itemsOf(known, assignment)[0]);
}

export function newestOf(known: State, assignment: Assignment): string {
  return textOf(itemsOf(known, assignment).at(-1));
}

export function constraint(ordinal: number, more: Partial<Constraint>): Constraint {
  const base = {
    revision: ordinal,
    scope: {kind: 'all'},
    strength: 'must',
    source: 'person',
    standing: 'inForce',
  } as const;
  return {id: constraintId(ordinal), text: `words of ${ordinal}`, ...base, ...more};
}

export function call(ordinal: number, name = 'build') {
  return {id: `A4.1.${ordinal}` as CallId, providerId: `p${ordinal}`, name, argumentsJson: '{}'};
}

export function answer(calls: readonly ReturnType<typeof call>[], text = 'I go on.'): TranscriptItem {
  return {kind: 'answer', turn: 'A4.1' as TurnId, text, calls};
}

export function result(ordinal: number, output = `output ${ordinal}`): TranscriptItem {
  return {kind: 'result', call: `A4.1.${ordinal}` as CallId, ok: true, output};
}
