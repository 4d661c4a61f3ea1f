// Keeps the accounts: what was set aside for a question, what its answer came to, builds, panics, time at work. Folded beside
// the state, from the same events.
import {
  type Account,
  type BudgetBook,
  type Charged,
  isChargedTo,
  isSameScope,
  newAccount,
  noBudgets,
  openBook,
  type Spent,
} from './budget.ts';
import type {Usage} from './entities.ts';
import {estimatedUsage} from './estimate.ts';
import type {Event} from './events.ts';
import type {BudgetStand} from './hand-events.ts';
import type {State} from './state.ts';

export function bookAfter(state: State, event: Event, atMs: number): BudgetBook {
  const {book} = state;
  switch (event.type) {
    case 'session.started':
      return openBook(event.budgets ?? noBudgets);
    case 'task.created':
      return withAccountOf(book, event.task);
    case 'turn.asked':
      return reserve(state, event, atMs);
    case 'turn.answered':
    case 'turn.failed':
      return settle(state, event, atMs);
    case 'turn.charged':
      return charge(book, chargedFor(state, event), amountsOf(event.usage));
    case 'build.started':
      return charge(book, {role: 'executor', task: event.task}, {builds: 1});
    case 'build.finished': {
      const task = state.builds.find(({id}) => id === event.build)?.task;
      return charge(book, {role: 'executor', ...(task && {task})}, {workMs: event.durationMs});
    }
    case 'run.finished': {
      const task = state.runs.find(({id}) => id === event.run)?.task;
      return charge(
        book,
        {role: 'executor', ...(task && {task})},
        {
          workMs: event.durationMs,
          panics: broughtDown(event.verdict) ? 1 : 0,
        },
      );
    }
    case 'budget.warned':
      return tell(book, event, 'warned');
    case 'budget.spent':
      return tell(book, event, 'spent');
    case 'budget.granted':
      return grant(book, event);
    default:
      return book;
  }
}

function withAccountOf(book: BudgetBook, task: Extract<Event, {type: 'task.created'}>['task']): BudgetBook {
  const account = newAccount({kind: 'task', task}, book.budgets.task);
  if (book.accounts.some(({scope}) => isSameScope(scope, account.scope))) return book;
  return {...book, accounts: [...book.accounts, account]};
}

function reserve({book, assignments}: State, event: Extract<Event, {type: 'turn.asked'}>, atMs: number): BudgetBook {
  const assignment = assignments.find(({id}) => id === event.assignment);
  if (assignment === undefined) return book;
  const {role, task} = assignment;
  const amounts = event.reserved ?? {tokens: 0, microdollars: 0};
  const held = {...amounts, turn: event.turn, role, ...(task === undefined ? {} : {task}), sinceMs: atMs};
  return {...book, reserved: [...book.reserved, held]};
}

/** A turn is named after its assignment, which may have ended since. */
function chargedFor({assignments}: State, {turn, role}: Extract<Event, {type: 'turn.charged'}>): Charged {
  const task = assignments.find(({id}) => turn.startsWith(`${id}.`))?.task;
  return {role, ...(task === undefined ? {} : {task})};
}

/** A failure without figures costs nothing that anybody knows of. */
function settle(
  state: State,
  event: Extract<Event, {type: 'turn.answered' | 'turn.failed'}>,
  atMs: number,
): BudgetBook {
  const {book} = state;
  const held = book.reserved.find(({turn}) => turn === event.turn);
  if (held === undefined) return event.type === 'turn.answered' ? chargeLate(state, event) : book;
  const settled = {...book, reserved: book.reserved.filter((other) => other !== held)};
  return charge(settled, held, {...amountsOf(event.usage), workMs: Math.max(0, atMs - held.sinceMs)});
}

/** It came in behind what cut it off: the question was charged then, what the model had said is paid all the same. */
function chargeLate(
  {book, assignments, models}: State,
  {turn, usage}: Extract<Event, {type: 'turn.answered'}>,
): BudgetBook {
  const assignment = assignments.find(({id}) => turn.startsWith(`${id}.`));
  const price = assignment && models[assignment.role]?.price;
  const said = estimatedUsage({inputTokens: 0, outputTokens: usage.outputTokens}, price);
  return charge(book, assignment ?? {}, amountsOf(said));
}

function amountsOf(usage: Usage | undefined): Partial<Spent> {
  if (usage === undefined) return {};
  return {tokens: usage.inputTokens + usage.outputTokens, microdollars: usage.costMicrodollars};
}

function broughtDown(verdict: Extract<Event, {type: 'run.finished'}>['verdict']): boolean {
  return verdict.kind === 'crashed' && (verdict.how === 'panicked' || verdict.how === 'hung');
}

function charge(book: BudgetBook, whom: Charged, amounts: Partial<Spent>): BudgetBook {
  const accounts = book.accounts.map((account) =>
    isChargedTo(account.scope, whom) ? {...account, spent: added(account.spent, amounts)} : account,
  );
  return {...book, accounts};
}

function added(spent: Spent, more: Partial<Spent>): Spent {
  return {
    microdollars: spent.microdollars + (more.microdollars ?? 0),
    tokens: spent.tokens + (more.tokens ?? 0),
    workMs: spent.workMs + (more.workMs ?? 0),
    builds: spent.builds + (more.builds ?? 0),
    panics: spent.panics + (more.panics ?? 0),
  };
}

function tell(book: BudgetBook, {scope, measure}: BudgetStand, what: 'warned' | 'spent'): BudgetBook {
  return withAccount(book, scope, (account) => ({...account, told: [...account.told, {measure, what}]}));
}

/** Under a new limit both are told anew. */
function grant(book: BudgetBook, {scope, measure, amount}: Extract<Event, {type: 'budget.granted'}>): BudgetBook {
  return withAccount(book, scope, (account) => ({
    ...account,
    limits: {...account.limits, [measure]: (account.limits[measure] ?? 0) + amount},
    told: account.told.filter((told) => told.measure !== measure),
  }));
}

function withAccount(book: BudgetBook, scope: Account['scope'], change: (account: Account) => Account): BudgetBook {
  const accounts = book.accounts.map((account) => (isSameScope(account.scope, scope) ? change(account) : account));
  return {...book, accounts};
}
