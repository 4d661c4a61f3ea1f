// What answers for the models: a live one where there is a key, else the tape that fits the task, and the screen says which.
import {readdir, readFile} from 'node:fs/promises';
import {basename, join, resolve} from 'node:path';
import type {Configuration} from '../../config/schema.ts';
import {parseTape} from '../../config/tape.ts';
import type {ModelLabel} from '../core/events.ts';
import {roles} from '../core/roles.ts';
import type {Tape} from '../core/tape.ts';
import {wordsOf} from '../drivers/workspace/inside.ts';
import {messageOf} from '../runtime/insist.ts';
import {missingKeyWords, providersNamed, rolesWithoutKey} from './model-keys.ts';
import {shippedTapes} from './read-task.ts';
import {CommandFault} from './say.ts';
import type {ModelChoice} from './start-file.ts';

export interface ModelWanted {
  readonly model?: string;
  readonly tape?: string;
  readonly speed?: number;
  /** Where a tape of the session is written. */
  readonly record?: string;
}

export interface ChosenModel {
  readonly choice: ModelChoice;
  readonly label: ModelLabel;
}

export async function chooseModel(
  wanted: ModelWanted,
  task: string,
  configuration: Configuration,
  environment: NodeJS.ProcessEnv,
): Promise<ChosenModel> {
  const record = wanted.record === undefined ? {} : {record: resolve(wanted.record)};
  if (wanted.tape !== undefined) return tapeChoice(await readTape(wanted.tape), wanted.speed);
  // A server on this machine may want no key; one that was named on purpose is asked without.
  const missing = rolesWithoutKey(configuration, environment);
  if (missing.length === 0) {
    if (wanted.speed !== undefined)
      throw new CommandFault('--speed goes with a tape; this session has a live model', 2);
    return {choice: {kind: 'live', ...record}, label: {kind: 'live', provider: providersNamed(configuration)}};
  }
  const how = `give a key in the environment variable ${missingKeyWords(configuration, missing)}`;
  if (missing.length < roles.length) {
    throw new CommandFault(`some roles have a model and others have none: ${how}, or play a tape with --tape`, 2);
  }
  if (wanted.record !== undefined) throw new CommandFault(`--record is of a live model, and there is none: ${how}`, 2);
  if (wanted.model !== undefined) throw new CommandFault(`the model ${wanted.model} needs a key: ${how}`, 2);
  const fitting = (await shipped()).find(({tape}) => tape.task === task);
  if (fitting === undefined) {
    throw new CommandFault(
      `there is no key for a model, and no tape for the task ${task}: ${how}, or name a tape with --tape`,
      2,
    );
  }
  return tapeChoice(fitting, wanted.speed);
}

interface TapeFile {
  readonly tape: Tape;
  readonly text: string;
  readonly source: string;
}

function tapeChoice({tape, text, source}: TapeFile, speed = 1): ChosenModel {
  const {name, about, turns} = tape;
  const verifierTurns = turns.verifier.length;
  const label = {kind: 'tape', name, about, ...(verifierTurns === 0 ? {} : {verifierTurns})} as const;
  return {choice: {kind: 'tape', text, source, speed}, label};
}

/** A path, or the name of a shipped one. */
async function readTape(given: string): Promise<TapeFile> {
  const named = (await shipped()).find(({source}) => basename(source, '.yaml') === given);
  return named ?? (await tapeFile(given));
}

/** The tasks that a shipped tape stands by for. */
export async function tapedTasks(): Promise<ReadonlySet<string>> {
  return new Set((await shipped()).map(({tape}) => tape.task));
}

/** Of two for the same task, the one with the shorter name is the main one. */
async function shipped(): Promise<readonly TapeFile[]> {
  const names = (await readdir(shippedTapes)).filter((name) => name.endsWith('.yaml'));
  const ordered = names.sort((a, b) => a.length - b.length || a.localeCompare(b));
  return Promise.all(ordered.map((name) => tapeFile(join(shippedTapes, name))));
}

async function tapeFile(path: string): Promise<TapeFile> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CommandFault(`the tape ${path} can't be read: ${wordsOf(error)}`, 2);
  });
  try {
    return {tape: parseTape(text, path), text, source: path};
  } catch (error) {
    throw new CommandFault(messageOf(error), 2);
  }
}
