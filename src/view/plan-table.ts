// The approaches of a plan as a table: a column for each criterion with its weight, and the weighted score.
import type {Approach, Plan} from '../core/entities.ts';
import {oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {cutText, type Row, span} from './spans.ts';

const nameCellsMax = 32;
const criterionCellsMax = 20;

/** Null where it would not fit. */
export function planTable(plan: Plan, cells: number, pen: Pen): readonly Row[] | null {
  const {width, glyphs} = pen;
  const names = plan.approaches.map(({name}) => cutText(oneLine(name), nameCellsMax, width, glyphs.ellipsis));
  const heads = plan.criteria.map(({name, weight}) => {
    const times = ` x${weight}`;
    return `${cutText(oneLine(name), criterionCellsMax - times.length, width, glyphs.ellipsis)}${times}`;
  });
  const column = Math.max(0, ...names.map(width));
  if (2 + column + heads.reduce((sum, head) => sum + 2 + width(head), 0) + scoreCells > cells) return null;
  const padded = (text: string, room: number): string => ' '.repeat(Math.max(0, room - width(text))) + text;
  const head: Row = [
    span(' '.repeat(2 + column)),
    ...heads.map((text) => span(`  ${text}`, 'dim')),
    span(padded('score', scoreCells), 'dim'),
  ];
  const rows = plan.approaches.map((approach, at): Row => {
    const isChosen = approach.name === plan.choice;
    const name = names[at] ?? '';
    return [
      span(isChosen ? `${glyphs.call} ` : '  ', 'accent'),
      span(name + ' '.repeat(column - width(name)), isChosen ? 'strong' : 'plain'),
      ...heads.map((text, index) => span(padded(String(approach.scores[index] ?? '-'), 2 + width(text)))),
      span(padded(scoreOf(plan, approach).toFixed(1), scoreCells), isChosen ? 'good' : 'plain'),
    ];
  });
  return [head, ...rows];
}

const scoreCells = 7;

export function scoreOf({criteria}: Pick<Plan, 'criteria'>, {scores}: Pick<Approach, 'scores'>): number {
  const weights = criteria.reduce((sum, {weight}) => sum + weight, 0);
  const weighted = criteria.reduce((sum, {weight}, index) => sum + weight * (scores[index] ?? 0), 0);
  return weights === 0 ? 0 : weighted / weights;
}
