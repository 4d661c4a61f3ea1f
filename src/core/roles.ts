// The agents by name. Who they are, what they are told and what they may do is in `agents/`.

export const roles = ['scheduler', 'planner', 'executor', 'reviewer'] as const;

export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, string>> = {
  scheduler: 'Scheduler',
  planner: 'Planner',
  executor: 'Executor',
  reviewer: 'Reviewer',
};
