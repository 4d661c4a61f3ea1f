// The agents by name. Who they are, what they are told and what they may do is in `agents/`.

/** Who brings the work about; each has a pane on the deck. */
export const crew = ['scheduler', 'planner', 'executor', 'reviewer'] as const;

/** With the Verifier, whom the person asks for a second opinion and who has no part in the work. */
export const roles = [...crew, 'verifier'] as const;

export type CrewRole = (typeof crew)[number];
export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, string>> = {
  scheduler: 'Scheduler',
  planner: 'Planner',
  executor: 'Executor',
  reviewer: 'Reviewer',
  verifier: 'Verifier',
};
