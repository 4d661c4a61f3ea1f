// What the person did to a file, as against what the Executor last saw of it.
import {join} from 'node:path';
import type {PersonEdit} from '../../core/entities.ts';
import {kept} from '../../core/limits.ts';
import {diffText} from '../../core/patch/line-diff.ts';
import {type FileText, textOfFile} from './inside.ts';
import type {Known} from './known.ts';
import {isLeaving, isWorkName} from './work-names.ts';

export type PersonChange = Pick<PersonEdit, 'path' | 'change' | 'diff'>;

export interface PersonChanges {
  /** Null: it is as the Executor left it, no part of the work, or told already. */
  of(path: string): Promise<PersonChange | null>;
}

export function personChanges(
  folder: string,
  known: Known,
  isTracked: (path: string) => Promise<boolean>,
): PersonChanges {
  const told = new Map<string, FileText>();
  return {
    async of(path) {
      if (isLeaving(path)) return null;
      const now = await textOfFile(join(folder, path));
      const seen = known.textOf(path) ?? null;
      if (now === seen) {
        told.delete(path);
        return null;
      }
      if (told.get(path) === now && told.has(path)) return null;
      if (!isWorkName(path) && !(await isTracked(path))) return null;
      told.set(path, now);
      return {path, change: changeOf(seen, now), diff: difference(path, seen, now)};
    },
  };
}

function changeOf(seen: FileText, now: FileText): PersonEdit['change'] {
  if (seen === null) return 'added';
  return now === null ? 'removed' : 'changed';
}

/** A NUL says that it is no text. */
function difference(path: string, seen: FileText, now: FileText): string {
  const [old, made] = [seen ?? '', now ?? ''];
  return old.includes('\0') || made.includes('\0') ? '' : diffText(path, old, made, kept.diffCharacters);
}
