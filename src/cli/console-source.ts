// Where the console that was asked for comes from: a line that was written out, a configured target's line, or the process that holds it.
import {join} from 'node:path';
import type {BoardSettings, TargetSettings} from '../core/target-settings.ts';
import {heldConsole} from '../drivers/holder/held-console.ts';
import {heldPathsOf, targetsFolderOf} from '../drivers/holder/held-paths.ts';
import {NotHeld} from '../drivers/holder/held-target.ts';
import type {ConsoleLine, ConsoleSource, LineListener} from '../drivers/line/console-line.ts';
import {lineSource} from '../drivers/line/line-source.ts';
import {readLineText} from '../drivers/line/line-text.ts';
import {chooseTarget} from './choose-target.ts';
import {lockBoard} from './lock-target.ts';
import {readConfiguration} from './read-configuration.ts';
import {CommandFault} from './say.ts';

export interface ConsolePlace {
  readonly source: ConsoleSource;
  /** Absent for a line that was written out. */
  readonly settings?: TargetSettings;
}

/** Throws a CommandFault of status 2 for what can't be read. */
export async function consoleSourceOf(options: {
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  readonly target?: string;
  readonly config?: string;
}): Promise<ConsolePlace> {
  const {environment, directory, target, config} = options;
  const written = target === undefined ? null : readLineText(target);
  if (written !== null) {
    if ('fault' in written) throw new CommandFault(`--target ${written.fault}`, 2);
    return {source: lineSource(written)};
  }
  const read = {environment, directory, ...(config === undefined ? {} : {file: config})};
  const settings = chooseTarget(await readConfiguration(read), target);
  const {socket} = heldPathsOf(join(targetsFolderOf(environment), settings.name));
  return {source: targetSource(settings, socket), settings};
}

/** Whoever holds a target has its line; a board that nobody holds is opened here. */
function targetSource(settings: TargetSettings, socketPath: string): ConsoleSource {
  const {name} = settings;
  return {
    words: name,
    async open(listener) {
      try {
        return await heldConsole(socketPath, name).open(listener);
      } catch (fault) {
        if (!(fault instanceof NotHeld)) throw fault;
      }
      if (settings.kind === 'board') return openAlone(settings, listener);
      throw new CommandFault(
        `the target ${name} does not run any more: \`quarterdeck target boot --target ${name}\` starts it`,
        3,
      );
    },
  };
}

/** Of two who read a line each gets half of it: the board is this console's as long as it is open. */
async function openAlone(settings: BoardSettings, listener: LineListener): Promise<ConsoleLine> {
  const unlock = await lockBoard(settings, 'quarterdeck console');
  try {
    const line = await lineSource(settings.line).open(listener);
    return {...line, close: () => line.close().finally(unlock)};
  } catch (fault) {
    await unlock();
    throw fault;
  }
}
