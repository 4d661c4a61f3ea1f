// Where a person's folder is examined: a snapshot of its sources that stands still meanwhile, and the examiner; both gone at the end.
import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {ExamineRequest} from '../core/examination.ts';
import {copySources} from '../drivers/build/copy-files.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {modulesOfKbuild} from '../kernel/kbuild-file.ts';
import type {Examiner} from '../ports.ts';
import {chooseTarget} from './choose-target.ts';
import type {ExamineArguments} from './command-line.ts';
import {unlessInterrupted} from './interrupts.ts';
import {openExaminer} from './open-examiner.ts';
import {prepare} from './prepare.ts';
import {readConfiguration} from './read-configuration.ts';
import {readTask} from './read-task.ts';
import {CommandFault} from './say.ts';

export interface ExaminePlace {
  /** A snapshot of the folder as it is now, in place of the last one; throws a CommandFault where that is none of a module. */
  request(): Promise<ExamineRequest>;
  readonly folder: string;
  readonly examiner: Examiner;
  close(): Promise<void>;
}

/** Throws a CommandFault: 2 for what was asked for, 3 for what the host lacks. */
export async function openExaminePlace(line: ExamineArguments, say: (words: string) => void): Promise<ExaminePlace> {
  const {config: file} = line;
  const where = {environment: process.env, directory: process.cwd()};
  const configuration = await readConfiguration({...where, ...(file === undefined ? {} : {file})});
  const settings = chooseTarget(configuration, line.target);
  const task = line.task === undefined ? undefined : await readTask(line.task);
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-examine-'));
  const endings: (() => Promise<unknown>)[] = [() => rm(folder, {recursive: true, force: true})];
  const close = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end().catch(() => {});
  };
  return unlessInterrupted(async () => {
    const sourceFolder = join(folder, 'source');
    const acceptance = task === undefined ? 'load' : 'accept';
    const request = async (): Promise<ExamineRequest> => {
      await rm(sourceFolder, {recursive: true, force: true});
      const module = await snapshot(line.folder, sourceFolder, task?.requirement.module);
      return {module, sourceFolder, acceptance, whose: 'own', checks: line.checks};
    };
    // What is wrong with the folder is said before anything is set up for it.
    await request();
    const prepared = await prepare(settings);
    const {examiner, close: closeExaminer} = await openExaminer({
      ...{prepared, say, folder, cacheFolder: cacheFolderOf(process.env), unsafeHostBuild: line.unsafeHostBuild},
      ...(task === undefined ? {} : {task}),
      ...(line.deadlineSeconds === undefined ? {} : {deadlineSeconds: line.deadlineSeconds}),
    });
    endings.push(closeExaminer);
    return {examiner, close, request, folder: resolve(line.folder)};
  }, close);
}

/** The module's name: what the task says, else the one that the Kbuild file builds. */
async function snapshot(from: string, to: string, wanted: string | undefined): Promise<string> {
  const facts = await stat(resolve(from)).catch(() => null);
  if (facts?.isDirectory() !== true) throw new CommandFault(`${from} is no folder`, 2);
  const copied = await copySources(resolve(from), to).catch((error: Error) => ({refused: error.message}));
  if ('refused' in copied) throw new CommandFault(`${from}: ${copied.refused}`, 2);
  const modules = modulesOfKbuild(await readFile(join(to, 'Kbuild'), 'utf8'));
  if (wanted !== undefined && modules.includes(wanted)) return wanted;
  const [only] = modules;
  if (wanted === undefined && only !== undefined && modules.length === 1) return only;
  const builds = modules.length === 0 ? 'names no module (obj-m := NAME.o)' : `builds ${modules.join(', ')}`;
  const cure = wanted === undefined ? 'examine takes one module at a time' : `the task is of ${wanted}`;
  throw new CommandFault(`${from}: its Kbuild file ${builds}; ${cure}`, 2);
}
