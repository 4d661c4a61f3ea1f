// Facts of the target that its title has room for: how long it is up, what it went through, how near its watchdog is, its taint in words.
import {taintWords} from '../kernel/taint.ts';
import {clock, seconds} from './formats.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {bar} from './progress/progress-text.ts';
import {type Span, span, type Tone} from './spans.ts';

/** An ended session stands still: nobody looks after its target any more. */
export function uptimeSpan({state}: Live, {nowMs}: Pen): readonly Span[] {
  const {now} = state.target;
  if (state.session.phase === 'ended') return [];
  return now.phase === 'up' ? [span(`up ${clock(nowMs - now.sinceMs)}`, 'dim')] : [];
}

/** Of the session, in the order of how bad they are. */
export function countsSpan({state}: Live): readonly Span[] {
  const {oopses, panics, hangs} = state.counts;
  const counted = [counting(panics, 'panic'), counting(hangs, 'hang'), counting(oopses, 'oops', 'oopses')].flat();
  return counted.length === 0 ? [] : [span(counted.join(', '), 'warn')];
}

function counting(count: number, one: string, many = `${one}s`): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

const barCells = 6;

/** What is left of the heartbeat until the watchdog reboots the target, unless it is petted before. */
export function watchdogSpan({state, pulseAtMs}: Live, {glyphs, nowMs}: Pen): readonly Span[] {
  const {now, heartbeatSeconds} = state.target;
  if (state.session.phase === 'ended') return [];
  const isArmed = now.phase === 'up' || now.phase === 'oopsed' || now.phase === 'panicked' || now.phase === 'hung';
  if (!isArmed || heartbeatSeconds === undefined || pulseAtMs === null) return [];
  const wholeMs = heartbeatSeconds * 1000;
  const leftMs = Math.min(wholeMs, Math.max(0, wholeMs - (nowMs - pulseAtMs)));
  const part = leftMs / wholeMs;
  return [span(`watchdog ${bar(part, glyphs, barCells)} ${seconds(leftMs)} left`, toneOf(part))];
}

function toneOf(part: number): Tone {
  if (part > 0.5) return 'dim';
  return part > 0.2 ? 'warn' : 'bad';
}

/** The letters, and what they stand for where a longer row has room for that; `G` is no complaint. */
export function taintSpans({state}: Live): {readonly letters: readonly Span[]; readonly words: readonly Span[]} {
  const {taint} = state.target;
  if (taint === undefined) return {letters: [], words: []};
  const words = taintWords(taint.replace('G', ''));
  return {
    letters: [span(`taint ${taint}`, 'warn')],
    words: words.length === 0 ? [] : [span(words.join(', '), 'warn')],
  };
}
