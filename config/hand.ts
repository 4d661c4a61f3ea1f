// What the person keeps in hand: which acts wait for their word, and what the work may spend before it waits for more.
import {z} from 'zod';
import {type ApprovalPolicy, actsOfWork, allAuto} from '../src/core/approval.ts';
import {type Budget, type Budgets, type Measure, measures} from '../src/core/budget.ts';
import {unitOf} from '../src/core/budget-words.ts';
import {type Role, roles} from '../src/core/roles.ts';

const approvalMode = z.enum(['auto', 'ask']).optional();

export const approveSchema = z.strictObject(
  Object.fromEntries(actsOfWork.map((act) => [act, approvalMode])) as Record<keyof ApprovalPolicy, typeof approvalMode>,
);

/** As a person writes them: `money` in dollars. */
const writtenNames = {
  microdollars: 'money',
  tokens: 'tokens',
  workMs: 'minutes',
  builds: 'builds',
  panics: 'panics',
} as const;

const count = z.number().int().positive().optional();
const amount = z.number().positive().optional();

const budget = z.strictObject({money: amount, tokens: count, minutes: amount, builds: count, panics: count});

export const budgetsSchema = z.strictObject({
  session: budget.optional(),
  /** Of each task. */
  task: budget.optional(),
  /** Of each role that is not named below. */
  role: budget.optional(),
  ...(Object.fromEntries(roles.map((role) => [role, budget.optional()])) as Record<Role, z.ZodOptional<typeof budget>>),
});

export function approvalOf(written: z.infer<typeof approveSchema> | undefined): ApprovalPolicy {
  const given = Object.entries(written ?? {}).filter(([, mode]) => mode !== undefined);
  return {...allAuto, ...Object.fromEntries(given)};
}

export function budgetsOf(written: z.infer<typeof budgetsSchema> | undefined): Budgets {
  const ofRole = (role: Role): Budget => budgetOf({...written?.role, ...written?.[role]});
  return {
    session: budgetOf(written?.session),
    task: budgetOf(written?.task),
    roles: Object.fromEntries(roles.map((role) => [role, ofRole(role)])),
  };
}

function budgetOf(written: z.infer<typeof budget> = {}): Budget {
  const limitOf = (measure: Measure): number | undefined => written[writtenNames[measure]];
  return Object.fromEntries(
    measures.flatMap((measure) => {
      const limit = limitOf(measure);
      return limit === undefined ? [] : [[measure, Math.ceil(limit * unitOf[measure].amount)]];
    }),
  );
}
