// The tail of the target's console as the screen keeps it: a bounded ring of lines in chunks, so that a line costs a chunk's
// copy at most. Which lines belong to a crash report and which boot they are of is told by `console-tags.ts`.
import {kernelPart} from '../kernel/console-lines.ts';
import {type LineText, lineText, type ToneRun, tonesOfPart} from './console-line-text.ts';
import {splitRaw} from './console-split.ts';
import {type ConsoleKind, noTags, type TagState, tagLine} from './console-tags.ts';
import {plainSgr, type Sgr} from './sgr.ts';

export interface ConsoleLine {
  /** The printk time stamp without its brackets; empty where the line has none. */
  readonly stamp: string;
  readonly text: string;
  readonly kind: ConsoleKind;
  /** When it came in, milliseconds since 1970; null for what was there before the screen looked. */
  readonly atMs: number | null;
  /** printk's level, 0 to 7, where the console tells it (`console_msg_format=syslog`). */
  readonly level?: number;
  /** Counts the kernels that started within this view; the newest is that of the target's state. */
  readonly kernel: number;
  /** Colours that the program chose; absent where it chose none. */
  readonly tones?: readonly ToneRun[];
  /** Where in the text begins what a person typed; absent where nobody did. */
  readonly typedFrom?: number;
}

export interface ConsoleView {
  readonly chunks: readonly (readonly ConsoleLine[])[];
  /** Lines that the chunks hold. */
  readonly held: number;
  /** Lines that ever came: the line after the newest has this number, counting from 0. */
  readonly total: number;
  /** What came after the last line end, raw: a prompt, or half a line. */
  readonly rest: string;
  /** The place in the capture file of the next byte; null before the first. */
  readonly nextByte: number | null;
  /** The place of the first line that is held; null where nothing before it can be had any more. */
  readonly firstByte: number | null;
  readonly tags: TagState;
  /** The colours that a program left on. */
  readonly sgr: Sgr;
  /** Where in the unfinished line begins what is being typed; null while nobody types. */
  readonly typedFrom: number | null;
}

/** Some 25 MB at a console's usual length of lines. */
export const consoleLinesMax = 100_000;
const chunkLines = 250;

export const emptyConsole: ConsoleView = {
  chunks: [],
  held: 0,
  total: 0,
  rest: '',
  nextByte: null,
  firstByte: null,
  tags: noTags,
  sgr: plainSgr,
  typedFrom: null,
};

/** Takes in what came next as text. `toByte` is the place in the capture file after its last byte. */
export function takeConsole(view: ConsoleView, text: string, toByte: number, atMs: number | null = null): ConsoleView {
  const {lines, rest} = splitRaw(view.rest, text);
  let {tags, sgr, typedFrom} = view;
  const added: ConsoleLine[] = [];
  for (const raw of lines) {
    const read = readLine(raw, sgr);
    sgr = read.sgr;
    for (const part of parted(read, typedFrom)) {
      const tagged = lineOf(tags, part, atMs);
      tags = tagged.tags;
      if (tagged.line.kind === 'boot') sgr = plainSgr;
      added.push(tagged.line);
    }
    typedFrom = null;
  }
  return {...append(view, added), rest, nextByte: toByte, tags, sgr, typedFrom};
}

/** A person types: what comes behind the prompt that stands there is the echo. Without a prompt nobody knows what is. */
export function takeTyped(view: ConsoleView): ConsoleView {
  if (view.typedFrom !== null || view.rest === '') return view;
  return {...view, typedFrom: lineText(view.rest, view.sgr).text.length};
}

/** What the kernel prints has no colours, and ends none. */
function readLine(raw: string, sgr: Sgr): LineText {
  return kernelsOwn.test(raw) ? {...lineText(raw), sgr} : lineText(raw, sgr);
}

const kernelsOwn = /^(?:<\d{1,3}>)?\[ {0,5}\d{1,6}\.\d{6}\]/;

interface LinePart {
  readonly text: string;
  readonly tones: readonly ToneRun[];
  readonly typedFrom: number | null;
}

/** A prompt that the kernel wrote behind is a line of its own. */
function parted({text, tones}: LineText, typedFrom: number | null): readonly LinePart[] {
  const kernel = kernelPart(text);
  if (kernel.length === text.length) return [{text, tones, typedFrom}];
  const before = text.slice(0, text.length - kernel.length).trimEnd();
  return [
    {text: before, tones: tonesOfPart(tones, 0, before.length), typedFrom},
    {text: kernel, tones: tonesOfPart(tones, text.length - kernel.length), typedFrom: null},
  ];
}

interface Tagged {
  readonly line: ConsoleLine;
  readonly tags: TagState;
}

/** The places of colours and of what was typed count from behind the kernel's prefix, as the text does. */
function lineOf(tags: TagState, {text, tones, typedFrom}: LinePart, atMs: number | null): Tagged {
  const {line, tags: next} = tagLine(tags, text);
  const prefix = text.length - line.text.length;
  const own = tones.length === 0 ? tones : tonesOfPart(tones, prefix);
  const typed = typedFrom === null || typedFrom >= text.length ? {} : {typedFrom: Math.max(0, typedFrom - prefix)};
  return {tags: next, line: {...line, atMs, ...(own.length === 0 ? {} : {tones: own}), ...typed}};
}

/** Says in a line of its own that bytes are missing here; what was begun before them is not joined with what comes after. */
export function takeGap(view: ConsoleView, bytes: number): ConsoleView {
  const begun = unfinishedLine(view);
  const text = `${bytes} bytes were not shown: this screen was too slow. The capture has them.`;
  const gap: ConsoleLine = {stamp: '', text, kind: 'gap', kernel: view.tags.kernel, atMs: null};
  return {...append(view, begun ? [begun, gap] : [gap]), rest: '', typedFrom: null};
}

/** Lines from one number up to another, without it; what the ring no longer holds is left out. */
export function consoleLines(view: ConsoleView, from: number, to: number): readonly ConsoleLine[] {
  const found: ConsoleLine[] = [];
  let first = view.total - view.held;
  for (const chunk of view.chunks) {
    const end = first + chunk.length;
    if (end > from && first < to) found.push(...chunk.slice(Math.max(0, from - first), Math.max(0, to - first)));
    first = end;
  }
  return found;
}

/** The unfinished last line, fit to be shown. */
export function unfinishedLine(view: ConsoleView): ConsoleLine | null {
  if (view.rest === '') return null;
  const {text, tones} = readLine(view.rest, view.sgr);
  if (text === '') return null;
  return lineOf(view.tags, {text, tones, typedFrom: view.typedFrom}, null).line;
}

function append(view: ConsoleView, lines: readonly ConsoleLine[]): ConsoleView {
  if (lines.length === 0) return view;
  const last = view.chunks.at(-1) ?? [];
  const isOpen = last.length > 0 && last.length + lines.length <= chunkLines;
  const chunks = isOpen
    ? [...view.chunks.slice(0, -1), [...last, ...lines]]
    : [...view.chunks, ...chunked(lines.slice(-consoleLinesMax))];
  const held = isOpen ? view.held + lines.length : view.held + Math.min(lines.length, consoleLinesMax);
  return trim({...view, chunks, held, total: view.total + lines.length});
}

export function chunked(lines: readonly ConsoleLine[]): readonly (readonly ConsoleLine[])[] {
  const chunks: (readonly ConsoleLine[])[] = [];
  for (let at = 0; at < lines.length; at += chunkLines) chunks.push(lines.slice(at, at + chunkLines));
  return chunks;
}

/** Whole chunks leave at the front, as long as the ring stays full without them. */
function trim(view: ConsoleView): ConsoleView {
  let {held} = view;
  let dropped = 0;
  for (const chunk of view.chunks) {
    if (held - chunk.length < consoleLinesMax) break;
    held -= chunk.length;
    dropped++;
  }
  return dropped === 0 ? view : {...view, chunks: view.chunks.slice(dropped), held};
}
