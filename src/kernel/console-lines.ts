// Where the lines of a console are, and what printk puts in front of them. What a line means is left to the recognisers.

/** What printk's prefix tells of a line; `text` is what stands behind it. */
export interface StampedLine {
  readonly atSeconds?: number;
  /** As CONFIG_PRINTK_CALLER prints it: `T123` for a task, `C0` for an interrupt on a CPU. */
  readonly caller?: string;
  /** 0 (emergency) to 7 (debug), from a prefix such as `<6>` in pstore, and on a console with `console_msg_format=syslog`. */
  readonly level?: number;
  readonly text: string;
}

export const lineCharsMax = 4096;

/**
 * Splits a stream that may be cut anywhere. A line that is longer than `lineCharsMax` comes out in pieces, so that the
 * rest is always shorter than one line. A CR counts as part of the line end when LF follows, and else starts the line
 * anew as it does on a terminal; NUL is what an idle line picks up.
 */
export function splitConsole(rest: string, chunk: string): {readonly lines: readonly string[]; readonly rest: string} {
  const pieces = (rest + chunk).split('\n');
  const last = pieces.pop() ?? '';
  const lines: string[] = [];
  for (const piece of pieces) addPieces(lines, piece);
  if (last.length <= lineCharsMax) return {lines, rest: last};
  const whole = Math.floor((last.length - 1) / lineCharsMax) * lineCharsMax;
  addPieces(lines, last.slice(0, whole));
  return {lines, rest: last.slice(whole)};
}

function addPieces(lines: string[], line: string): void {
  for (let at = 0; at === 0 || at < line.length; at += lineCharsMax) {
    const piece = line.length <= lineCharsMax ? line : line.slice(at, at + lineCharsMax);
    lines.push(ignorable.test(piece) ? withoutReturns(piece) : piece);
  }
}

const ignorable = /[\r\0]/;

function withoutReturns(line: string): string {
  const clean = line.replaceAll('\0', '');
  let end = clean.length;
  while (end > 0 && clean[end - 1] === '\r') end -= 1;
  const bare = clean.slice(0, end);
  const overwritten = bare.lastIndexOf('\r');
  return overwritten === -1 ? bare : bare.slice(overwritten + 1);
}

const prefix = /^(?:<(\d{1,3})>)?(?:\[ *(\d{1,10}\.\d{1,9})\])?(?:\[ *([TC]\d{1,10})\])? ?/;

/** Reads printk's prefix at the start of a line; a line without one is all text. */
export function readStamp(line: string): StampedLine {
  const match = prefix.exec(line);
  if (match === null || match[0].trim() === '') return {text: line};
  const {0: all, 1: level, 2: seconds, 3: caller} = match;
  return stampedLine(line.slice(all.length), level, seconds === undefined ? undefined : Number(seconds), caller);
}

/** What journalctl and syslog put in front. */
const journal =
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,:+\-\dZ]{0,20}) [\w.-]{1,64} kernel: /;
/** As `dmesg -T` prints the time; it tells no more than that the kernel spoke. */
const clock = /^\[(?:[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})\](?:\[ *([TC]\d{1,10})\])? ?/;
/** `level,number,microseconds,flags[,caller=T1];`, as /dev/kmsg gives a line. */
const record = /^(\d{1,3}),\d{1,20},(\d{1,16}),[-c+](?:,caller=([TC]\d{1,10}))?[^;]{0,80};/;

/** Reads printk's prefix, or what the tools that keep the kernel's lines put in its place or in front of it. */
export function readPrefix(line: string): StampedLine {
  const kept = record.exec(line);
  if (kept !== null) {
    const [all, level, microseconds, caller] = kept;
    return stampedLine(line.slice(all.length), level, Number(microseconds) / 1e6, caller);
  }
  const wall = clock.exec(line);
  if (wall !== null) return stampedLine(line.slice(wall[0].length), undefined, undefined, wall[1]);
  return readStamp(line.replace(journal, ''));
}

function stampedLine(
  text: string,
  level: string | undefined,
  atSeconds: number | undefined,
  caller: string | undefined,
): StampedLine {
  return {
    ...(atSeconds === undefined ? {} : {atSeconds}),
    ...(caller === undefined ? {} : {caller}),
    // The facility stands in the higher bits (Documentation/ABI/testing/dev-kmsg).
    ...(level === undefined ? {} : {level: Number(level) & 7}),
    text,
  };
}

const stampInside = /(?:<\d{1,3}>)?\[ {0,5}\d{1,6}\.\d{6}\](?:\[ *[TC]\d+\])? /g;

/**
 * The part of a line that the kernel wrote last: a program left its own line unfinished, such as a shell's prompt, or
 * another CPU was in the middle of one.
 */
export function kernelPart(line: string): string {
  // Most lines have one stamp, at their start: in a flood, looking further is a third of what a line takes.
  if (line.lastIndexOf('[') <= 0) return line;
  const at = [...line.matchAll(stampInside)].at(-1)?.index ?? 0;
  return line.slice(at);
}

/** For eyes: text without the levels that stand before time stamps. */
export function withoutLevels(text: string): string {
  return text.includes('<') ? text.replace(level, '') : text;
}

const level = /<\d{1,3}>(?=\[ {0,5}\d)/g;
