// What stands in the Scheduler's pane: the tasks and why each stands where it stands, the constraints, the newest notes.
import {asksFor} from '../core/approval.ts';
import type {Constraint, Task} from '../core/entities.ts';
import {roleNames} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import {workerOf} from './agent-status.ts';
import {oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {hanging, type Row, type Span, span, spread, widthOf} from './spans.ts';

const notesShown = 3;

export function schedulerRows(state: State, cells: number, pen: Pen): readonly Row[] {
  const notes = state.notes.slice(-notesShown);
  return [
    ...state.tasks.flatMap((task) => taskRows(task, cells, pen)),
    ...state.constraints.flatMap((constraint) => constraintRows(constraint, cells, pen)),
    ...approvalRows(state, cells, pen),
    ...notes.flatMap(({by, text}) =>
      hanging([span(`${roleNames[by]} notes `, 'dim')], oneLine(text), 'dim', cells, pen.width),
    ),
  ];
}

export const schedulerEmpty =
  'No tasks yet. The Scheduler breaks the goal into tasks and lists them here, with your constraints ({constraint}).';

/** Only what waits: that nothing does is how it mostly is. */
function approvalRows({approve}: State, cells: number, {width}: Pen): readonly Row[] {
  const asked = asksFor(approve);
  return asked.length === 0 ? [] : hanging([span('asks you before  ', 'dim')], asked.join(', '), 'warn', cells, width);
}

function taskRows(task: Task, cells: number, pen: Pen): readonly Row[] {
  const isOver = task.stage === 'done' || task.stage === 'waiting' || task.stage === 'cancelled';
  const title = [span(`${task.id}  `, 'dim'), span(oneLine(task.title), isOver ? 'dim' : 'plain')];
  const head = spread(title, [stageSpan(task, pen)], cells, pen.width, pen.glyphs.ellipsis);
  if (task.stage === 'waiting' || task.stage === 'done') return [head];
  const because = hanging(
    [span('    ')],
    oneLine(task.because),
    task.stage === 'failed' ? 'bad' : 'dim',
    cells,
    pen.width,
  );
  return [head, ...because.slice(0, 2)];
}

export function stageSpan({stage, reviewRounds}: Task, {glyphs}: Pen): Span {
  const worker = workerOf(stage);
  if (worker !== null) {
    const round = stage === 'reviewing' && reviewRounds > 0 ? ` ${reviewRounds + 1}` : '';
    return span(`${glyphs.works} ${worker}${round}`, 'accent');
  }
  if (stage === 'done') return span(`${glyphs.good} done`, 'good');
  if (stage === 'cancelled') return span('cancelled', 'dim');
  if (stage === 'failed') return span(`${glyphs.bad} failed`, 'bad');
  return span(`${glyphs.waits} ${stage}`, 'dim');
}

function constraintRows(constraint: Constraint, cells: number, pen: Pen): readonly Row[] {
  const {id, strength, text, standing} = constraint;
  const isLifted = standing === 'lifted';
  const head = [
    span(`${id}  `, 'dim'),
    span(`${strength}  `, isLifted ? 'dim' : strength === 'must' ? 'strong' : 'plain'),
  ];
  const where = span(standingText(constraint), standing === 'inForce' ? 'dim' : 'warn');
  const rows = hanging(head, oneLine(text), isLifted ? 'dim' : 'plain', cells, pen.width);
  const last = rows.at(-1) ?? [];
  const hasRoom = widthOf(last, pen.width) + pen.width(where.text) + 2 <= cells;
  const before = hasRoom ? rows.slice(0, -1) : rows;
  return [...before, spread(hasRoom ? last : [], [where], cells, pen.width), ...answerRows(constraint, cells, pen)];
}

/** What the Scheduler changes because of it. */
function answerRows({answer, standing}: Constraint, cells: number, {width}: Pen): readonly Row[] {
  if (answer === undefined || standing === 'lifted') return [];
  const again = answer.recheck.length === 0 ? '' : ` Checked again: ${answer.recheck.join(', ')}.`;
  return hanging([span('    Scheduler  ', 'dim')], `${oneLine(answer.says)}${again}`, 'dim', cells, width);
}

function standingText({standing, revision, scope}: Constraint): string {
  const whom = scope.kind === 'all' ? '' : ` ${scope.kind === 'role' ? roleNames[scope.role] : scope.task}`;
  switch (standing) {
    case 'inForce':
      return `rev ${revision}${whom}`;
    case 'recorded':
      return 'recorded only: a tape';
    case 'lifted':
      return 'lifted';
    default:
      return standing satisfies never;
  }
}
