// How large a role's prompt may be, in estimated tokens (`tokensOfText`): all of it, and each section that is cut where it has no room.
// Instructions, tools, the requirement, the task and the constraints are never cut, so they have no budget but the total.
import type {Role} from './roles.ts';

export const cuttableSections = ['tasks', 'plan', 'evidence', 'earlier', 'history', 'changes', 'standing'] as const;
export type CuttableSection = (typeof cuttableSections)[number];

export type PromptBudget = {readonly total: number} & Readonly<Record<CuttableSection, number>>;
export type PromptBudgets = Readonly<Record<Role, PromptBudget>>;

/** What a person says of them in the configuration; a role's own words go before those for all. */
const ofEveryRole: PromptBudget = {
  total: 200_000,
  tasks: 4_000,
  plan: 8_000,
  evidence: 24_000,
  earlier: 4_000,
  history: 100_000,
  changes: 8_000,
  standing: 4_000,
};

/** Who only speaks needs less of a history than who writes code and reads what came of it. */
export const defaultPromptBudgets: PromptBudgets = {
  scheduler: {...ofEveryRole, history: 25_000},
  planner: {...ofEveryRole, history: 75_000},
  executor: {...ofEveryRole, history: 125_000},
  reviewer: ofEveryRole,
  verifier: ofEveryRole,
};

/**
 * Of what a model takes before its price rises (or before it takes no more), this much is used: four bytes a token is too few for dumps of
 * registers and addresses, of which a prompt may hold many.
 */
const usedOfRoom = 0.75;

export function totalWithin(roomTokens: number | undefined): number {
  const {total} = ofEveryRole;
  return roomTokens === undefined ? total : Math.min(total, Math.floor(roomTokens * usedOfRoom));
}
