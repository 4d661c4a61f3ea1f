// An act that needs the person's word is turned into the question for it; nothing of it is journaled before the answer.
import {type ActOfWork, allow, allowAlways, type HeldAct, refuse} from './approval.ts';
import {type Decision, isRefusal} from './decision.ts';
import type {Event} from './events.ts';
import type {TaskId} from './ids.ts';
import {asksPerson} from './question.ts';
import type {State} from './state.ts';

/** What could not be done anyhow is refused at once: the person is asked only about what would happen. */
export function unlessHeld(state: State, held: HeldAct, what: string, decision: Decision): Decision {
  if (isRefusal(decision) || state.approve[held.act] === 'auto') return decision;
  return state.attended ? [asking(state, held, what)] : {refused: unattendedWords(held.act)};
}

/** Where nobody can approve an act of the house, its task fails: it would be due for ever. */
export function orFailed(task: TaskId, decision: Decision): Decision {
  if (!isRefusal(decision)) return decision;
  return [{type: 'task.advanced', task, stage: 'failed', because: decision.refused}];
}

export function unattendedWords(act: ActOfWork): string {
  return `nobody is there to approve this (${act}); it is not done`;
}

function asking(state: State, held: HeldAct, text: string): Event {
  const choices = [allow, allowAlways, refuse];
  const call = 'call' in held ? {call: held.call} : {};
  const task = 'task' in held ? {task: held.task} : {};
  return asksPerson(state, {text, choices, about: {kind: 'approval', held}, ...call, ...task});
}
