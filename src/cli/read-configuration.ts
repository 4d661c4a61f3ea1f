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

/** Throws a CommandFault of status 2 that names the key, the value and the place. */
export async function readConfiguration(options: {
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  readonly file?: string;
  readonly model?: string;
}): Promise<Configuration> {
  const usual = [join(configFolderOf(options.environment), name), join(options.directory, name)];
  const found = await Promise.all(usual.map((path) => readIfThere(path)));
  const given = options.file === undefined ? [] : [await readGiven(options.file)];
  const sources = [...found.filter((source) => source !== null), ...given];
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
