// Reads what pstore left in a folder: records as the kernel shows them, plain or still compressed, the parts of one event
// joined to one log.
import {readdir, realpath} from 'node:fs/promises';
import {join} from 'node:path';
import {constants, inflateSync, zstdDecompressSync} from 'node:zlib';
import {readRegular} from '../drivers/build/copy-files.ts';
import {inflateSome} from '../drivers/target/ramoops-zone.ts';
import {joinParts} from '../kernel/pstore.ts';
import type {CrashReport} from '../kernel/report.ts';

export interface PstoreLog {
  /** The names of its files, joined. */
  readonly name: string;
  readonly text: string;
}

const recordBytesMax = 8 << 20;
const recordsMax = 1024;
const textBytesMax = 16 << 20;
/** Of all the records of a folder, which are held until they are joined. */
const folderCharactersMax = 64 << 20;
/** What the backend of ramoops heads a dump with, where the file is a copy of its memory (fs/pstore/ram.c). */
const ramoopsHead = /^====\d+\.\d+-([CD])\n/;
const ramoopsHeadBytesMax = 64;
const recordHead = /^([A-Za-z][A-Za-z ]{0,30}#\d+) Part(\d+)\r?\n/;

/** Logs in the order of their events, and in words what could not be read. */
export async function readPstoreFolder(
  folder: string,
): Promise<{readonly logs: readonly PstoreLog[]; readonly unread: readonly string[]}> {
  const names = await recordNames(folder, '');
  const unread: string[] = [];
  const texts: {readonly name: string; readonly text: string}[] = [];
  let characters = 0;
  let left = Math.max(0, names.length - recordsMax);
  for (const name of names.slice(0, recordsMax)) {
    if (characters >= folderCharactersMax) {
      left += 1;
      continue;
    }
    const read = await readRegular(join(folder, name), recordBytesMax);
    const text = 'refused' in read ? read : recordText(name, read.bytes);
    if (typeof text === 'string' && characters + text.length > folderCharactersMax) {
      left += 1;
    } else if (typeof text === 'string') {
      characters += text.length;
      texts.push({name, text});
    } else unread.push(`${join(folder, name)} ${text.refused}`);
  }
  if (left > 0) unread.push(`${left} more records in ${folder} were left out`);
  return {logs: joined(texts), unread};
}

/** A record that a person named, unpacked. Rejects in words. */
export async function readPstoreRecord(file: string): Promise<string> {
  const read = await readRegular(await realpath(file), recordBytesMax);
  const text = 'refused' in read ? read : recordText(file, read.bytes);
  if (typeof text !== 'string') throw new Error(`it ${text.refused}`);
  return text;
}

/** The log in a record, whatever the kernel or its archivist did to it. */
export function recordText(name: string, bytes: Buffer): string | {readonly refused: string} {
  const head = ramoopsHead.exec(bytes.toString('latin1', 0, ramoopsHeadBytesMax));
  const isCompressed = head === null ? name.endsWith('.enc.z') : head[1] === 'C';
  const data = head === null ? bytes : bytes.subarray(head[0].length);
  if (!isCompressed) return data.toString('utf8');
  return decompressed(data) ?? {refused: 'is compressed in a way that is not known here (deflate and zstd are)'};
}

/** Raw deflate is what the kernel makes by default, with a head of zlib's before Linux 4.19. */
function decompressed(data: Buffer): string | null {
  const options = {finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: textBytesMax};
  for (const attempt of [
    () => zstdDecompressSync(data, {maxOutputLength: textBytesMax}),
    () => inflateSync(data, options),
  ]) {
    try {
      const text = attempt().toString('utf8');
      if (text !== '') return text;
    } catch {
      // The next one may fit.
    }
  }
  return inflateSome(data);
}

/** Files below, as systemd-pstore sorts them into folders, in the order of their numbers. */
async function recordNames(folder: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), {withFileTypes: true});
  const names: string[] = [];
  for (const entry of entries) {
    const name = join(below, entry.name);
    if (entry.isDirectory() && below.split('/').length < 3) names.push(...(await recordNames(folder, name)));
    else if (entry.isFile()) names.push(name);
  }
  return names.toSorted((one, other) => one.localeCompare(other, 'en', {numeric: true}));
}

/** Parts of one event have the same head but for their number; a record without a head is a log of its own. */
function joined(texts: readonly {readonly name: string; readonly text: string}[]): readonly PstoreLog[] {
  const events = new Map<string, {readonly name: string; readonly text: string}[]>();
  for (const record of texts) {
    const head = recordHead.exec(record.text)?.[1];
    const key = head === undefined ? record.name : `${head} ${familyOf(record.name)}`;
    // A second part of the same number is of another event, whose count began anew at a boot.
    const free = freeKey(events, key, record.text);
    const same = events.get(free);
    if (same === undefined) events.set(free, [record]);
    else same.push(record);
  }
  return [...events.values()].map((records) => ({
    name: records.map(({name}) => name).join('+'),
    text: joinParts(records.map(({text}) => text)).text,
  }));
}

function freeKey(events: ReadonlyMap<string, readonly {readonly text: string}[]>, key: string, text: string): string {
  const part = recordHead.exec(text)?.[2];
  let free = key;
  for (let count = 2; part !== undefined; count++) {
    const isTaken = (events.get(free) ?? []).some((one) => recordHead.exec(one.text)?.[2] === part);
    if (!isTaken) break;
    free = `${key} ${count}`;
  }
  return free;
}

/** `dmesg-erst-` of `dmesg-erst-7104…`: the backend that it came from, and the folder that it was put in. */
function familyOf(name: string): string {
  return name.replace(/[\d.]+(?:\.enc\.z)?$/, '');
}

/** An oops and the panic after it are two records whose logs both hold the oops: told once, as the one that says most. */
export function onceEach<Report extends CrashReport>(reports: readonly Report[]): readonly Report[] {
  const kept: Report[] = [];
  for (const report of reports) {
    const at = kept.findIndex((one) => isSameEvent(one, report));
    const before = kept[at];
    if (before === undefined) kept.push(report);
    else if (report.panicked && !before.panicked) kept[at] = report;
  }
  return kept;
}

function isSameEvent(one: CrashReport, other: CrashReport): boolean {
  return one.atSeconds !== undefined && one.atSeconds === other.atSeconds && one.title === other.title;
}
