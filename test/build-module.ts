// A module of a test, from its sources as text to what the sandbox made of them.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Builder} from '../src/drivers/build/builder.ts';
import type {BuildOutcome} from '../src/ports.ts';

export async function buildModule(
  builder: Builder,
  folder: string,
  {module, files}: {readonly module: string; readonly files: readonly {readonly path: string; readonly text: string}[]},
): Promise<BuildOutcome> {
  const sourceFolder = join(folder, 'source');
  await mkdir(sourceFolder, {recursive: true});
  for (const {path, text} of files) await writeFile(join(sourceFolder, path), text);
  return builder.build({module, sourceFolder, artefactFolder: join(folder, 'out'), deadlineSeconds: 180});
}

/** The files of a module of one file. */
export function oneFile(module: string, source: string) {
  return {
    module,
    files: [
      {path: `${module}.c`, text: source},
      {path: 'Kbuild', text: `obj-m := ${module}.o\n`},
    ],
  };
}
