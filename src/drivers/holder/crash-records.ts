// The crash records that are kept of a target, over all who open it: reports from the console and pstore records as files, and a line
// for each in one index.
import {appendFile, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {isCount, parseJson} from '../../core/json.ts';
import type {PstoreRecord, TargetEvent} from '../../core/target-events.ts';
import type {TargetSink} from '../../ports.ts';
import {systemClock} from '../clock.ts';
import {keepNewest} from './keep-newest.ts';

/** `record`: what the target kept over a reboot. */
export interface KeptCrash {
  readonly atMs: number;
  readonly how: 'oopsed' | 'panicked' | 'hung' | 'record';
  readonly title: string;
  readonly file: string;
  /** Pieces of one crash have the same, among those whose files lie in one folder. */
  readonly crash?: number;
  /** Who was at the target. */
  readonly by?: string;
}

export interface CrashKeeper extends TargetSink {
  /** Resolves when all that was seen is kept. */
  kept(): Promise<void>;
}

const piecesOfCrash: ReadonlySet<TargetEvent['type']> = new Set([
  'target.oopsed',
  'target.panicked',
  'target.hung',
  'target.harvested',
  'target.evidenceTaken',
]);
const indexBytesMax = 512 * 1024;
const crashesKept = 500;
/** Of the times that the target was opened and crashed. */
const foldersKept = 40;

export interface KeepOptions {
  readonly index: string;
  readonly folder: string;
  /** Who is at the target now. */
  readonly by: () => string;
}

/** When something was kept, who was there, and of which crash it is. */
type Seen = Pick<KeptCrash, 'atMs'> & Required<Pick<KeptCrash, 'crash' | 'by'>>;

/** What passes to `sink` is kept on its way. A disk that takes nothing harms nobody: the session's own journal has it too. */
export function keepCrashes({index, folder, by}: KeepOptions, sink: TargetSink): CrashKeeper {
  let work: Promise<unknown> = Promise.resolve();
  let files = 0;
  let crash = 1;
  let isKept = false;

  async function keepText(how: KeptCrash['how'], title: string, lines: readonly string[], seen: Seen): Promise<void> {
    const file = await fileFor(`${how}.txt`);
    await writeFile(file, `${lines.join('\n')}\n`, {mode: 0o600});
    await append(index, [{...seen, how, title, file}]);
    await keepNewest(folder);
  }

  /** Copied: who opened the target may throw its own away. */
  async function keepRecords(records: readonly PstoreRecord[], seen: Seen): Promise<void> {
    const crashes: KeptCrash[] = [];
    for (const record of records) {
      const file = await fileFor(basename(record.file));
      await copyFile(record.file, file);
      crashes.push({...seen, how: 'record', title: titleOf(record), file});
    }
    await append(index, crashes);
    await keepNewest(folder);
  }

  /** The folder is made with the first of them. */
  async function fileFor(name: string): Promise<string> {
    if (files === 0) await makeFolder(folder);
    files += 1;
    return join(folder, `${files}-${name}`);
  }

  async function keep(event: TargetEvent, seen: Seen): Promise<void> {
    switch (event.type) {
      case 'target.oopsed':
        return keepText('oopsed', event.report.title, event.report.lines, seen);
      case 'target.panicked':
        return keepText('panicked', event.report.title, event.report.lines, seen);
      case 'target.hung':
        return keepText('hung', `hang: silent for ${event.silentSeconds} s`, event.lastLines, seen);
      case 'target.harvested':
        return keepRecords(event.records, seen);
      case 'target.evidenceTaken':
        return keepRecords(event.records ?? [], seen);
      default:
        return;
    }
  }

  /** A crash is over when the target is fit for work again: by then its records are harvested. */
  function count({type}: TargetEvent): void {
    const isOver = type === 'target.cameUp' || type === 'target.restored';
    if (isOver && isKept) crash += 1;
    if (isOver) isKept = false;
    else if (piecesOfCrash.has(type)) isKept = true;
  }

  return {
    event(event) {
      sink.event(event);
      count(event);
      const seen = {atMs: systemClock.nowMs(), by: by(), crash};
      work = work.then(() => keep(event, seen)).catch(() => {});
    },
    console: (bytes) => sink.console(bytes),
    pulse: (kernel) => sink.pulse(kernel),
    async kept() {
      await work;
    },
  };
}

/** Newest first. What is no line of the index is left out. */
export async function readCrashes(index: string): Promise<readonly KeptCrash[]> {
  const text = await readFile(index, 'utf8').catch(() => '');
  return text
    .split('\n')
    .map(crashOf)
    .filter((crash) => crash !== null)
    .reverse();
}

function crashOf(line: string): KeptCrash | null {
  const {atMs, how, title, file, crash, by} = parseJson(line) ?? {};
  if (how !== 'oopsed' && how !== 'panicked' && how !== 'hung' && how !== 'record') return null;
  if (!isCount(atMs) || typeof title !== 'string' || typeof file !== 'string') return null;
  return {
    ...{atMs, how, title, file},
    ...(isCount(crash) ? {crash} : {}),
    ...(typeof by === 'string' ? {by} : {}),
  };
}

function titleOf({name, reason, reports}: PstoreRecord): string {
  const parts = [reports[0]?.title, reason].filter((part) => part !== undefined);
  return parts.length === 0 ? name : parts.join('; ');
}

/** Names of folders begin with their time, so the first are the oldest. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, {recursive: true, mode: 0o700});
  const names = (await readdir(dirname(folder))).sort();
  for (const name of names.slice(0, -foldersKept))
    await rm(join(dirname(folder), name), {recursive: true, force: true});
}

async function append(index: string, crashes: readonly KeptCrash[]): Promise<void> {
  if (crashes.length === 0) return;
  await mkdir(dirname(index), {recursive: true, mode: 0o700});
  await shorten(index);
  // One write, so that two who crash at once don't mix their lines.
  await appendFile(index, crashes.map((crash) => `${JSON.stringify(crash)}\n`).join(''), {mode: 0o600});
}

async function shorten(index: string): Promise<void> {
  const found = await stat(index).catch(() => null);
  if (found === null || found.size < indexBytesMax) return;
  const lines = (await readFile(index, 'utf8')).split('\n').filter(Boolean);
  await writeFile(`${index}.part`, `${lines.slice(-crashesKept).join('\n')}\n`, {mode: 0o600});
  await rename(`${index}.part`, index);
}
