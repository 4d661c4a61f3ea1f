// One line of a journal: a version, a sequence number and a checksum around an entry. Knows the text; files are journal.ts.
import {crc32} from 'node:zlib';
import type {Entry} from '../../core/events.ts';

export const journalVersion = 1;

export type JournalLine =
  | {readonly kind: 'entry'; readonly entry: Entry}
  | {readonly kind: 'bad'; readonly why: string};

/** Ends with a newline. The checksum covers the text of the entry, so that it needs no canonical form of JSON. */
export function encodeLine({seq, ...entry}: Entry): string {
  const body = JSON.stringify(entry);
  return `{"v":${journalVersion},"seq":${seq},"crc":"${checksum(`${seq}${body}`)}","entry":${body}}\n`;
}

const head = /^\{"v":(\d+),"seq":(\d+),"crc":"([0-9a-f]{8})","entry":/;

export function decodeLine(line: string): JournalLine {
  const found = head.exec(line);
  if (found === null || !line.endsWith('}')) return {kind: 'bad', why: 'not a line of a journal'};
  if (Number(found[1]) !== journalVersion) return {kind: 'bad', why: `version ${found[1]}, not ${journalVersion}`};
  const body = line.slice(found[0].length, -1);
  if (checksum(`${found[2]}${body}`) !== found[3]) return {kind: 'bad', why: 'the checksum differs'};
  const value = parseBody(body);
  if (value === null) return {kind: 'bad', why: 'not an entry'};
  return {kind: 'entry', entry: {seq: Number(found[2]), ...value}};
}

/** What has the right checksum was written by this program; its inside is believed. */
function parseBody(body: string): Omit<Entry, 'seq'> | null {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || !('atMs' in value) || !('event' in value)) return null;
    return typeof value.atMs === 'number' ? (value as Omit<Entry, 'seq'>) : null;
  } catch {
    return null;
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
