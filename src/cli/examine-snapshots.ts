// Snapshots of a person's folder, each in a folder of its own: what was built of one is known by where that lies. The one before it is gone
// by then.
import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {copySources} from '../drivers/build/copy-files.ts';
import {modulesOfKbuild} from '../kernel/kbuild-file.ts';
import {CommandFault} from './say.ts';

export interface Snapshot {
  readonly module: string;
  readonly sourceFolder: string;
}

/** `wanted`: the module, where a task says which. The answer throws a CommandFault where `from` is none of a module. */
export function openSnapshots(from: string, folder: string, wanted?: string): () => Promise<Snapshot> {
  let last: string | null = null;
  return async () => {
    if (last !== null) await rm(last, {recursive: true, force: true});
    const sourceFolder = await mkdtemp(join(folder, 'source-'));
    last = sourceFolder;
    return {module: await snapshot(from, sourceFolder, wanted), sourceFolder};
  };
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
