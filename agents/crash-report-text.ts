// One crash report as words for who must mend it: what it was, why to believe it, where in the source, and the stacks behind it.
import {
  type Excerpt,
  frameText,
  type LocatedReport,
  ownPlace,
  placeOfFrame,
  placesOf,
  placeText,
  uncheckedWords,
} from '../src/core/crash-source.ts';
import {onOneLine, quoted} from '../src/core/quoted.ts';
import type {Frame, MemoryObject, Stack} from '../src/kernel/report.ts';
import {fenced} from './fence.ts';

const linesShown = 60;
const linesCharactersMax = 3_500;
const excerptCharactersMax = 1_400;
const locksCharactersMax = 1_400;
const codeCharactersMax = 900;
const traceFramesShown = 16;
const otherFramesShown = 6;
const otherStacksShown = 5;
const lineCharactersMax = 600;

/** What is left out first where there is no room for all, in this order; `core` never is. */
export const partOrder = [
  'locks',
  'instructions',
  'other stacks',
  'registers',
  'other sources',
  'last lines',
  'pstore',
  'other reports',
  'what the kernel printed',
  'trace',
] as const;

export interface Part {
  readonly what: 'core' | (typeof partOrder)[number];
  /** Whole lines, and fences with their ends. */
  readonly text: string;
}

/** Without what the kernel printed; that is `printedText`. */
export function reportParts(report: LocatedReport): readonly Part[] {
  const {title, frame, moduleFrame, task, cpu, taint, source, object} = report;
  const where = [task && `in ${task}`, cpu !== undefined && `on CPU ${cpu}`].filter(Boolean).join(' ');
  const refused = (source?.places ?? []).flatMap((one) => ('refused' in one && one.frame.endsWith(']') ? [one] : []));
  const [source0, ...sources] = (source?.excerpts ?? []).map(excerptText);
  const lines = (...all: readonly string[]): readonly string[] => all.map((line) => line.slice(0, lineMax(line)));
  return [
    ...partsOf('core', [
      ...lines(
        `${quoted(title)}${where === '' ? '' : ` (${onOneLine(where)})`}`,
        `blamed frame: ${frame ? placedText(report, frame) : 'none was found'}`,
        `first frame in the module: ${moduleFrame ? placedText(report, moduleFrame) : 'none, so look at what the module had set up or left behind'}`,
      ),
      ...(source0 === undefined ? [] : [source0]),
    ]),
    ...partsOf('other sources', sources),
    ...partsOf(
      'core',
      lines(...refused.slice(0, 1).map(({frame: which, refused: why}) => `no source line of ${which}: ${why}`)),
    ),
    ...partsOf('trace', lines(...traceLine('trace', report, report.trace, traceFramesShown))),
    ...partsOf('core', lines(...(object === undefined ? [] : [`memory: ${objectText(object)}`]))),
    ...partsOf('other stacks', lines(...otherStacks(report))),
    ...partsOf('locks', lockText(report)),
    ...partsOf('instructions', codeText(report)),
    ...partsOf('core', lines(...(taint === undefined ? [] : [`tainted: ${taint}`]), ...beliefLines(report))),
  ];
}

export function partsOf(what: Part['what'], texts: readonly string[]): readonly Part[] {
  return texts.length === 0 ? [] : [{what, text: texts.join('\n')}];
}

/** What the kernel printed, fenced. */
export function printedText(report: LocatedReport, from: string): string {
  const left = report.lines.length - linesShown;
  const lines = [...report.lines.slice(0, linesShown), ...(left > 0 ? [`[... ${left} more lines ...]`] : [])];
  return fenced(from, lines.join('\n'), linesCharactersMax);
}

function lineMax(line: string): number {
  return line.startsWith('trace: ') ? 2_000 : lineCharactersMax;
}

function placedText(report: LocatedReport, frame: Frame): string {
  const located = placeOfFrame(report.source, frame);
  if (located === undefined) return frameText(frame);
  const own = ownPlace(located);
  const inside = placesOf(located)
    .filter((place) => place.file !== own.file || place.line !== own.line)
    .map((place) => `${place.function} at ${placeText(place)}`);
  const doubt = located.unchecked ? ` (${uncheckedWords})` : '';
  return `${frameText(frame)} at ${placeText(own)}${doubt}${inside.length === 0 ? '' : ` (inlined: ${inside.slice(0, 4).join(', ')})`}`;
}

function excerptText(excerpt: Excerpt): string {
  const {line, firstLine, lines} = excerpt;
  // Each line is shortened, so that the marked one in the middle is never what a cut takes.
  const lineRoom = Math.max(1, Math.floor(excerptCharactersMax / lines.length) - 1);
  const digits = String(firstLine + lines.length - 1).length;
  const numbered = lines.map((text, at) => {
    const number = firstLine + at;
    return `${number === line ? '>' : ' '} ${String(number).padStart(digits)} ${text}`.slice(0, lineRoom);
  });
  return fenced(
    `the source around ${placeText(excerpt)}, that line marked with >`,
    numbered.join('\n'),
    excerptCharactersMax,
  );
}

function traceLine(name: string, report: LocatedReport, frames: readonly Frame[], shownMax: number): readonly string[] {
  if (frames.length === 0) return [];
  const shown = frames.slice(0, shownMax).map((frame) => {
    const located = frame.module === undefined ? undefined : placeOfFrame(report.source, frame);
    const doubt = located?.unchecked ? ', not checked' : '';
    const place = located === undefined ? '' : ` (${placeText(ownPlace(located))}${doubt})`;
    return `${frame.reliable ? '' : '? '}${frameText(frame)}${place}`;
  });
  const left = frames.length - shown.length;
  return [`${name}: ${shown.join(' < ')}${left > 0 ? ` < ... ${left} more` : ''}`];
}

function otherStacks(report: LocatedReport): readonly string[] {
  return (report.stacks ?? [])
    .filter(({what, frames}) => what !== 'crash' && what !== 'other' && frames.length > 0)
    .slice(0, otherStacksShown)
    .flatMap((stack) => traceLine(nameOf(stack), report, stack.frames, otherFramesShown));
}

function nameOf({what, label}: Stack): string {
  return label === '' ? what : label.replace(/:$/, '').slice(0, 120);
}

function objectText({cache, sizeBytes, offsetBytes, relation, access}: MemoryObject): string {
  const touched = access && `${access.kind}${access.sizeBytes === undefined ? '' : ` of ${access.sizeBytes} bytes`}`;
  const parts = [
    touched,
    relation,
    relation === undefined && offsetBytes !== undefined ? `at offset ${offsetBytes}` : undefined,
    cache && `cache ${cache}`,
    sizeBytes === undefined ? undefined : `an object of ${sizeBytes} bytes`,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

function lockText({locks}: LocatedReport): readonly string[] {
  if (locks === undefined) return [];
  const {held, chain, scenario} = locks;
  const parts = [
    ...(held.length === 0 ? [] : ['held:', ...held]),
    ...(chain.length === 0 ? [] : ['the cycle, from the lock that is wanted to the one that is held:', ...chain]),
    ...scenario,
  ];
  return parts.length === 0 ? [] : [fenced('what lockdep says of the locks', parts.join('\n'), locksCharactersMax)];
}

function codeText({source}: LocatedReport): readonly string[] {
  const code = (source?.instructions ?? []).map(({text, traps}) => `${traps ? '>' : ' '} ${text}`);
  return code.length === 0
    ? []
    : [fenced('the instructions around the trap, that one marked with >', code.join('\n'), codeCharactersMax)];
}

function beliefLines({corrupted, suppressed, panicked, panicReason}: LocatedReport): readonly string[] {
  return [
    ...(panicked && panicReason !== undefined ? [`the kernel panicked: ${panicReason}`] : []),
    ...(corrupted === undefined ? [] : [`The report is not whole (${corrupted}); trust the frames less.`]),
    ...(suppressed === undefined ? [] : [`The report is known noise: ${suppressed}.`]),
  ];
}
