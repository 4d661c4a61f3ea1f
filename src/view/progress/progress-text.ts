// One line for what takes its time: what it is, a bar, how much of how much, how fast, and what is left.
import type {Progress} from '../../core/progress.ts';
import {bytes, duration, seconds} from '../formats.ts';
import type {Glyphs} from '../glyphs.ts';
import {cutText, type Width} from '../spans.ts';
import {leftMs, type Pace, rateOf} from './pace.ts';

const barCells = 20;

export interface ProgressLook {
  readonly cells: number;
  readonly nowMs: number;
  readonly glyphs: Glyphs;
  readonly width: Width;
}

/** What there is no room for is left out from the right; the words give way last. */
export function progressText(pace: Pace, {cells, nowMs, glyphs, width}: ProgressLook): string {
  const {now} = pace;
  const [first = '', ...others] = figures(pace, nowMs);
  const drawn = now.of > 0 ? [` ${bar(now.done / now.of, glyphs)}`] : [];
  let text = now.what;
  for (const more of [...drawn, ` ${first}`, ...others.map((other) => ` ${glyphs.dot} ${other}`)]) {
    if (width(text + more) > cells) break;
    text += more;
  }
  return cutText(text, cells, width, glyphs.ellipsis);
}

export function bar(part: number, {full, empty}: Pick<Glyphs, 'full' | 'empty'>, cells = barCells): string {
  const filled = Math.round(Math.max(0, Math.min(1, part)) * cells);
  return full.repeat(filled) + empty.repeat(cells - filled);
}

/** Where nothing is known but that it goes on, the time that it takes shows that it does. */
function figures(pace: Pace, nowMs: number): readonly string[] {
  const {now, startedAtMs} = pace;
  const rate = rateOf(pace, nowMs);
  const left = leftMs(pace, nowMs);
  const speed = rate === null || now.unit !== 'bytes' ? [] : [`${bytes(rate)}/s`];
  if (now.unit === 'seconds') return [secondsOf(now, nowMs - startedAtMs)];
  if (now.of <= 0) return [...(now.done > 0 ? [amount(now)] : []), seconds(nowMs - startedAtMs), ...speed];
  return [amount(now), ...speed, ...(left === null || now.done >= now.of ? [] : [`${duration(left)} left`])];
}

/** What takes longer than the last time is said as it is. */
function secondsOf({of}: Progress, elapsedMs: number): string {
  return of > 0 ? `${Math.floor(elapsedMs / 1000)} of about ${seconds(Math.max(1000, 1000 * of))}` : seconds(elapsedMs);
}

function amount({done, of, unit}: Progress): string {
  if (unit === 'bytes') return of > 0 ? `${bytes(done)} of ${bytes(of)}` : bytes(done);
  return of > 0 ? `${done} of ${of}` : `${done}`;
}
