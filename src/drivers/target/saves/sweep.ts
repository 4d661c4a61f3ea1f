// Keeps the shelf of saves within its limits: the one used longest ago goes first, and with it what processes that ended in
// the middle left behind.
import {mkdtemp, readdir, rename, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';

export interface ShelfLimits {
  /** Of all saves together. */
  readonly bytesMax: number;
  readonly savesMax: number;
}

export const shelfLimits: ShelfLimits = {bytesMax: 4 * 1024 ** 3, savesMax: 64};

interface Kept {
  readonly key: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/** Never rejects: a shelf that can't be swept is no reason to do without the save that was just made, which stays. */
export async function sweep(folder: string, limits: ShelfLimits, newest: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isLeftBehind))
    await rm(join(folder, name), {recursive: true, force: true}).catch(() => {});
  const keys = names.filter((name) => /^[0-9a-f]{24}$/.test(name));
  const kept = (await Promise.all(keys.map((key) => keptIn(folder, key)))).filter((save) => save !== null);
  for (const key of surplus(kept, limits, newest)) await removeSave(folder, key);
}

/** Which saves have to go. */
export function surplus(kept: readonly Kept[], limits: ShelfLimits, newest: string): readonly string[] {
  const rank = ({key, usedMs}: Kept) => (key === newest ? Number.POSITIVE_INFINITY : usedMs);
  const byUse = [...kept].sort((one, other) => rank(other) - rank(one));
  let bytes = 0;
  return byUse.flatMap((save, index) => {
    bytes += save.bytes;
    const fits = save.key === newest || (index < limits.savesMax && bytes <= limits.bytesMax);
    return fits ? [] : [save.key];
  });
}

/** `making-PID-` or `gone-PID-` of a process that is no more. */
function isLeftBehind(name: string): boolean {
  const pid = /^(?:making|gone)-(\d+)-/.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function keptIn(folder: string, key: string): Promise<Kept | null> {
  const of = (name: string) => stat(join(folder, key, name));
  try {
    const [facts, state, ram] = await Promise.all([of('facts.json'), of('state'), of('ram')]);
    return {key, bytes: facts.size + state.size + ram.size, usedMs: facts.mtimeMs};
  } catch {
    return {key, bytes: 0, usedMs: 0};
  }
}

/** Renamed first, so that nobody finds half of one. Never rejects. */
export async function removeSave(folder: string, key: string): Promise<void> {
  const away = await mkdtemp(join(folder, `gone-${process.pid}-`)).catch(() => null);
  if (away === null) return;
  await rename(join(folder, key), join(away, 'save')).catch(() => {});
  await rm(away, {recursive: true, force: true}).catch(() => {});
}
