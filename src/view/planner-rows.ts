// What stands in the Planner's pane: for the task at hand the approaches with their scores, the chosen one, and why the
// others lost; for the other tasks a line each.
import type {Approach, Plan} from '../core/entities.ts';
import type {State} from '../core/state.ts';
import {oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {planTable, scoreOf} from './plan-table.ts';
import {cutText, hanging, type Row, span, spread} from './spans.ts';

export function plannerRows(state: State, cells: number, pen: Pen): readonly Row[] {
  const plan = planAtHand(state);
  if (plan === undefined) return [];
  const others = state.plans.filter(({id}) => id !== plan.id);
  return [...planRows(plan, cells, pen), ...others.map((other) => otherRow(other, cells, pen))];
}

export const plannerEmpty =
  'No plan yet. For each task the Planner weighs two or more approaches here, and says why it chose one.';

/** That of the task in the folder, else the newest. */
function planAtHand({tasks, plans}: State): Plan | undefined {
  const task = tasks.find(({stage}) => atWork.includes(stage));
  return plans.find(({id}) => id === task?.plan) ?? plans.at(-1);
}

const atWork: readonly string[] = ['writing', 'reviewing', 'running', 'committing'];

function planRows(plan: Plan, cells: number, pen: Pen): readonly Row[] {
  const head = spread(
    [span(`${plan.task}  `, 'dim'), span('chosen: '), span(oneLine(plan.choice), 'strong')],
    [span(`of ${plan.approaches.length}`, 'dim')],
    cells,
    pen.width,
    pen.glyphs.ellipsis,
  );
  return [
    head,
    ...(roomyTable(plan, cells, pen) ?? plan.approaches.map((approach) => approachRow(plan, approach, cells, pen))),
    ...hanging([span('why  ', 'dim')], oneLine(plan.why), 'dim', cells, pen.width),
  ];
}

/** With what each is, below it, where the pane is wide enough for a table of the scores. */
function roomyTable(plan: Plan, cells: number, pen: Pen): readonly Row[] | null {
  const [head, ...rows] = (cells < tableCellsMin ? null : planTable(plan, cells, pen)) ?? [];
  if (head === undefined) return null;
  const summaries = plan.approaches.map(({summary}) =>
    hanging([span('    ')], oneLine(summary), 'dim', cells, pen.width).slice(0, 1),
  );
  return [head, ...rows.flatMap((row, at) => [row, ...(summaries[at] ?? [])])];
}

const tableCellsMin = 76;

/** Name, score and summary in columns; the summary is what gives way. */
function approachRow(plan: Plan, approach: Approach, cells: number, {width, glyphs}: Pen): Row {
  const isChosen = approach.name === plan.choice;
  const names = plan.approaches.map(({name}) => width(oneLine(name)));
  const column = Math.min(Math.max(...names), Math.max(8, Math.floor(cells * 0.45)));
  const name = cutText(oneLine(approach.name), column, width, glyphs.ellipsis);
  const score = scoreOf(plan, approach).toFixed(1).padStart(4);
  const used = 2 + column + 1 + score.length + 2;
  const summary = cutText(oneLine(approach.summary), Math.max(0, cells - used), width, glyphs.ellipsis);
  return [
    span(isChosen ? `${glyphs.call} ` : '  ', 'accent'),
    span(name + ' '.repeat(column - width(name)), isChosen ? 'plain' : 'dim'),
    span(` ${score}`, isChosen ? 'good' : 'dim'),
    span(`  ${summary}`, 'dim'),
  ];
}

function otherRow(plan: Plan, cells: number, pen: Pen): Row {
  const chosen = plan.approaches.find(({name}) => name === plan.choice);
  const score = chosen ? scoreOf(plan, chosen).toFixed(1) : '';
  const left = [span(`${plan.task}  `, 'dim'), span(`chosen: ${oneLine(plan.choice)}`, 'dim')];
  return spread(left, [span(score, 'dim')], cells, pen.width, pen.glyphs.ellipsis);
}
