// The tail of the target's console as the screen keeps it: a bounded ring of lines in chunks, so that a line costs a chunk's
// copy at most. Which lines belong to a crash report and which boot they are of is told by `console-tags.ts`.
import {kernelPart, splitConsole} from '../kernel/console-lines.ts';
import {plainText} from '../kernel/sanitize.ts';
import {type ConsoleKind, noTags, type TagState, tagLine} from './console-tags.ts';

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
  readonly tags: TagState;
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
  tags: noTags,
};

/** Takes in what came next as text. `toByte` is the place in the capture file after its last byte. */
export function takeConsole(view: ConsoleView, text: string, toByte: number, atMs: number | null = null): ConsoleView {
  const {lines, rest} = splitConsole(view.rest, text);
  let tags = view.tags;
  const added: ConsoleLine[] = [];
  for (const line of lines.flatMap((whole) => parted(plainText(whole)))) {
    const tagged = tagLine(tags, line);
    tags = tagged.tags;
    added.push({...tagged.line, atMs});
  }
  return {...append(view, added), rest, nextByte: toByte, tags};
}

/** A prompt that the kernel wrote behind is a line of its own. */
function parted(line: string): readonly string[] {
  const kernel = kernelPart(line);
  return kernel.length === line.length ? [line] : [line.slice(0, line.length - kernel.length).trimEnd(), kernel];
}

/** Says in a line of its own that bytes are missing here; what was begun before them is not joined with what comes after. */
export function takeGap(view: ConsoleView, bytes: number): ConsoleView {
  const begun = unfinishedLine(view);
  const text = `${bytes} bytes were not shown: this screen was too slow. The capture has them.`;
  const gap: ConsoleLine = {stamp: '', text, kind: 'gap', kernel: view.tags.kernel, atMs: null};
  return {...append(view, begun ? [begun, gap] : [gap]), rest: ''};
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
  const text = view.rest === '' ? '' : plainText(view.rest);
  return text === '' ? null : {...tagLine(view.tags, text).line, atMs: null};
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

function chunked(lines: readonly ConsoleLine[]): readonly (readonly ConsoleLine[])[] {
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
