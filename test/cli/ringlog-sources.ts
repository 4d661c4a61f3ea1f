// The module ringlog as its tape writes it: the sources of each of its builds, and the last ones with a mistake put in.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseTape} from '../../config/tape.ts';

export type Sources = Readonly<Record<string, string>>;

const tapes = fileURLToPath(new URL('../../config/tapes/', import.meta.url));

/** What lies in the folder at each build of the tape, in order. */
export async function builtSources(name = 'ringlog'): Promise<readonly Sources[]> {
  const path = join(tapes, `${name}.yaml`);
  const tape = parseTape(await readFile(path, 'utf8'), path);
  const builds: Sources[] = [];
  let files: Sources = {};
  for (const {tool, arguments: words} of tape.turns.executor.flatMap(({calls}) => calls)) {
    const file = String(words['path']);
    if (tool === 'write_file') files = {...files, [file]: String(words['content'])};
    if (tool === 'replace_in_file') {
      const [old, now] = [String(words['old']), String(words['new'])];
      files = {...files, [file]: (files[file] ?? '').replace(old, () => now)};
    }
    if (tool === 'build') builds.push(files);
  }
  return builds;
}

/** Those that the task accepts. */
export async function goodSources(): Promise<Sources> {
  const last = (await builtSources()).at(-1);
  if (last === undefined) throw new Error('the tape builds nothing');
  return last;
}

/** With `old` replaced in ringlog.c, where it must occur. */
export function changed(sources: Sources, old: string, replacement: string): Sources {
  const text = sources['ringlog.c'] ?? '';
  if (!text.includes(old)) throw new Error(`ringlog.c does not hold ${old}`);
  return {...sources, 'ringlog.c': text.replace(old, () => replacement)};
}

export async function writeSources(folder: string, sources: Sources): Promise<string> {
  await mkdir(folder, {recursive: true});
  for (const [name, text] of Object.entries(sources)) await writeFile(join(folder, name), text);
  return folder;
}
