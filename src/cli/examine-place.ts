// Where a person's folder is examined: a snapshot of its sources that stands still meanwhile, and the examiner; both gone at the end.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {ExamineRequest} from '../core/examination.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import type {Examiner} from '../ports.ts';
import {chooseTarget} from './choose-target.ts';
import type {ExamineArguments} from './command-line.ts';
import {openSnapshots} from './examine-snapshots.ts';
import {interruptedStatus, unlessInterrupted} from './interrupts.ts';
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
  const endings: (() => Promise<unknown>)[] = [];
  let isClosed = false;
  const close = async (): Promise<void> => {
    isClosed = true;
    for (const end of endings.splice(0).reverse()) await end().catch(() => {});
    await rm(folder, {recursive: true, force: true});
  };
  // What was under way when a signal closed the place goes on behind it.
  const goOn = async (): Promise<void> => {
    if (!isClosed) return;
    await close();
    throw new CommandFault('ended by a signal', interruptedStatus);
  };
  return unlessInterrupted(async () => {
    const snapshot = openSnapshots(line.folder, folder, task?.requirement.module);
    const acceptance = task === undefined ? 'load' : 'accept';
    const request = async (): Promise<ExamineRequest> => ({
      ...(await snapshot()),
      ...{acceptance, whose: 'own', checks: line.checks},
    });
    // What is wrong with the folder is said before anything is set up for it.
    await request();
    const prepared = await prepare(settings);
    await goOn();
    const {examiner, close: closeExaminer} = await openExaminer({
      ...{prepared, say, folder, cacheFolder: cacheFolderOf(process.env), unsafeHostBuild: line.unsafeHostBuild},
      ...(task === undefined ? {} : {task}),
      ...(line.deadlineSeconds === undefined ? {} : {deadlineSeconds: line.deadlineSeconds}),
    });
    endings.push(closeExaminer);
    await goOn();
    return {examiner, close, request, folder: resolve(line.folder)};
  }, close);
}
