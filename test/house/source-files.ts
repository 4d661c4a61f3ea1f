// The project's own files as the house's tests see them: their text, and what each module imports.
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '../..');

export const codeFolders = ['src', 'components', 'agents', 'config'] as const;

export interface SourceFile {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  /** A path from the project's folder, or the name of a package (`node:fs`, `@scope/name`). */
  readonly to: string;
  readonly isOwn: boolean;
}

export function filesOf(folders: readonly string[], endings: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => walk(join(projectFolder, folder)))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({path: relative(projectFolder, path), text: readFileSync(path, 'utf8')}));
}

/** The modules of the program; those of the tests are not held to the table. */
export function modules(): readonly SourceFile[] {
  return filesOf(codeFolders, ['.ts', '.mjs']);
}

export function importsOf({path, text}: SourceFile): readonly Import[] {
  const code = withoutComments(text);
  const statements = [...code.matchAll(/^(?:import|export)\b[^;'"]*?\bfrom\s*(['"])([^'"]+)\1/gm)];
  const bare = [...code.matchAll(/^import\s*(['"])([^'"]+)\1/gm)];
  const dynamic = [...code.matchAll(/\b(?:import|require)\(\s*(['"`])([^'"`]+)\1/g)];
  return [...statements, ...bare, ...dynamic].map((found) => importOf(path, found[2] ?? ''));
}

/** Comments that begin a line: what the formatter leaves of them. Text in strings is not code that begins a line. */
export function withoutComments(text: string): string {
  return text.replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, '').replace(/^[ \t]*\/\/.*$/gm, '');
}

function importOf(from: string, specifier: string): Import {
  if (specifier.startsWith('.')) return {from, to: join(dirname(from), specifier), isOwn: true};
  if (specifier.startsWith('node:')) return {from, to: specifier, isOwn: false};
  const parts = specifier.split('/');
  return {from, to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'), isOwn: false};
}

function walk(path: string): readonly string[] {
  return readdirSync(path, {withFileTypes: true}).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const inside = join(path, entry.name);
    if (entry.isDirectory()) return walk(inside);
    return entry.isFile() ? [inside] : [];
  });
}
