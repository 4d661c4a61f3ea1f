// Finds programs of the host. Debian leaves /sbin out of an ordinary person's PATH, where depmod and others lie.
import {accessSync, constants, statSync} from 'node:fs';
import {isAbsolute, join} from 'node:path';

const alsoSearched = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];

/** The absolute path of a program that can be run, or null. An absolute `name` is only checked. */
export function findTool(name: string, path: string = process.env['PATH'] ?? ''): string | null {
  if (isAbsolute(name)) return isProgram(name) ? name : null;
  for (const folder of searchPath(path)) {
    const candidate = join(folder, name);
    if (isProgram(candidate)) return candidate;
  }
  return null;
}

/** PATH as a child needs it to find what `findTool` finds. Relative folders are left out: a workspace is not trusted. */
export function searchPath(path: string = process.env['PATH'] ?? ''): readonly string[] {
  return [...new Set([...path.split(':').filter(isAbsolute), ...alsoSearched])];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
