// `--record FILE`: the tape of a live session, begun with it, taken up with it, written whole or not at all.
import {readFile, rename, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {basename, extname} from 'node:path';
import type {Configuration} from '../../config/schema.ts';
import {parseTape, tapeText} from '../../config/tape.ts';
import {roles} from '../core/roles.ts';
import type {Tape} from '../core/tape.ts';
import {hider} from '../drivers/model/hide.ts';
import {createRecordedModel} from '../drivers/model/record.ts';
import type {Clock, Model} from '../ports.ts';
import {messageOf} from '../runtime/insist.ts';
import {keyOf} from './model-keys.ts';
import {CommandFault} from './say.ts';

/** Makes the file, and refuses where there is one: no recording is written over. */
export async function beginTape(path: string, task: string, {models}: Configuration, day: string): Promise<void> {
  const names = [...new Set(roles.map((role) => models[role].model))].join(', ');
  const tape: Tape = {
    name: basename(path, extname(path)).slice(0, 64) || 'recording',
    about: `recorded on ${day} from ${names}`.slice(0, 200),
    task,
    turns: Object.fromEntries(roles.map((role) => [role, []])) as unknown as Tape['turns'],
  };
  try {
    await writeFile(path, tapeText(tape), {flag: 'wx', mode: 0o600});
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'there is such a file already' : messageOf(error);
    throw new CommandFault(`--record ${path}: ${why}`, 2);
  }
}

export interface Recording {
  /** An absolute path. */
  readonly path: string;
  readonly workspace: string;
  readonly sessionFolder: string;
  readonly configuration: Configuration;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export async function recorded(model: Model, clock: Clock, recording: Recording): Promise<Model> {
  const {path} = recording;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CommandFault(`the tape ${path} can't be gone on with: ${messageOf(error)}`, 3);
  });
  return createRecordedModel({
    model,
    clock,
    begun: parseTape(text, path),
    hide: hiderOf(recording),
    save: (tape) => saveTape(path, tape),
  });
}

async function saveTape(path: string, tape: Tape): Promise<void> {
  await writeFile(`${path}.part`, tapeText(tape), {mode: 0o600, flush: true});
  await rename(`${path}.part`, path);
}

function hiderOf({workspace, sessionFolder, configuration, environment}: Recording): (text: string) => string {
  return hider({
    keys: roles.map((role) => keyOf(configuration.models[role].provider, environment)),
    paths: [
      {path: workspace, word: '<workspace>'},
      {path: sessionFolder, word: '<session>'},
      {path: homedir(), word: '<home>'},
    ],
  });
}
