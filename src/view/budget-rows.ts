// Budgets as small meters: how much of a limit is used, and what is set aside for answers on their way.
import type {Charged} from '../core/budget.ts';
import {isChargedTo} from '../core/budget.ts';
import {reservedOf, standsOf, warnedAtShare} from '../core/budget-stand.ts';
import {amountWords} from '../core/budget-words.ts';
import type {BudgetStand} from '../core/hand-events.ts';
import type {State} from '../core/state.ts';
import type {Pen} from './pen.ts';
import {type Row, type Span, span, type Tone} from './spans.ts';

const meterCells = 6;

export function meterSpans({used, limit}: Pick<BudgetStand, 'used' | 'limit'>, {glyphs}: Pen): readonly Span[] {
  const share = Math.min(1, used / limit);
  const filled = share >= 1 ? meterCells : Math.min(meterCells - 1, Math.round(share * meterCells));
  return [span(glyphs.full.repeat(filled), toneOf(share)), span(glyphs.empty.repeat(meterCells - filled), 'dim')];
}

export function toneOf(share: number): Tone {
  if (share >= 1) return 'bad';
  return share >= warnedAtShare ? 'warn' : 'good';
}

/** The budget of these that is nearest to its end, for the foot of a pane; nothing where none bounds them. */
export function tightestRow(state: State, charged: Charged, pen: Pen): Row {
  const theirs = standsOf(state).filter(({scope}) => scope.kind !== 'session' && isChargedTo(scope, charged));
  const [tightest] = theirs.toSorted((one, other) => other.used / other.limit - one.used / one.limit);
  if (tightest === undefined) return [];
  const {measure, used, limit, scope} = tightest;
  const whose = scope.kind === 'task' ? `${scope.task} ` : '';
  return [
    ...meterSpans(tightest, pen),
    span(` ${whose}${amountWords(measure, used)} of ${amountWords(measure, limit)}`, 'dim'),
  ];
}

export function reservedWords(state: State, {scope, measure}: BudgetStand): string {
  const reserved = reservedOf(state, scope, measure);
  return reserved === 0 ? '' : `, ${amountWords(measure, reserved)} set aside for answers on their way`;
}
