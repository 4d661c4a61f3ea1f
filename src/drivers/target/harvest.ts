// Brings home what the kernel kept over a reboot: each file of the target's pstore is pulled, kept on the host, parsed,
// and only then removed on the target, which frees its record. What systemd-pstore took away before is read where it put it, and stays there.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {PstoreRecord} from '../../core/target-events.ts';
import {joinParts, parsePstoreRecord} from '../../kernel/pstore.ts';
import type {Channel} from './channel.ts';
import {type Inflated, inflate, type ZoneText} from './ramoops-zone.ts';

export interface Harvest {
  readonly records: readonly PstoreRecord[];
  /** What was there and could not be had, and why. */
  readonly unreadable: readonly string[];
}

/** A file of the target, and what it is called at home. */
interface Found {
  readonly path: string;
  readonly name: string;
}

const pstore = '/sys/fs/pstore';
const archive = '/var/lib/systemd/pstore';
const recordBytesMax = 1024 * 1024;
const recordsMax = 64;
const reportsMax = 8;
const request = {deadlineSeconds: 20, outputBytesMax: 65536};
const notMounted = '!not mounted';
const noBackend = '!no backend';

/** Of the archive only what this boot put there: whole minutes, and one more for the clock's own start. */
const listing = `ls -1 ${pstore} || exit 1
grep -q ' ${pstore} pstore ' /proc/mounts || echo '${notMounted}'
grep -q null /sys/module/pstore/parameters/backend 2>/dev/null && echo '${noBackend}'
cd ${archive} 2>/dev/null || exit 0
minutes=$(cut -d. -f1 /proc/uptime)
find . -type f -mmin -$((minutes / 60 + 2))
exit 0`;

/** Never rejects. Records lie in the folder as `boot-N-NAME`. */
export async function harvestPstore(channel: Channel, folder: string, boot: number): Promise<Harvest> {
  const listed = await channel.exec({script: listing, ...request});
  if (listed.kind !== 'exited' || listed.code !== 0) {
    return {records: [], unreadable: [`${pstore}: it could not be listed`]};
  }
  const found = filesIn(listed.output);
  const unreadable = troubles(listed.output, found.length);
  const texts: (Found & {readonly bytes: Buffer})[] = [];
  for (const file of found.slice(0, recordsMax)) {
    const pulled = await channel.pull(file.path, recordBytesMax);
    if (pulled.pulled) texts.push({...file, bytes: pulled.bytes});
    else unreadable.push(pulled.reason);
  }
  const kept = await keep(texts, folder, boot);
  const own = texts.filter(({path}) => path.startsWith(pstore) && !kept.lost.has(path));
  if (own.length > 0) await remove(channel, own);
  return {records: kept.records, unreadable: [...unreadable, ...kept.unreadable]};
}

/** Keeps records that were read from RAM, without the target's help. Never rejects. */
export async function keepRecords(texts: readonly ZoneText[], folder: string, boot: number): Promise<Harvest> {
  const files = texts.map(({name, text}) => ({path: name, name: `ram-${name}`, bytes: Buffer.from(text)}));
  const kept = await keep(files, folder, boot);
  const damaged = texts.flatMap(({name, damage}) => (damage === undefined ? [] : [`${name}: ${damage}`]));
  return {records: kept.records, unreadable: [...damaged, ...kept.unreadable]};
}

export async function clearPstore(channel: Channel): Promise<void> {
  await channel.exec({script: `rm -f ${pstore}/*`, ...request});
}

/** The last of the numbered is the newest. */
function filesIn(output: string): readonly Found[] {
  const names = output.split('\n').filter((name) => /^[\w.:/@-]+$/.test(name) && !name.includes('..'));
  const sorted = names.sort((one, other) => one.localeCompare(other, 'en', {numeric: true}));
  return sorted.map((name) =>
    name.startsWith('./')
      ? {path: `${archive}/${name.slice(2)}`, name: `systemd-${name.slice(2).replaceAll('/', '-')}`}
      : {path: `${pstore}/${name}`, name},
  );
}

function troubles(output: string, count: number): string[] {
  const lines = output.split('\n');
  return [
    ...(lines.includes(notMounted) ? [`${pstore}: it is not mounted`] : []),
    ...(lines.includes(noBackend) ? [`${pstore}: it has no backend, so the kernel could keep nothing`] : []),
    ...(count > recordsMax ? [`${count - recordsMax} more records, of which there are too many`] : []),
  ];
}

type Pulled = Found & {readonly bytes: Buffer};

async function keep(
  files: readonly Pulled[],
  folder: string,
  boot: number,
): Promise<Harvest & {readonly lost: ReadonlySet<string>}> {
  const records: PstoreRecord[] = [];
  const unreadable: string[] = [];
  const lost = new Set<string>();
  for (const group of groupsOf(files)) {
    const kept = await keepGroup(group, folder, boot);
    if (typeof kept !== 'string') {
      records.push(kept.record);
      unreadable.push(...kept.unreadable);
      continue;
    }
    unreadable.push(kept);
    for (const {path} of group) lost.add(path);
  }
  return {records, unreadable, lost};
}

/** A string says why it could not be kept. */
async function keepGroup(
  group: readonly Pulled[],
  folder: string,
  boot: number,
): Promise<{readonly record: PstoreRecord; readonly unreadable: readonly string[]} | string> {
  const texts = group.map(textOf);
  const unreadable = group.flatMap(({name}, at) => {
    const damage = texts[at]?.damage;
    return damage === undefined ? [] : [`${name}: ${damage}`];
  });
  const readable = texts.map(({text}) => text).filter((text) => text !== '');
  const [first] = group;
  const name = first === undefined ? 'nothing' : nameOf(group, first);
  const file = join(folder, `boot-${boot}-${name}`);
  const [only] = readable;
  const parsed = readable.length === 1 && only !== undefined ? parsePstoreRecord(only) : joinParts(readable);
  // One file lies at home as it was; several as the one text that they are.
  const whole = group.length === 1 ? (only ?? first?.bytes ?? '') : parsed.text;
  try {
    await mkdir(folder, {recursive: true});
    await writeFile(file, whole, {mode: 0o600});
  } catch (error) {
    return `${name}: it could not be kept: ${(error as Error).message}`;
  }
  const record: PstoreRecord = {
    name,
    ...(parsed.reason === undefined ? {} : {reason: parsed.reason}),
    bytes: group.reduce((sum, {bytes}) => sum + bytes.length, 0),
    file,
    reports: parsed.reports.slice(0, reportsMax),
  };
  return {record, unreadable};
}

/** The kernel marks a record that it could not decompress itself, and says at the end of one what its check bytes could not mend. */
function textOf({name, bytes}: Pulled): Inflated {
  if (name.endsWith('.enc.z')) return inflate(bytes);
  const text = bytes.toString();
  const bad = /ECC: \d+ Corrected bytes, ([1-9]\d*) unrecoverable blocks/.exec(text.slice(-eccCharsMax))?.[1];
  return bad === undefined ? {text} : {text, damage: `damaged: ${bad} blocks could not be mended`};
}

const eccCharsMax = 200;

/**
 * ERST and the like keep an event in several pieces, one file each: those of one event have its head, and the upper half of their number is the
 * boot's. A file of ramoops is whole.
 */
function groupsOf(files: readonly Pulled[]): readonly (readonly Pulled[])[] {
  const groups = new Map<string, Pulled[]>();
  for (const file of files) {
    const key = partOf(file);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return [...groups.values()];
}

function partOf({name, path, bytes}: Pulled): string {
  const number = /^dmesg-(?!ramoops)[a-z_]+-(\d+)$/.exec(name)?.[1];
  const event = /^([A-Za-z][A-Za-z ]{0,30}#\d+) Part\d+\r?\n/.exec(bytes.toString('latin1', 0, 64))?.[1];
  return number === undefined || event === undefined ? path : `${event} of ${BigInt(number) >> 32n}`;
}

function nameOf(group: readonly Pulled[], first: Pulled): string {
  return group.length === 1 ? first.name : `${first.name}-and-${group.length - 1}-more`;
}

async function remove(channel: Channel, files: readonly Found[]): Promise<void> {
  await channel.exec({script: files.map(({path}) => `rm -f ${path}`).join('\n'), ...request});
}
