// An act that needs the person's word is turned into the question for it; nothing of it is journaled before the answer.
import {type ActOfWork, type ApprovalPolicy, allow, allowAlways, type HeldAct, refuse} from './approval.ts';
import {type Decision, isRefusal} from './decision.ts';
import type {Event} from './events.ts';
import type {TaskId} from './ids.ts';
import {asksPerson} from './question.ts';
import type {State} from './state.ts';

/** What could not be done anyhow is refused at once: the person is asked only about what would happen. */
export function unlessHeld(state: State, held: HeldAct, what: string, decision: Decision): Decision {
  const asked = askedFor(state.approve, held.act);
  if (isRefusal(decision) || asked === null) return decision;
  if (!state.attended) return {refused: unattendedWords(asked)};
  return [asking(state, held, asked === held.act ? what : `${what} It switches or resets the target first.`)];
}

/** A run begins on a clean target: whoever wants to be asked about a reset is asked about a run as well. */
function askedFor(approve: ApprovalPolicy, act: ActOfWork): ActOfWork | null {
  if (approve[act] === 'ask') return act;
  return act === 'load' && approve.reset === 'ask' ? 'reset' : null;
}

/** What "always" says of an act: of a run, that it may reset the target too, else it would be asked about again. */
export function allowedAlways(approve: ApprovalPolicy, act: ActOfWork): readonly Event[] {
  const acts: readonly ActOfWork[] = act === 'load' && approve.reset === 'ask' ? ['load', 'reset'] : [act];
  return acts.map((one): Event => ({type: 'approval.changed', act: one, to: 'auto'}));
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
