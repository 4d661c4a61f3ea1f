// `quarterdeck crash`: finds the crash reports in logs, folders of pstore and what is still being written, and tells where
// in the source they lie. Exit status 0 when nothing was found, 1 when something was, 2 when something can't be read.
import {stat} from 'node:fs/promises';
import {wordsOf} from '../drivers/workspace/inside.ts';
import {openReportReader} from '../kernel/find-reports.ts';
import {parsePstoreRecord} from '../kernel/pstore.ts';
import type {CrashReport} from '../kernel/report.ts';
import {safeText} from '../view/safe-text.ts';
import type {CrashArguments} from './command-line.ts';
import {followFile, readText} from './crash-input.ts';
import {type JsonReport, jsonLine, jsonReport} from './crash-json.ts';
import {liveReports} from './crash-live.ts';
import {type Locate, openLocator} from './crash-locator.ts';
import {type CrashOutput, openCrashOutput} from './crash-output.ts';
import {onceEach, readPstoreFolder, readPstoreRecord} from './crash-pstore.ts';
import {say} from './say.ts';

export type CrashCommand = {readonly command: 'crash'} & CrashArguments;

/** What became of one file. */
type Read = 'nothing' | 'found' | 'unreadable';

/** Past these the reports of a file are counted, not told. */
const reportsMax = 1000;

export async function crashCommand(command: CrashCommand): Promise<number> {
  const files = command.files.length === 0 ? ['-'] : command.files;
  const usage = await usageFault(command, files);
  if (usage !== null) {
    tell(usage);
    return 2;
  }
  const became = new Set<Read>();
  const found = (): void => void became.add('found');
  const output = await openCrashOutput(command, () => statusOf(became));
  const stopWatching = leaveOnSignals(command);
  const locator = await openLocator(command, tell);
  try {
    for (const file of files) {
      became.add(
        await readOne(file, command, {output, locate: locator.locate, found}).catch((error: unknown) => {
          tell(`${file} can't be read: ${error instanceof Error ? wordsOf(error) : String(error)}`);
          return 'unreadable' as const;
        }),
      );
    }
    return statusOf(became);
  } finally {
    stopWatching();
    await locator.close();
  }
}

function statusOf(became: ReadonlySet<Read>): number {
  if (became.has('unreadable')) return 2;
  return became.has('found') ? 1 : 0;
}

/** Ends at once and in order, so that what the tools were given is removed. What is followed is ended by an interrupt itself. */
function leaveOnSignals({follow}: CrashCommand): () => void {
  const statuses = {SIGTERM: 143, SIGHUP: 129, ...(follow ? {} : {SIGINT: 130})};
  const leaving = Object.entries(statuses).map(([signal, status]) => ({signal, leave: () => process.exit(status)}));
  for (const {signal, leave} of leaving) process.on(signal, leave);
  return () => {
    for (const {signal, leave} of leaving) process.removeListener(signal, leave);
  };
}

/** File names are anybody's. */
function tell(words: string): void {
  say(safeText(`quarterdeck: ${words}`));
}

async function usageFault(command: CrashCommand, files: readonly string[]): Promise<string | null> {
  if (command.follow && files.length > 1) return '--follow takes one file, or what is piped in';
  if (command.follow && (await isFolder(files[0] ?? '-'))) return '--follow takes a file, and not a folder';
  for (const path of [...command.ko, ...(command.vmlinux === undefined ? [] : [command.vmlinux])]) {
    const facts = await stat(path).catch(() => null);
    if (facts === null || !facts.isFile()) return `${path} can't be read: there is no such file`;
  }
  return null;
}

/** Where reports go. */
interface Sink {
  readonly output: CrashOutput;
  readonly locate: Locate;
  /** To be called at the first report, for the exit status of a command that is cut short. */
  found(): void;
}

async function readOne(file: string, {follow}: CrashCommand, sink: Sink): Promise<Read> {
  if (follow) return followOne(file, sink);
  if (await isFolder(file)) return readFolder(file, sink);
  const told = openTold(file, sink);
  const reader = openReportReader();
  for await (const text of piecesOf(file)) {
    for (const report of reader.take(text)) await told.tell(report);
  }
  for (const report of reader.end()) await told.tell(report);
  return told.end();
}

/** A record of pstore that is still compressed is unpacked first. */
async function* piecesOf(file: string): AsyncGenerator<string> {
  if (!file.endsWith('.enc.z')) return yield* readText(file);
  yield await readPstoreRecord(file);
}

async function readFolder(folder: string, sink: Sink): Promise<Read> {
  const {logs, unread} = await readPstoreFolder(folder);
  for (const words of unread) tell(words);
  const records = new Map<CrashReport, string>();
  for (const {name, text} of logs) for (const report of parsePstoreRecord(text).reports) records.set(report, name);
  const told = openTold(folder, sink);
  for (const report of onceEach([...records.keys()])) await told.tell(report, records.get(report));
  const became = await told.end();
  return unread.length > 0 ? 'unreadable' : became;
}

/** Ends with the pipe, or when a person interrupts. */
async function followOne(file: string, {output, locate, found}: Sink): Promise<Read> {
  const stopped = new AbortController();
  const stop = (): void => {
    stopped.abort();
    if (file === '-') process.stdin.destroy();
  };
  process.once('SIGINT', stop);
  let became: Read = 'nothing';
  try {
    const chunks = file === '-' ? readText(file) : followFile(file, stopped.signal);
    for await (const {report, again} of liveReports(chunks)) {
      became = 'found';
      found();
      await output.live(file, await locate(report), again);
    }
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
  } finally {
    process.removeListener('SIGINT', stop);
  }
  return became;
}

interface Told {
  tell(report: CrashReport, record?: string): Promise<void>;
  end(): Promise<Read>;
}

/** The reports of one file: read by a person as they come, by a program as one line. */
function openTold(file: string, {output, locate, found: tellFound}: Sink): Told {
  const kept: JsonReport[] = [];
  let found = 0;
  return {
    async tell(report, record) {
      found += 1;
      tellFound();
      if (found > reportsMax) return;
      const located = await locate(report);
      if (output.json) kept.push(jsonReport(located, record));
      else await output.report(file, located, record);
    },
    async end() {
      const left = Math.max(0, found - reportsMax);
      await (output.json ? output.write(jsonLine(file, kept, left)) : output.ended(file, found, left));
      return found > 0 ? 'found' : 'nothing';
    },
  };
}

async function isFolder(file: string): Promise<boolean> {
  return file !== '-' && (await stat(file).catch(() => null))?.isDirectory() === true;
}
