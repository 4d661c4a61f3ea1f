// Granting more of a budget: what is typed, in the unit that a person speaks of, as an amount of the measure.
import type {BudgetScope, Measure} from '../core/budget.ts';
import {unitOf} from '../core/budget-words.ts';
import type {PersonCommand} from '../core/commands.ts';

/** Null for what is no amount. A decimal comma is one, a sign of dollars may stand before. */
export function grantOf(
  {scope, measure}: {readonly scope: BudgetScope; readonly measure: Measure},
  text: string,
): Extract<PersonCommand, {do: 'grantBudget'}> | null {
  const words = /^\$?\s*(\d+(?:[.,]\d+)?)$/.exec(text.trim());
  const amount = Number((words?.[1] ?? '').replace(',', '.')) * unitOf[measure].amount;
  return words !== null && amount > 0 && Number.isSafeInteger(Math.ceil(amount))
    ? {do: 'grantBudget', scope, measure, amount: Math.ceil(amount)}
    : null;
}

export const noAmount = (measure: Measure): string => `Write how many ${unitOf[measure].name} more, as a number.`;
