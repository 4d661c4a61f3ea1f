// Sessions by chance: a model that says something or fails, a person who interferes, a core that is killed and comes back. All of
// it hangs on one seed, so that a failure can be played again.
import {type Budgets, measures} from '../../src/core/budget.ts';
import {standsOf} from '../../src/core/budget-stand.ts';
import type {PersonCommand} from '../../src/core/commands.ts';
import {tokensOfRequest} from '../../src/core/estimate.ts';
import type {Entry} from '../../src/core/events.ts';
import {unexplainedCrash} from '../../src/core/hypotheses.ts';
import {crew, type Role, roles} from '../../src/core/roles.ts';
import type {State} from '../../src/core/state.ts';
import {unansweredConstraints} from '../../src/core/unanswered.ts';
import type {Model, ModelOutcome} from '../../src/ports.ts';
import {answered, explainedBy, finding, judge, note, passes, plan, submit, verdict, write} from './ringlog.ts';
import {type Call, says} from './script.ts';

export interface Dice {
  /** A whole number from 0 up to, without, `below`. */
  readonly below: (below: number) => number;
  readonly oneOf: <Item>(items: readonly Item[]) => Item;
}

/** mulberry32: small, and the same on every machine. */
export function diceOf(seed: number): Dice {
  let rest = seed >>> 0;
  const next = (): number => {
    rest = (rest + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(rest ^ (rest >>> 15), rest | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    oneOf(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to choose from');
      return item;
    },
  };
}

export interface ChanceModel extends Model {
  /** Lets one of the answers on their way come; false where there is none. */
  release(): boolean;
}

/** An answer never costs more than was set aside for it, as with a provider that keeps to the limit of its output. */
export const answerTokensMax = 20_000;

export function chanceModel(dice: Dice, state: () => State): ChanceModel {
  let waiting: readonly (() => void)[] = [];
  return {
    release() {
      if (waiting.length === 0) return false;
      const go = dice.oneOf(waiting);
      waiting = waiting.filter((other) => other !== go);
      go();
      return true;
    },
    ask(request, _told, signal) {
      return new Promise((resolve) => {
        const go = (): void => resolve(outcomeFor(dice, state(), request));
        waiting = [...waiting, go];
        signal.addEventListener('abort', () => {
          waiting = waiting.filter((other) => other !== go);
          resolve({kind: 'failed', failure: 'cancelled', message: 'given up'});
        });
      });
    },
  };
}

const price = {inputPerMillion: 1, cachedPerMillion: 1, outputPerMillion: 3};
const priced = {model: 'm', effort: 'high', price, outputTokensMax: answerTokensMax};
export const pricedModels = Object.fromEntries(roles.map((role) => [role, priced])) as Record<Role, typeof priced>;

function outcomeFor(dice: Dice, state: State, request: Parameters<Model['ask']>[0]): ModelOutcome {
  const kind = dice.below(24);
  if (kind === 0) return {kind: 'failed', failure: 'cut', message: 'cut'};
  if (kind === 1) return {kind: 'failed', failure: 'rateLimited', message: '429', retryAfterMs: 30_000};
  if (kind === 2) return {kind: 'failed', failure: 'quota', message: 'no money left'};
  const answer = says('so', ...callsOf(dice, state, request.role))(request, new AbortController().signal);
  if (answer instanceof Promise || answer.kind === 'failed') throw new Error('a step that says something is at hand');
  const outputTokens = dice.below(answerTokensMax);
  const inputTokens = tokensOfRequest(request);
  return {
    ...answer,
    usage: {inputTokens, cachedTokens: 0, outputTokens, costMicrodollars: inputTokens + outputTokens * 3},
  };
}

function callsOf(dice: Dice, state: State, role: Role): readonly Call[] {
  const {tasks, findings, seq, assignments} = state;
  switch (role) {
    case 'scheduler':
      return [
        ...unansweredConstraints(state).map(({id}) => answered(id)),
        dice.oneOf([tasks.length === 0 ? createTasks : note, tasks.length === 0 ? createTasks : note, asking]),
      ];
    case 'planner':
      return [dice.oneOf([plan, plan, ['search_kernel', {query: 'kmalloc'}] as const, asking])];
    case 'executor':
      if (tasks.some(({id}) => unexplainedCrash(state, id) !== null) && dice.below(3) > 0)
        return [explainedBy(`${seq}`)];
      return dice.oneOf<readonly Call[]>([
        [write(`v${seq}`), ['build'], submit],
        [write(`w${seq}`), ['build'], ['try_on_target']],
        [['build'], submit],
        [['list_files']],
        [asking],
        [],
      ]);
    case 'reviewer':
      if (assignments.some(({purpose}) => purpose === 'disprove')) {
        const untried = findings.filter((one) => one.by === 'reviewer' && one.state === 'open' && !one.judgement);
        return untried.map(({id}) => judge(id, dice.below(2) === 0));
      }
      return dice.oneOf<readonly Call[]>([
        [...passes, verdict('approve', ...findings.map(({id}) => id))],
        [...passes, verdict('approve', ...findings.map(({id}) => id))],
        [finding, ...passes],
        [verdict('change')],
        [['list_files']],
      ]);
    case 'verifier':
      return [];
    default:
      return role satisfies never;
  }
}

const task = {title: 'a part', goal: 'it holds bytes', acceptance: 'accept', dependsOn: []};
/** Some at a time, so that roles are at work beside each other. */
const createTasks: Call = ['create_tasks', {tasks: ['a', 'b', 'c'].map((key) => ({key, ...task}))}];
const asking: Call = ['ask_person', {question: 'which?', choices: ['this', 'that']}];

export function personsCommand(dice: Dice, state: State): PersonCommand {
  const role = dice.oneOf(crew);
  const text = `words ${state.seq}`;
  const open = state.questions.filter(({answer}) => answer === undefined);
  const spent = standsOf(state).filter(({used, limit}) => used >= limit);
  const answers = open.map(
    ({id, choices}): PersonCommand => ({do: 'answer', question: id, answer: dice.oneOf([...choices, 'not like this'])}),
  );
  const grants = spent.map(
    ({scope, measure, limit}): PersonCommand => ({do: 'grantBudget', scope, measure, amount: limit}),
  );
  return dice.oneOf<PersonCommand>([
    ...answers,
    ...answers,
    ...grants,
    {do: 'pause', role, now: dice.below(2) === 0},
    {do: 'pause', role: 'all', now: dice.below(2) === 0},
    {do: 'continue', role: 'all'},
    {do: 'continue', role: 'all'},
    ...crew.map((other): PersonCommand => ({do: 'continue', role: other})),
    {do: 'redirect', role, text},
    {do: 'redirect', role, text, now: true},
    {do: 'urge', role},
    {do: 'addConstraint', text, strength: 'must', scope: {kind: 'all'}},
    {do: 'resetTarget'},
  ]);
}

export function chanceBudgets(dice: Dice): Budgets {
  if (dice.below(2) === 0) return {session: {}, task: {}, roles: {}};
  return {
    session: {tokens: 50_000 + dice.below(120_000)},
    task: {builds: 1 + dice.below(6), panics: 1},
    roles: {executor: {microdollars: 40_000 + dice.below(100_000)}, planner: {tokens: 40_000}},
  };
}

/** How far each limit was exceeded at most, over a whole journal; a grant moves the limit. */
export function overspent(states: Iterable<State>): readonly {readonly measure: string; readonly by: number}[] {
  const most = new Map<string, number>();
  for (const state of states) {
    for (const {measure, used, limit} of standsOf(state)) {
      most.set(measure, Math.max(most.get(measure) ?? 0, used - limit));
    }
  }
  return measures.flatMap((measure) => {
    const by = most.get(measure) ?? 0;
    return by > 0 ? [{measure, by}] : [];
  });
}

/** The largest that was ever set aside for one answer, in a measure. */
export function largestReservation(entries: readonly Entry[], measure: 'tokens' | 'microdollars'): number {
  return entries.reduce(
    (most, {event}) => (event.type === 'turn.asked' ? Math.max(most, event.reserved?.[measure] ?? 0) : most),
    0,
  );
}
