// Budgets and words that must not wait: what the person grants, what the house tells of and urges by itself.
import type {BudgetScope, Measure} from './budget.ts';
import {accountOf, standOf} from './budget-stand.ts';
import {scopeName, standWords} from './budget-words.ts';
import type {HouseCommand, PersonCommand} from './commands.ts';
import type {Decision} from './decision.ts';
import {endingEvents} from './ending.ts';
import type {Event} from './events.ts';
import type {State} from './state.ts';
import {urge, urgeMessage} from './steering.ts';

export type HandCommand =
  | Extract<PersonCommand, {do: 'urge' | 'grantBudget'}>
  | Extract<HouseCommand, {do: 'urgeMessage' | 'warnOfBudget' | 'haltForBudget'}>;

export function decideHand(state: State, command: HandCommand): Decision {
  switch (command.do) {
    case 'urge':
      return urge(state, command.role);
    case 'urgeMessage':
      return urgeMessage(state, command.message);
    case 'grantBudget':
      return grant(state, command);
    case 'warnOfBudget':
      return told(state, command, 'budget.warned');
    case 'haltForBudget':
      return halt(state, command);
    default:
      return command satisfies never;
  }
}

function grant(state: State, {scope, measure, amount}: Extract<HandCommand, {do: 'grantBudget'}>): Decision {
  const limit = accountOf(state, scope)?.limits[measure];
  if (limit === undefined) return {refused: `the budget of ${scopeName(scope)} has no limit in ${measure}`};
  if (!(amount > 0 && amount <= Number.MAX_SAFE_INTEGER - limit))
    return {refused: 'what is granted must be more than 0'};
  return [{type: 'budget.granted', scope, measure, amount: Math.ceil(amount)}];
}

interface Which {
  readonly scope: BudgetScope;
  readonly measure: Measure;
}

function told(state: State, which: Which, type: 'budget.warned' | 'budget.spent'): Decision {
  const stand = standOf(state, which.scope, which.measure);
  return stand === null ? {refused: `${scopeName(which.scope)} has no such budget`} : [{type, ...stand}];
}

/** Where nobody can grant more, the work is over. */
function halt(state: State, which: Which): Decision {
  const spent = told(state, which, 'budget.spent');
  if (state.attended || 'refused' in spent) return spent;
  const [first] = spent as readonly Extract<Event, {type: 'budget.spent'}>[];
  return first === undefined ? spent : [first, ...endingEvents(state, 'not-accepted', standWords(first))];
}
