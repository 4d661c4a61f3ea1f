// The target's phase in words, its watchdog as a bar, and what else stands in the title of its pane.
import type {TargetPhase, TargetState} from '../core/target-state.ts';
import {seconds} from './formats.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {bar} from './progress/progress-text.ts';
import {type Row, type Span, span, widthOf} from './spans.ts';
import {countsSpan, taintSpans, uptimeSpan, watchdogSpan} from './target-facts.ts';

export function phaseSpan({now}: TargetState, pen: Pen): Span {
  const {glyphs} = pen;
  switch (now.phase) {
    case 'off':
      return span('off', 'dim');
    case 'booting':
      return span(`${glyphs.reboot} booting`, 'accent');
    case 'restoring':
      return span(`${glyphs.reboot} restoring`, 'accent');
    case 'up':
      return span(`${glyphs.up} up`, 'good');
    case 'oopsed':
      return span(`${glyphs.bad} oopsed`, 'bad');
    case 'panicked':
      return span(`${glyphs.bad} panicked`, 'bad');
    case 'hung':
      return span(`${glyphs.bad} hung ${since(now, pen)}`, 'bad');
    case 'rebooting':
      return span(`${glyphs.reboot} ${rebootWords[now.cause]}`, 'warn');
    case 'harvesting':
      return span(`${glyphs.harvest} reading pstore`, 'warn');
    case 'unknown':
      return span('? unknown', 'warn');
    default:
      return now satisfies never;
  }
}

const rebootWords = {
  watchdog: 'watchdog reboots it',
  panic: 'reboots after the panic',
  person: 'reset by you',
  recovery: 'reset to recover',
  clean: 'reset to be clean',
  unexpected: 'rebooted by itself',
} as const;

function since(now: Extract<TargetPhase, {readonly sinceMs: number}>, {nowMs}: Pen): string {
  return seconds(nowMs - now.sinceMs);
}

/** By the number that its crashes and runs are told with. */
export function bootWords({boot, origin}: TargetState): string {
  if (boot === 0) return '';
  return `boot ${boot}${origin === 'save' ? ' from the save' : ''}`;
}

/** Longer titles drop from the right what can be found elsewhere. */
export function targetTitle(live: Live, focused: boolean, cells: number, pen: Pen): Row {
  const {state} = live;
  const {target} = state;
  const {glyphs, width} = pen;
  const head = [span('5 ', 'dim'), span('Target', focused ? 'chosen' : 'strong'), span('  '), phaseSpan(target, pen)];
  const taint = taintSpans(live);
  const facts = [
    ...comingUpSpan(target, pen),
    ...recoverySpans(target, pen),
    ...(target.boot > 0 ? [span(bootWords(target), 'dim')] : []),
    ...watchdogSpan(live, pen),
    ...runSpan(live, pen),
    ...(state.docsMadeSinceMs === undefined
      ? []
      : [span(`reading the kernel's documentation ${seconds(pen.nowMs - state.docsMadeSinceMs)}`, 'dim')]),
    ...taint.letters,
    ...(target.release === undefined ? [] : [span(target.release, 'dim')]),
    ...uptimeSpan(live, pen),
    ...countsSpan(live),
    ...(target.accelerator === 'none' ? [] : [span(target.accelerator, 'dim')]),
    ...taint.words,
  ];
  const title: Span[] = [...head];
  facts.forEach((fact, index) => {
    const more = [span(index === 0 ? '  ' : ` ${glyphs.dot} `, 'dim'), fact];
    if (widthOf([...title, ...more], width) <= cells) title.push(...more);
  });
  return title;
}

/** Against how long it took the last time; longer than that is said as it is. */
function comingUpSpan({now, comingUp}: TargetState, {glyphs, nowMs}: Pen): readonly Span[] {
  if ((now.phase !== 'booting' && now.phase !== 'restoring') || comingUp === undefined) return [];
  const {sinceMs, usualMs} = comingUp;
  const words = `${Math.max(0, Math.floor((nowMs - sinceMs) / 1000))} of about ${seconds(Math.max(1000, usualMs))}`;
  return [span(`${bar((nowMs - sinceMs) / usualMs, glyphs, bootCells)} ${words}`, 'accent')];
}

const bootCells = 10;

/** What is being done about a target that is not well, and how long that may take. */
function recoverySpans({rung, lineLost}: TargetState, {nowMs}: Pen): readonly Span[] {
  const gone = lineLost === undefined ? [] : [span('its line is gone', 'bad')];
  if (rung === undefined) return gone;
  return [...gone, span(`${rungNames[rung.rung]} ${seconds(Math.max(0, rung.untilMs - nowMs))}`, 'warn')];
}

const rungNames = {
  kernel: 'reboots itself within',
  watchdog: 'the watchdog fires within',
  nmi: 'NMI, within',
  sysrq: 'SysRq, within',
  reset: 'reset, within',
  cycle: 'power cycle, within',
  restart: 'new process, within',
} as const;

function runSpan({state}: Live, {nowMs}: Pen): readonly Span[] {
  const run = state.runs.at(-1);
  if (run === undefined || run.verdict !== undefined) return [];
  return [span(`${run.id} of ${run.build} runs ${seconds(nowMs - run.startedAtMs)}`, 'accent')];
}
