// How a person looks at the console: which lines, which time beside them, what is searched. And the walks over its lines that this needs.
import type {ConsoleLine, ConsoleView} from './console-view.ts';
import {unfinishedLine} from './console-view.ts';

/** `complaints`: crash reports, and what the kernel printed as a warning or worse where it says the level. */
export const consoleFilters = ['all', 'kernel', 'complaints', 'programs'] as const;
export type ConsoleFilter = (typeof consoleFilters)[number];

/** `boot`: printk's own stamp; `clock`: when it came in; `between`: since the line before. */
export const consoleStamps = ['boot', 'clock', 'between'] as const;
export type ConsoleStamps = (typeof consoleStamps)[number];

export interface ConsoleSearch {
  readonly words: string;
  /** The line that was found last; null where none was, and once the console is followed again. */
  readonly line: number | null;
}

export interface ConsoleLook {
  readonly filter: ConsoleFilter;
  readonly stamps: ConsoleStamps;
  readonly search: ConsoleSearch | null;
}

export const plainLook: ConsoleLook = {filter: 'all', stamps: 'boot', search: null};

export interface Numbered {
  readonly number: number;
  readonly line: ConsoleLine;
}

/** KERN_WARNING (include/linux/kern_levels.h). */
export const warningLevel = 4;

export function isShown({kind, stamp, level}: ConsoleLine, filter: ConsoleFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'kernel':
      return stamp !== '' || level !== undefined || kind !== 'plain';
    case 'complaints':
      return kind !== 'plain' || (level !== undefined && level <= warningLevel);
    case 'programs':
      return (stamp === '' && level === undefined && kind === 'plain') || kind === 'gap';
    default:
      return filter satisfies never;
  }
}

/** The lines that the filter lets through, from one number on, upwards or downwards; the unfinished line is the last one. */
export function* shownLines(view: ConsoleView, filter: ConsoleFilter, from: number, step: 1 | -1): Generator<Numbered> {
  for (const numbered of linesFrom(view, from, step)) if (isShown(numbered.line, filter)) yield numbered;
}

function* linesFrom(view: ConsoleView, from: number, step: 1 | -1): Generator<Numbered> {
  const begun = unfinishedLine(view);
  const last: readonly Numbered[] = begun === null ? [] : [{number: view.total, line: begun}];
  if (step === -1 && from >= view.total) yield* last;
  yield* heldFrom(view, from, step);
  if (step === 1) yield* last;
}

/** Chunk by chunk, so that a walk costs no more than the lines it sees. */
function* heldFrom({chunks, total, held}: ConsoleView, from: number, step: 1 | -1): Generator<Numbered> {
  let first = step === 1 ? total - held : total;
  for (let at = step === 1 ? 0 : chunks.length - 1; at >= 0 && at < chunks.length; at += step) {
    const chunk = chunks[at] ?? [];
    if (step === -1) first -= chunk.length;
    const begin = step === 1 ? Math.max(0, from - first) : Math.min(chunk.length - 1, from - first);
    for (let place = begin; place >= 0 && place < chunk.length; place += step) {
      const line = chunk[place];
      if (line !== undefined) yield {number: first + place, line};
    }
    if (step === 1) first += chunk.length;
  }
}

/** Without capital letters in the words, those of the text do not matter. */
export function placesOfWords(text: string, words: string): readonly number[] {
  if (words === '') return [];
  const within = words === words.toLowerCase() ? text.toLowerCase() : text;
  const places: number[] = [];
  for (let at = within.indexOf(words); at !== -1; at = within.indexOf(words, at + words.length)) places.push(at);
  return places;
}

/** The next line with the words, or null; what the filter leaves out is not searched. */
export function findWords(
  view: ConsoleView,
  {filter}: Pick<ConsoleLook, 'filter'>,
  words: string,
  from: number,
  step: 1 | -1,
): number | null {
  for (const {number, line} of shownLines(view, filter, from, step)) {
    if (placesOfWords(line.text, words).length > 0) return number;
  }
  return null;
}

/** How many lines have the words, and the how many-th of them, counting from 1, the line that was found is. */
export function countWords(
  {chunks, total: end, held}: ConsoleView,
  {filter, search}: ConsoleLook,
): {readonly place: number; readonly total: number} {
  if (search === null) return {place: 0, total: 0};
  let place = 0;
  let total = 0;
  let first = end - held;
  for (const chunk of chunks) {
    const found = linesWithWords(chunk, filter, search.words);
    total += found.length;
    place += found.filter((at) => first + at <= (search.line ?? Number.NEGATIVE_INFINITY)).length;
    first += chunk.length;
  }
  return {place, total};
}

/** The places in a chunk of the lines with the words. A chunk that is full does not change any more, so they are kept with it. */
function linesWithWords(chunk: readonly ConsoleLine[], filter: ConsoleFilter, words: string): readonly number[] {
  const key = `${filter} ${words}`;
  const known = foundIn.get(chunk);
  if (known?.key === key) return known.at;
  const at = chunk.flatMap((line, place) =>
    isShown(line, filter) && placesOfWords(line.text, words).length > 0 ? [place] : [],
  );
  foundIn.set(chunk, {key, at});
  return at;
}

const foundIn = new WeakMap<readonly ConsoleLine[], {readonly key: string; readonly at: readonly number[]}>();

/** The first line of the next crash report, or null. */
export function findCrash(view: ConsoleView, from: number, step: 1 | -1): number | null {
  let before: Numbered | null = null;
  for (const numbered of linesFrom(view, step === 1 ? from - 1 : from, step)) {
    const [earlier, later]: readonly (Numbered | null)[] = step === 1 ? [before, numbered] : [numbered, before];
    const begins = later?.line.kind === 'report' && earlier?.line.kind !== 'report';
    if (begins && isBeyond(later.number, from, step)) return later.number;
    before = numbered;
  }
  return step === -1 && before?.line.kind === 'report' && before.number <= from ? before.number : null;
}

function isBeyond(number: number, from: number, step: 1 | -1): boolean {
  return step === 1 ? number >= from : number <= from;
}
