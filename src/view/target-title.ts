// The title of the target's pane: what is most asked for first, in fewer words where there is less room. All of it is on the page behind it.
import type {TargetState} from '../core/target-state.ts';
import {seconds} from './formats.ts';
import type {Live} from './live.ts';
import type {Pen} from './pen.ts';
import {bar} from './progress/progress-text.ts';
import {type Row, type Span, span, widthOf} from './spans.ts';
import {countsSpan, type Fact, modulesFact, taintFact, uptimeWords, watchdogFact} from './target-facts.ts';
import {bootWords, phaseSpan} from './target-status.ts';

export function targetTitle(live: Live, focused: boolean, cells: number, pen: Pen): Row {
  const {target} = live.state;
  const phase = phaseSpan(target, pen);
  const head = [
    span('5 ', 'dim'),
    span('Target', focused ? 'chosen' : 'strong'),
    span('  '),
    {...phase, text: phase.text + uptimeWords(live, pen)},
  ];
  const chosen = fitted(factsOf(live, pen), cells - widthOf(head, pen.width), pen);
  return [...head, ...chosen.flatMap((fact, at) => [span(at === 0 ? '  ' : between(pen), 'dim'), fact])];
}

const between = ({glyphs}: Pen): string => ` ${glyphs.dot} `;

/** In the order in which they are missed. */
function factsOf(live: Live, pen: Pen): readonly Fact[] {
  const {state} = live;
  const {target} = state;
  return [
    ...only(comingUpSpan(target, pen)),
    ...only(recoverySpans(target, pen)),
    ...watchdogFact(live, pen),
    ...only(runSpan(live, pen)),
    ...(target.boot > 0 ? [[span(bootWords(target), 'dim')]] : []),
    ...modulesFact(live),
    ...taintFact(live),
    ...only(countsSpan(live)),
    ...only(readingSpan(live, pen)),
    ...(target.release === undefined ? [] : [[span(target.release, 'dim')]]),
    ...(target.accelerator === 'none' ? [] : [[span(target.accelerator, 'dim')]]),
  ];
}

const only = (spans: readonly Span[]): readonly Fact[] => spans.map((fact) => [fact]);

/** As many facts as fit in their shortest words, the first ones first; then each as long as there is room. */
function fitted(facts: readonly Fact[], cells: number, pen: Pen): readonly Span[] {
  const {width} = pen;
  const gap = width(between(pen));
  let left = cells + gap - 2;
  const kept = facts.filter((fact) => {
    const need = width(fact.at(-1)?.text ?? '') + gap;
    if (need > left) return false;
    left -= need;
    return true;
  });
  return kept.flatMap((fact) => {
    const short = width(fact.at(-1)?.text ?? '');
    const form = fact.find(({text}) => width(text) - short <= left) ?? fact.at(-1);
    left -= width(form?.text ?? '') - short;
    return form ?? [];
  });
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

function readingSpan({state: {docsMadeSinceMs}}: Live, {nowMs}: Pen): readonly Span[] {
  if (docsMadeSinceMs === undefined) return [];
  return [span(`reading the kernel's documentation ${seconds(nowMs - docsMadeSinceMs)}`, 'dim')];
}

function runSpan({state}: Live, {nowMs}: Pen): readonly Span[] {
  const run = state.runs.at(-1);
  if (run === undefined || run.verdict !== undefined) return [];
  return [span(`${run.id} of ${run.build} runs ${seconds(nowMs - run.startedAtMs)}`, 'accent')];
}
