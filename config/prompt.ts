// How large prompts may be: what may stand under `prompt`, and what holds where nothing does. In tokens, reckoned at four bytes each.
import {z} from 'zod';
import type {ModelSettings} from '../src/core/model-settings.ts';
import {
  type CuttableSection,
  cuttableSections,
  defaultPromptBudgets,
  type PromptBudget,
  type PromptBudgets,
  totalWithin,
} from '../src/core/prompt-budget.ts';
import {type Role, roles} from '../src/core/roles.ts';
import {prices} from './prices.ts';

/** Below it not even the instructions of a role find room. */
const totalMin = 12_000;

const tokens = z.number().int().min(0).optional();

const budget = z.strictObject({
  total: z.number().int().min(totalMin).optional(),
  ...(Object.fromEntries(cuttableSections.map((name) => [name, tokens])) as Record<CuttableSection, typeof tokens>),
});

/** For every role, and under a role's name for that one. */
export const promptSchema = budget.extend(
  Object.fromEntries(roles.map((role) => [role, budget.optional()])) as Record<Role, z.ZodOptional<typeof budget>>,
);

export function promptBudgetsOf(
  written: z.infer<typeof promptSchema> = {},
  models: Readonly<Record<Role, ModelSettings>>,
): PromptBudgets {
  const ofRole = (role: Role): PromptBudget => {
    const otherwise = {...defaultPromptBudgets[role], total: totalOf(models[role])};
    const names = ['total', ...cuttableSections] as const;
    const all = names.map((name) => [name, written[role]?.[name] ?? written[name] ?? otherwise[name]]);
    return Object.fromEntries(all) as PromptBudget;
  };
  return Object.fromEntries(roles.map((role) => [role, ofRole(role)])) as Record<Role, PromptBudget>;
}

/** A model that takes a million tokens asks twice the price for a question above 272,000. */
function totalOf({model}: ModelSettings): number {
  return totalWithin(prices.models[model]?.longInput?.aboveTokens);
}
