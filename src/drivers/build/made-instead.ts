// Why a build has no module of the wanted name: what it made instead.
import {readdir} from 'node:fs/promises';

const namesMax = 5;

/** Empty where it made none: then the build has said more. */
export async function madeInstead(workFolder: string, wanted: string): Promise<string> {
  const names = await readdir(workFolder).catch(() => []);
  const made = names.filter((name) => /^[A-Za-z0-9_-]+\.ko$/.test(name)).sort();
  if (made.length === 0) return '';
  const rest = made.length > namesMax ? ` and ${made.length - namesMax} more` : '';
  const object = wanted.replace(/\.ko$/, '.o');
  return `; the Kbuild file builds ${made.slice(0, namesMax).join(', ')}${rest}, and has no "obj-m := ${object}"`;
}
