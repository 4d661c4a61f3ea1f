// Brings home what the kernel kept over a reboot: each file of the target's pstore is pulled, kept on the host, parsed,
// and only then removed on the target, which frees its record.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {PstoreRecord} from '../../core/target-events.ts';
import {parsePstoreRecord} from '../../kernel/pstore.ts';
import type {AgentLink} from './agent-link.ts';

export interface Harvest {
  readonly records: readonly PstoreRecord[];
  /** What was there and could not be had, and why. */
  readonly unreadable: readonly string[];
}

const pstore = '/sys/fs/pstore';
const recordBytesMax = 1024 * 1024;
const recordsMax = 64;
const reportsMax = 8;
const listing = {deadlineSeconds: 20, outputBytesMax: 65536};

/** Never rejects. Records lie in the folder as `boot-N-NAME`. */
export async function harvestPstore(link: AgentLink, folder: string, boot: number): Promise<Harvest> {
  const listed = await link.exec({script: `ls -1 ${pstore}`, ...listing});
  if (listed.kind !== 'exited' || listed.code !== 0) {
    return {records: [], unreadable: [`${pstore}: it could not be listed`]};
  }
  const records: PstoreRecord[] = [];
  const unreadable: string[] = [];
  for (const name of namesIn(listed.output).slice(0, recordsMax)) {
    const record = await bringHome(link, name, join(folder, `boot-${boot}-${name}`));
    if (typeof record === 'string') unreadable.push(record);
    else records.push(record);
  }
  if (records.length > 0) await remove(link, records);
  return {records, unreadable};
}

export async function clearPstore(link: AgentLink): Promise<void> {
  await link.exec({script: `rm -f ${pstore}/*`, ...listing});
}

/** The last of the numbered is the newest. */
function namesIn(output: string): readonly string[] {
  const names = output.split('\n').filter((name) => /^[\w.:-]+$/.test(name));
  return names.sort((one, other) => one.localeCompare(other, 'en', {numeric: true}));
}

/** A string says why it could not be had. */
async function bringHome(link: AgentLink, name: string, file: string): Promise<PstoreRecord | string> {
  const pulled = await link.pull(`${pstore}/${name}`, recordBytesMax);
  if (!pulled.pulled) return pulled.reason;
  try {
    await mkdir(join(file, '..'), {recursive: true});
    await writeFile(file, pulled.bytes, {mode: 0o600});
  } catch (error) {
    return `${name}: it could not be kept: ${(error as Error).message}`;
  }
  const {reason, reports} = parsePstoreRecord(pulled.bytes.toString());
  return {
    name,
    ...(reason === undefined ? {} : {reason}),
    bytes: pulled.bytes.length,
    file,
    reports: reports.slice(0, reportsMax),
  };
}

async function remove(link: AgentLink, records: readonly PstoreRecord[]): Promise<void> {
  await link.exec({script: records.map(({name}) => `rm -f ${pstore}/${name}`).join('\n'), ...listing});
}
