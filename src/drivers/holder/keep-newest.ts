// Bounds a folder that a holder fills for weeks: the newest files stay.
import {readdir, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';

const filesKept = 64;

/** Never rejects: a folder that is not there has nothing to lose, and a disk that refuses harms nobody. */
export async function keepNewest(folder: string, countMax: number = filesKept): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length <= countMax) return;
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const facts = await stat(path).catch(() => null);
      return facts?.isFile() ? {path, name, changedMs: facts.mtimeMs} : null;
    }),
  );
  const oldestFirst = files
    .filter((file) => file !== null)
    .sort((one, other) => one.changedMs - other.changedMs || one.name.localeCompare(other.name, 'en', {numeric: true}));
  for (const {path} of oldestFirst.slice(0, -countMax)) await rm(path, {force: true}).catch(() => {});
}
