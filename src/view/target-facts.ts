// Facts of the target that its title has room for: how long it is up, what it went through, how near its watchdog is, what is loaded, its taint in words.
import {taintNames} from '../kernel/taint.ts';
import {clock, seconds} from './formats.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {bar} from './progress/progress-text.ts';
import {type Span, span, type Tone} from './spans.ts';

/** One fact in the words that there may be room for, the longest first. */
export type Fact = readonly Span[];

/** Behind the phase. An ended session stands still: nobody looks after its target any more. */
export function uptimeWords({state}: Live, {nowMs}: Pen): string {
  const {now} = state.target;
  return now.phase === 'up' && state.session.phase !== 'ended' ? ` ${clock(nowMs - now.sinceMs)}` : '';
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
export function watchdogFact(live: Live, {glyphs, nowMs}: Pen): readonly Fact[] {
  const {state, pulseAtMs} = live;
  const {heartbeatSeconds} = state.target;
  if (!isAlive(live) || heartbeatSeconds === undefined || pulseAtMs === null) return [];
  const wholeMs = heartbeatSeconds * 1000;
  const leftMs = Math.min(wholeMs, Math.max(0, wholeMs - (nowMs - pulseAtMs)));
  const part = leftMs / wholeMs;
  return [[span(`watchdog ${bar(part, glyphs, barCells)} ${seconds(leftMs)}`, toneOf(part))]];
}

/** Its kernel is there, in whatever state. */
function isAlive({state: {session, target}}: Live): boolean {
  const {phase} = target.now;
  if (session.phase === 'ended') return false;
  return phase === 'up' || phase === 'oopsed' || phase === 'panicked' || phase === 'hung';
}

function toneOf(part: number): Tone {
  if (part > 0.5) return 'dim';
  return part > 0.2 ? 'warn' : 'bad';
}

/** Those that were loaded by name, the kernel's own by their count. */
export function modulesFact(live: Live): readonly Fact[] {
  const {kernelNow} = live;
  if (kernelNow === null || !isAlive(live)) return [];
  const {modules, ownModules} = kernelNow;
  const [newest] = modules;
  if (newest === undefined)
    return [[span(`modules: ${ownModules} of the kernel's own`, 'dim'), span('no module loaded', 'dim')]];
  const more = modules.length === 1 ? '' : ` and ${modules.length - 1} more`;
  return [
    [
      span(`modules ${modules.join(' ')} and ${ownModules} of the kernel's own`, 'accent'),
      span(`module ${newest}${more}`, 'accent'),
    ],
  ];
}

/** What a module from outside leaves by its coming alone. */
const usual = /^[GOE\s]*$/;

/** Spelled out where a row has room for that, else by its letters; `G` is no complaint. */
export function taintFact(live: Live): readonly Fact[] {
  const said = isAlive(live) ? live.kernelNow?.taint : undefined;
  const taint = said ?? live.state.target.taint ?? '';
  const words = taintNames(taint.replace('G', ''));
  if (words.length === 0) return [];
  const tone = usual.test(taint) ? 'dim' : 'warn';
  return [[span(`taint ${taint}: ${words.join(', ')}`, tone), span(`taint ${taint}`, tone)]];
}
