// Reads a journal back. A torn last line is what a sudden end leaves, and is said; a bad line in the middle is not
// something to step over: reading stops there, and says so. Entries that belong together are given back all or not at all.
import {createReadStream} from 'node:fs';
import type {Entry} from '../../core/events.ts';
import {decodeLine} from './journal-line.ts';

export interface JournalContent {
  readonly entries: readonly Entry[];
  /** Bytes of the whole lines that can be kept. */
  readonly lengthBytes: number;
  readonly tornBytes: number;
  /** Where a line in the middle can't be believed; what follows it was not read. */
  readonly damage?: {readonly line: number; readonly why: string};
}

export async function readJournal(path: string): Promise<JournalContent> {
  const entries: Entry[] = [];
  let lengthBytes = 0;
  /** Up to here no entry is without those that belong to it. */
  let whole = {entries: 0, bytes: 0};
  const content = (more: Pick<JournalContent, 'tornBytes' | 'damage'>): JournalContent => ({
    ...more,
    entries: entries.slice(0, whole.entries),
    lengthBytes: whole.bytes,
    tornBytes: more.tornBytes + lengthBytes - whole.bytes,
  });
  let bad: {readonly line: number; readonly why: string; readonly bytes: number} | undefined;
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (bad !== undefined) return content({tornBytes: 0, damage: {line: bad.line, why: bad.why}});
    const bytes = Buffer.byteLength(line.text) + (line.isWhole ? 1 : 0);
    const decoded = decodeLine(line.text);
    const why = decoded.kind === 'bad' ? decoded.why : seqFault(decoded.entry, entries.at(-1));
    if (decoded.kind === 'entry' && why === null && line.isWhole) {
      entries.push(decoded.entry);
      lengthBytes += bytes;
      if (decoded.entry.more !== true) whole = {entries: entries.length, bytes: lengthBytes};
    } else bad = {line: number, why: why ?? 'not ended', bytes};
  }
  return content({tornBytes: bad?.bytes ?? 0});
}

/** For a screen that attaches: entries from `fromSeq` on, up to and with `toSeq`. */
export async function* entriesBetween(path: string, fromSeq: number, toSeq: number): AsyncIterable<Entry> {
  if (toSeq < fromSeq) return;
  for await (const {text} of linesOf(path)) {
    const decoded = decodeLine(text);
    if (decoded.kind === 'bad') return;
    if (decoded.entry.seq > toSeq) return;
    if (decoded.entry.seq >= fromSeq) yield decoded.entry;
    if (decoded.entry.seq === toSeq) return;
  }
}

function seqFault(entry: Entry, before: Entry | undefined): string | null {
  const expected = (before?.seq ?? 0) + 1;
  return entry.seq === expected ? null : `number ${entry.seq} where ${expected} was expected`;
}

interface Line {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Splits at `\n` alone: U+2028 may stand in a line of JSON. */
async function* linesOf(path: string): AsyncIterable<Line> {
  let rest: string[] = [];
  for await (const chunk of createReadStream(path, {encoding: 'utf8'})) {
    const pieces = String(chunk).split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      yield {text: [...rest, piece].join(''), isWhole: true};
      rest = [];
    }
    if (last !== '') rest.push(last);
  }
  if (rest.length > 0) yield {text: rest.join(''), isWhole: false};
}
