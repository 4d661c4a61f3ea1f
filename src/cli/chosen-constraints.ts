// The file of constraints that was named on the command line. One in the workspace is refused: agents write there, and a constraint is the
// person's word alone.
import {realpath} from 'node:fs/promises';
import {basename, dirname, join, resolve, sep} from 'node:path';
import {CommandFault} from './say.ts';

export async function chosenConstraints(named: string | undefined, workspace: string): Promise<string | undefined> {
  if (named === undefined) return undefined;
  const file = resolve(named);
  const [real, folder] = [await realOf(file), await realOf(workspace)];
  if (real !== folder && !real.startsWith(folder + sep)) return file;
  throw new CommandFault(
    `${named} lies in the workspace ${workspace}, which agents write in; keep it in another folder`,
    2,
  );
}

/** As far as it is there; links on the way are followed. */
async function realOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null || dirname(path) === path) return real ?? path;
  return join(await realOf(dirname(path)), basename(path));
}
