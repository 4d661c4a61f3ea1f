// `kernel remove NAME`: one kernel, all of a profile, or a source, out of the cache. One that a target boots now stays.
import type {Configuration} from '../../config/schema.ts';
import {megabytes} from '../drivers/host/disk.ts';
import {removeStored, type StoredKernel, storedKernels} from '../drivers/kernel-build/stored-kernels.ts';
import {cachedKernel} from '../drivers/kernel-tree/open-kernel.ts';
import {cacheFolderOf} from '../drivers/session/folders.ts';
import {namedKernel} from './choose-target.ts';
import {readConfiguration} from './read-configuration.ts';
import {CommandFault, say} from './say.ts';
import {heldTarget} from './take-target.ts';
import {sessionsOn} from './target-users.ts';

export async function removeKernel(name: string, config: string | undefined): Promise<number> {
  const cacheFolder = cacheFolderOf(process.env);
  const meant = chosen(await storedKernels(cacheFolder), name);
  const configuration = await readConfiguration({
    environment: process.env,
    directory: process.cwd(),
    ...(config === undefined ? {} : {file: config}),
  });
  const inUse = await foldersInUse(configuration, cacheFolder);
  for (const stored of meant) {
    const user = inUse.find(({image}) => image.startsWith(`${stored.path}/`));
    if (user !== undefined) throw new CommandFault(`${stored.name} stays: ${user.by} boots it`, 2);
    await removeStored(stored, () => say('another quarterdeck is at work there: waiting for it'));
    process.stdout.write(`removed ${stored.name}, ${megabytes(stored.bytes)}\n`);
  }
  return 0;
}

/** A whole name, or a profile's, which means each of its kernels. */
export function chosen(all: readonly StoredKernel[], name: string): readonly StoredKernel[] {
  const meant = all.filter((stored) => stored.name === name || stored.manifest?.profile === name);
  if (meant.length > 0) return meant;
  const names = all.map((stored) => stored.name);
  const there = names.length === 0 ? 'the cache has none' : `the cache has ${names.join(', ')}`;
  throw new CommandFault(`there is no kernel ${name}: ${there}`, 2);
}

async function foldersInUse(
  {targets}: Configuration,
  cacheFolder: string,
): Promise<readonly {readonly image: string; readonly by: string}[]> {
  const users: {image: string; by: string}[] = [];
  for (const settings of Object.values(targets)) {
    const open = namedKernel(settings, cacheFolder) ?? (() => cachedKernel(cacheFolder));
    const kernel = await open().catch(() => null);
    const by = kernel === null ? null : await userOf(settings.name);
    if (kernel !== null && by !== null) users.push({image: kernel.image, by});
  }
  return users;
}

async function userOf(target: string): Promise<string | null> {
  const [session] = await sessionsOn(target);
  if (session !== undefined) return `session ${session} on ${target}`;
  const held = await heldTarget(target, 'quarterdeck kernel remove').catch(() => null);
  await held?.close();
  return held === null ? null : `${target}, held by process ${held.pid},`;
}
