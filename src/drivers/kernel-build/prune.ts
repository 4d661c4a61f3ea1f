// Takes out of a built tree what neither a boot nor the build of a module needs: four fifths of it.
import {readdir, rm, rmdir} from 'node:fs/promises';
import {join, relative} from 'node:path';

/** Sources of checks (checkpatch, coccinelle's scripts) are below `scripts`, and stay. */
const keptFolders = /^(?:include|scripts|arch\/x86\/include)\//;
const keptFiles =
  /^(?:Makefile|Kbuild|COPYING|\.config|\.asked\.config|Module\.symvers|System\.map|vmlinux|modules\.[\w.]+|build\.log|built\.json|arch\/x86\/(?:Makefile[\w.]*|Kbuild|boot\/bzImage)|tools\/objtool\/objtool)$/;

export function isKept(path: string): boolean {
  if (keptFolders.test(path)) return !/\.(?:o|cmd)$/.test(path);
  return keptFiles.test(path) || path.endsWith('.ko');
}

/** May be interrupted, and run again. */
export async function prune(tree: string, folder = tree): Promise<void> {
  for (const entry of await readdir(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await prune(tree, path);
    else if (!isKept(relative(tree, path))) await rm(path, {force: true});
  }
  if (folder !== tree) await rmdir(folder).catch(() => {});
}
