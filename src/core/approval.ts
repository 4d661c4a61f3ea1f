// Which acts of the work wait for the person's word. The policy is fixed when the session starts; "allow always" changes it.
import type {CallId, TaskId} from './ids.ts';

/** `load`: a module is loaded on the target. `reset`: the house switches the target; a run does, too. What the person does is never asked about. */
export const actsOfWork = ['build', 'load', 'reset', 'commit'] as const;
export type ActOfWork = (typeof actsOfWork)[number];

export type ApprovalMode = 'auto' | 'ask';
export type ApprovalPolicy = Readonly<Record<ActOfWork, ApprovalMode>>;

export const allAuto: ApprovalPolicy = {build: 'auto', load: 'auto', reset: 'auto', commit: 'auto'};
export const allAsk: ApprovalPolicy = {build: 'ask', load: 'ask', reset: 'ask', commit: 'ask'};

/** An act that waits: for a role's tool call, or of the house's own. */
export type HeldAct =
  | {readonly act: 'build'; readonly call: CallId}
  | {readonly act: 'load'; readonly call: CallId}
  | {readonly act: 'load'; readonly task: TaskId}
  | {readonly act: 'commit'; readonly task: TaskId}
  | {readonly act: 'reset'};

export const allow = 'allow';
export const allowAlways = 'allow always, for this session';
export const refuse = 'refuse';

export function asksFor(policy: ApprovalPolicy): readonly ActOfWork[] {
  return actsOfWork.filter((act) => policy[act] === 'ask');
}
