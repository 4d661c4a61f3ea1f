// `quarterdeck crash`: finds the crash reports in logs, folders of pstore and what is still being written, and tells where
// in the source they lie. Exit status 0 when nothing was found, 1 when something was, 2 when something can't be read.
import {stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {LocatedReport} from '../core/crash-source.ts';
import {wordsOf} from '../drivers/workspace/inside.ts';
import {openReportReader} from '../kernel/find-reports.ts';
import {parsePstoreRecord} from '../kernel/pstore.ts';
import type {CrashReport} from '../kernel/report.ts';
import type {CrashArguments} from './command-line.ts';
import {followFile, readText} from './crash-input.ts';
import {type JsonReport, jsonLine, jsonReport} from './crash-json.ts';
import {liveReports} from './crash-live.ts';
import {type CrashOutput, openCrashOutput} from './crash-output.ts';
import {onceEach, readPstoreFolder, recordText} from './crash-pstore.ts';
import {say} from './say.ts';

export type CrashCommand = {readonly command: 'crash'} & CrashArguments;

type Locate = (report: CrashReport) => Promise<LocatedReport>;

/** What became of one file. */
type Read = 'nothing' | 'found' | 'unreadable';

/** Past these the reports of a file are counted, not told. */
const reportsMax = 1000;

export async function crashCommand(command: CrashCommand): Promise<number> {
  const files = command.files.length === 0 ? ['-'] : command.files;
  const usage = await usageFault(command, files);
  if (usage !== null) {
    say(`quarterdeck: ${usage}`);
    return 2;
  }
  const locator = await openLocator(command);
  const output = await openCrashOutput(command);
  try {
    const became: Read[] = [];
    for (const file of files) {
      became.push(
        await readOne(file, command, output, locator.locate).catch((error: unknown) => {
          say(`quarterdeck: ${file} can't be read: ${error instanceof Error ? wordsOf(error) : String(error)}`);
          return 'unreadable' as const;
        }),
      );
    }
    if (became.includes('unreadable')) return 2;
    return became.includes('found') ? 1 : 0;
  } finally {
    await locator.close();
  }
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

async function readOne(file: string, {follow}: CrashCommand, output: CrashOutput, locate: Locate): Promise<Read> {
  if (follow) return followOne(file, output, locate);
  if (await isFolder(file)) return readFolder(file, output, locate);
  const told = openTold(file, output);
  const reader = openReportReader();
  for await (const text of piecesOf(file)) {
    for (const report of reader.take(text)) await told.tell(await locate(report));
  }
  for (const report of reader.end()) await told.tell(await locate(report));
  return told.end();
}

/** A record of pstore that is still compressed is unpacked first. */
async function* piecesOf(file: string): AsyncGenerator<string> {
  if (!file.endsWith('.enc.z')) return yield* readText(file);
  const {readFile} = await import('node:fs/promises');
  const text = recordText(file, await readFile(file));
  if (typeof text !== 'string') throw new Error(`it ${text.refused}`);
  yield text;
}

async function readFolder(folder: string, output: CrashOutput, locate: Locate): Promise<Read> {
  const {logs, unread} = await readPstoreFolder(folder);
  for (const words of unread) say(`quarterdeck: ${words}`);
  const records = new Map<CrashReport, string>();
  for (const {name, text} of logs) for (const report of parsePstoreRecord(text).reports) records.set(report, name);
  const told = openTold(folder, output);
  for (const report of onceEach([...records.keys()])) await told.tell(await locate(report), records.get(report));
  const became = await told.end();
  return unread.length > 0 ? 'unreadable' : became;
}

/** Ends with the pipe, or when a person interrupts. */
async function followOne(file: string, output: CrashOutput, locate: Locate): Promise<Read> {
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
  tell(report: LocatedReport, record?: string): Promise<void>;
  end(): Promise<Read>;
}

/** The reports of one file: read by a person as they come, by a program as one line. */
function openTold(file: string, output: CrashOutput): Told {
  const kept: JsonReport[] = [];
  let found = 0;
  return {
    async tell(report, record) {
      found += 1;
      if (found > reportsMax) return;
      if (output.json) kept.push(jsonReport(report, record));
      else await output.report(file, report, record);
    },
    async end() {
      const left = Math.max(0, found - reportsMax);
      await (output.json ? output.write(jsonLine(file, kept, left)) : output.ended(file, found, left));
      return found > 0 ? 'found' : 'nothing';
    },
  };
}

interface Locator {
  readonly locate: Locate;
  close(): Promise<void>;
}

async function openLocator({ko, vmlinux}: CrashCommand): Promise<Locator> {
  if (ko.length === 0 && vmlinux === undefined) return {locate: async (report) => report, close: async () => {}};
  const [{openSymbols}, {crashSource}] = await Promise.all([
    import('../drivers/symbols/open-symbols.ts'),
    import('../drivers/symbols/crash-source.ts'),
  ]);
  const sourceFolder = ko[0] === undefined ? undefined : dirname(ko[0]);
  const symbols = await openSymbols({
    kos: ko,
    ...(vmlinux === undefined ? {} : {vmlinux}),
    ...(sourceFolder === undefined ? {} : {sourceFolder}),
  });
  const room = {anywhere: true, folders: [...new Set([...ko.map((path) => dirname(path)), process.cwd()])]};
  return {
    locate: async (report) => ({...report, source: await crashSource(report, symbols, room)}),
    close: () => symbols.close(),
  };
}

async function isFolder(file: string): Promise<boolean> {
  return file !== '-' && (await stat(file).catch(() => null))?.isDirectory() === true;
}
