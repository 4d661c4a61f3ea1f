// The module that falters, built in the sandbox.
import {readFile} from 'node:fs/promises';
import {createBuilder} from '../../src/drivers/build/builder.ts';
import type {KernelTree} from '../../src/ports.ts';
import {buildModule} from '../build-module.ts';
import {falterModule, falterSources} from './falter.ts';

export async function buildFalter({
  kernel,
  bwrap,
  folder,
}: {
  readonly kernel: KernelTree;
  readonly bwrap: string;
  readonly folder: string;
}): Promise<Uint8Array> {
  const builder = createBuilder({kernel, bwrap, unsafeHostBuild: false});
  const outcome = await buildModule(builder, folder, {module: falterModule, files: falterSources});
  if (outcome.kind !== 'built') throw new Error(`${falterModule} was not built: ${JSON.stringify(outcome)}`);
  return readFile(outcome.koPath);
}
