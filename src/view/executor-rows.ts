// What stands in the Executor's pane above what it does: what it thought of each crash, and what came of that.
import type {Hypothesis, HypothesisStanding} from '../core/hypothesis.ts';
import type {State} from '../core/state.ts';
import {oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {hanging, type Row, span, spread, type Tone} from './spans.ts';

const shown = 3;

/** Of the task that was worked on last, the newest first. */
export function executorRows({hypotheses}: State, cells: number, pen: Pen): readonly Row[] {
  const task = hypotheses.at(-1)?.task;
  const own = hypotheses.filter((one) => one.task === task).slice(-shown);
  return own.toReversed().flatMap((one) => hypothesisRows(one, cells, pen));
}

const tones: Readonly<Record<HypothesisStanding['kind'], Tone>> = {
  open: 'accent',
  confirmed: 'good',
  disproved: 'bad',
  undecided: 'warn',
};

function hypothesisRows(
  {id, run, cause, places, standing}: Hypothesis,
  cells: number,
  {width, glyphs}: Pen,
): readonly Row[] {
  const by = standing.kind === 'open' ? '' : ` by ${standing.run}`;
  const head = spread(
    [span(`${id}  `, 'dim'), span(`of ${run}`), span(`  ${oneLine(places.join(', '))}`, 'dim')],
    [span(`${standing.kind}${by}`, tones[standing.kind])],
    cells,
    width,
    glyphs.ellipsis,
  );
  return [head, ...hanging([span('    ')], oneLine(cause), 'plain', cells, width).slice(0, 2)];
}
