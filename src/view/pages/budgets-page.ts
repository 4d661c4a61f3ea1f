// The budgets: what of each is used, which ones hold work up, and from here more is granted. Behind them the minutes of the task.
import type {BudgetScope, Measure} from '../../core/budget.ts';
import {standsOf} from '../../core/budget-stand.ts';
import {amountWords, scopeName} from '../../core/budget-words.ts';
import type {BudgetStand} from '../../core/hand-events.ts';
import type {State} from '../../core/state.ts';
import {meterSpans, reservedWords, toneOf} from '../budget-rows.ts';
import type {Pen} from '../pen.ts';
import {row, span, spread, wrapRows} from '../spans.ts';
import {emptyEdit} from '../text-edit.ts';
import {type Facts, noticed, type Step, type Ui} from '../ui.ts';
import {minutesItems, minutesKey, noGrantOfMinutes} from './minutes-item.ts';
import type {Page, PageItem} from './page.ts';

export const budgetsPage: Page = {
  name: 'budgets',
  title: ({state}) => {
    const spent = standsOf(state).filter(isSpent).length;
    return spent === 0 ? 'Budgets' : `Budgets: ${spent} spent`;
  },
  empty: 'Nothing is begun yet.',
  items(live, cells, pen) {
    const stands = ordered(standsOf(live.state));
    const budgets = stands.map((stand) => itemOf(live.state, stand, cells, pen));
    const none = stands.length > 0 ? [] : [{key: null, rows: wrapRows(noBudget, 'dim', cells, pen.width)}];
    return [...budgets, ...minutesItems(live, cells, pen), ...none];
  },
  keys: [
    {keys: ['g', 'enter'], shown: 'g', label: 'grant more', rank: 2, help: 'grant more of it', asks: true, step: grant},
  ],
};

const noBudget =
  'No other budget bounds this session. `budgets` in the configuration sets them: money, tokens, minutes, builds and panics for the session, each task and each role.';

const isSpent = ({used, limit}: BudgetStand): boolean => used >= limit;

/** What holds work up comes first. */
const ordered = (stands: readonly BudgetStand[]): readonly BudgetStand[] =>
  stands.toSorted((one, other) => Number(isSpent(other)) - Number(isSpent(one)));

function itemOf(state: State, stand: BudgetStand, cells: number, pen: Pen): PageItem {
  const {scope, measure, used, limit} = stand;
  const share = used / limit;
  const left = [
    ...meterSpans(stand, pen),
    span(`  ${scopeName(scope)}`, 'strong'),
    span(`  ${nameOf(measure)}`, 'dim'),
  ];
  const right = span(`${Math.floor(share * 100)} %`, toneOf(share));
  const about = `        ${amountWords(measure, used)} of ${amountWords(measure, limit)}${reservedWords(state, stand)}`;
  const waits = isSpent(stand) ? ': what is charged to it waits' : '';
  return {
    key: keyOf(stand),
    rows: [spread(left, [right], cells, pen.width, pen.glyphs.ellipsis), row(`${about}${waits}`, 'dim'), []],
  };
}

const names: Readonly<Record<Measure, string>> = {
  microdollars: 'money',
  tokens: 'tokens',
  workMs: 'minutes',
  builds: 'builds',
  panics: 'panics',
};
const nameOf = (measure: Measure): string => names[measure];

const keyOf = ({scope, measure}: BudgetStand): string => `${scopeKey(scope)} ${measure}`;

function scopeKey(scope: BudgetScope): string {
  if (scope.kind === 'role') return scope.role;
  return scope.kind === 'task' ? scope.task : 'session';
}

function grant(ui: Ui, selected: string | null, {state, nowMs}: Facts): Step {
  if (selected === minutesKey) return {ui: noticed(ui, noGrantOfMinutes, 'warn', nowMs), acts: []};
  const stand = ordered(standsOf(state)).find((candidate) => keyOf(candidate) === selected);
  if (stand === undefined) return {ui: noticed(ui, 'No budget is selected.', 'warn', nowMs), acts: []};
  const back = ui.dialog?.kind === 'page' ? {back: {...ui.dialog, selected}} : {};
  const {scope, measure} = stand;
  const purpose = {kind: 'grant', scope, measure} as const;
  return {ui: {...ui, dialog: {kind: 'text', purpose, edit: emptyEdit, strength: 'must', ...back}}, acts: []};
}
