// Reads the configuration from where a person keeps it, never from a workspace that agents write in.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type Configuration, type ConfigurationSource, configurationOf} from '../../config/schema.ts';
import {withhold} from '../drivers/process.ts';
import {configFolderOf} from '../drivers/session/folders.ts';
import {wordsOf} from '../drivers/workspace/inside.ts';
import {messageOf} from '../runtime/insist.ts';
import {CommandFault} from './say.ts';

const name = 'quarterdeck.yaml';

export interface ConfigurationPlaces {
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  /** Goes before the usual ones. */
  readonly file?: string;
}

/** Throws a CommandFault of status 2 that names the key, the value and the place. */
export async function readConfiguration(
  options: ConfigurationPlaces & {readonly model?: string},
): Promise<Configuration> {
  const sources = await readSources(options);
  try {
    const configuration = configurationOf(sources, options.model);
    for (const settings of Object.values(configuration.targets)) {
      if (settings.kind === 'board' && settings.login.passwordVariable !== undefined)
        withhold(settings.login.passwordVariable);
    }
    return configuration;
  } catch (error) {
    throw new CommandFault(messageOf(error), 2);
  }
}

/** The files that there are, the one that wins last. */
export async function readSources(places: ConfigurationPlaces): Promise<readonly ConfigurationSource[]> {
  const usual = [join(configFolderOf(places.environment), name), join(places.directory, name)];
  const found = await Promise.all(usual.map((path) => readIfThere(path)));
  const given = places.file === undefined ? [] : [await readGiven(places.file)];
  return [...found.filter((source) => source !== null), ...given];
}

async function readIfThere(path: string): Promise<ConfigurationSource | null> {
  try {
    return {path, text: await readFile(path, 'utf8')};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CommandFault(`the configuration ${path} can't be read: ${wordsOf(error as Error)}`, 2);
  }
}

async function readGiven(path: string): Promise<ConfigurationSource> {
  const source = await readIfThere(path);
  if (source === null) throw new CommandFault(`--config ${path}: there is no such file`, 2);
  return source;
}
