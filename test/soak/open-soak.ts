// What crashes in a row need: the module that falters, built in the sandbox, and a target of its own in a folder of its own.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {createBuilder} from '../../src/drivers/build/builder.ts';
import type {KernelTree} from '../../src/ports.ts';
import {falterModule, falterSources} from './falter.ts';

export async function buildFalter(options: {
  readonly kernel: KernelTree;
  readonly bwrap: string;
  readonly folder: string;
}): Promise<Uint8Array> {
  const sourceFolder = join(options.folder, 'source');
  await mkdir(sourceFolder, {recursive: true});
  for (const {path, text} of falterSources) await writeFile(join(sourceFolder, path), text);
  const builder = createBuilder({kernel: options.kernel, bwrap: options.bwrap, unsafeHostBuild: false});
  const outcome = await builder.build({
    module: falterModule,
    sourceFolder,
    artefactFolder: join(options.folder, 'out'),
    deadlineSeconds: 180,
  });
  if (outcome.kind !== 'built') throw new Error(`${falterModule} was not built: ${JSON.stringify(outcome)}`);
  return readFile(outcome.koPath);
}
