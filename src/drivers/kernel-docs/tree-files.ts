// The files below a folder, in order, and none of them by a link: what is read for the index lies in the tree itself.
import {type Dirent, readdirSync} from 'node:fs';
import {join} from 'node:path';

const filesMax = 200_000;

/** Paths relative to `root`. A folder that can't be read is as if it were empty. */
export function filesBelow(root: string, folder: string, wanted: (name: string) => boolean): readonly string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of entriesOf(join(root, path))) {
      if (found.length >= filesMax) return;
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(below);
      else if (entry.isFile() && wanted(entry.name)) found.push(below);
    }
  };
  visit(folder);
  return found;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, {withFileTypes: true}).sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return [];
  }
}
