// Reads a task folder once, at the start: what is read here is what the session goes by, whatever becomes of the folder.
import {readdir, readFile} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseTask, type TaskText} from '../../config/task.ts';
import {wordsOf} from '../drivers/workspace/inside.ts';
import {messageOf} from '../runtime/insist.ts';
import {CommandFault} from './say.ts';

export interface TaskFiles extends TaskText {
  readonly accept: string;
  /** Helper programs in C, by their name without `.c`. */
  readonly programs: readonly {readonly name: string; readonly source: string}[];
}

export const shippedTasks = fileURLToPath(new URL('../../config/tasks/', import.meta.url));
export const shippedTapes = fileURLToPath(new URL('../../config/tapes/', import.meta.url));

/** Where a task is worked on when no folder is named, below the current one. */
export const workspaceFor = (task: string): string => join('quarterdeck-work', task);

/** By their names. */
export async function shippedTaskFolders(): Promise<readonly string[]> {
  const entries = await readdir(shippedTasks, {withFileTypes: true});
  const folders = entries.filter((entry) => entry.isDirectory()).map(({name}) => name);
  return folders.sort().map((name) => join(shippedTasks, name));
}

export async function readTask(folder: string): Promise<TaskFiles> {
  const names = await readdir(folder).catch((error: Error) => {
    throw new CommandFault(`the task folder ${folder} can't be read: ${wordsOf(error)}`, 2);
  });
  for (const needed of ['task.md', 'accept.sh']) {
    if (!names.includes(needed)) throw new CommandFault(`the task folder ${folder} has no ${needed}`, 2);
  }
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const sources = names.filter((name) => name.endsWith('.c')).sort();
  const programs = await Promise.all(
    sources.map(async (name) => ({name: basename(name, '.c'), source: await read(name)})),
  );
  const text = await read('task.md');
  try {
    return {...parseTask(text, join(folder, 'task.md')), accept: await read('accept.sh'), programs};
  } catch (error) {
    throw new CommandFault(messageOf(error), 2);
  }
}

/** Minutes that a goal without a task folder may take. */
const goalMinutes = 60;

/** A goal alone: what it is held against is written and approved in the session. */
/** `mychar` in backquotes, "module named mychar", or "module mychar that": any other word after "module" may be one of the sentence. */
export function moduleNamed(goal: string): string | undefined {
  return moduleNames.map((pattern) => pattern.exec(goal)?.[1]).find((name) => name !== undefined);
}

const moduleNames = [
  /`([a-z][a-z0-9_]{0,54})`/,
  /\bmodule,? (?:named|called) ["']?([a-z][a-z0-9_]{0,54})\b/,
  /\bmodule ["']?([a-z][a-z0-9_]{0,54})["']?,? (?:that|which)\b/,
] as const;

export function taskOfGoal(goal: string): TaskFiles {
  const module = moduleNamed(goal);
  if (module === undefined) {
    throw new CommandFault("--goal: name the module, as in --goal 'a module named mychar that ...'", 2);
  }
  return {
    requirement: {name: module, module, minutes: goalMinutes, goal, devices: []},
    constraints: [],
    accept: '',
    programs: [],
  };
}
