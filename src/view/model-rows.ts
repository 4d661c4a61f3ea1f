// What stands between a role and its model, as rows at the end of its pane: a failed answer with the time until it is asked for
// again, and a stream that has fallen silent.
import type {Assignment} from '../core/entities.ts';
import {retriesOf} from '../core/retry.ts';
import type {State} from '../core/state.ts';
import {oneLine, seconds} from './formats.ts';
import type {Stream} from './live.ts';
import type {Pen} from './pen.ts';
import {hanging, type Row, span} from './spans.ts';

/** Why stands in the line above it. The time runs by the screen's clock: between a failure and the next try there is no event. */
export function retryRows(state: State, assignment: Assignment, cells: number, pen: Pen): readonly Row[] {
  const {turn, failures, role} = assignment;
  if (turn.at !== 'retry') return [];
  const {glyphs, nowMs, width} = pen;
  const leftMs = turn.notBeforeMs - nowMs;
  const isHeld = state.session.phase !== 'running' || state.agents[role].paused;
  const when = isHeld ? 'when you let it go on' : leftMs > 0 ? `in ${seconds(leftMs)}` : 'now';
  const tries = failures === 0 ? '' : ` (try ${failures} of ${retriesOf(state, role)})`;
  return hanging([span(`${glyphs.waits} `, 'warn')], `asks again ${when}${tries}`, 'warn', cells, width);
}

export function noticeRows(stream: Stream | undefined, cells: number, {glyphs, width}: Pen): readonly Row[] {
  if (stream === undefined || stream.notice === '') return [];
  return hanging([span(`${glyphs.waits} `, 'warn')], oneLine(stream.notice), 'warn', cells, width);
}
