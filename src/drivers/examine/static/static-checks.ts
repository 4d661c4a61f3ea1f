// The checks that read a module's source, in the order in which they are run.
import {join} from 'node:path';
import type {KernelTree} from '../../../ports.ts';
import type {ModuleCheck} from '../module-check.ts';
import {analyzerCheck} from './analyzer.ts';
import {openCheckRoom} from './check-room.ts';
import {checkpatchCheck} from './checkpatch.ts';
import {coccinelleCheck} from './coccinelle.ts';
import {compilerCheck} from './compiler.ts';
import {smatchCheck} from './smatch.ts';
import {sparseCheck} from './sparse.ts';

export interface StaticOptions {
  readonly kernel: KernelTree;
  readonly bwrap: string;
  readonly cacheFolder: string;
  /** Where the house's own rules lie: `allocators.h`, and semantic patches. */
  readonly rulesFolder: string;
  readonly unsafeHostBuild: boolean;
}

export function openStaticChecks(options: StaticOptions): readonly ModuleCheck[] {
  const room = openCheckRoom(options);
  const allocators = join(options.rulesFolder, 'allocators.h');
  return [
    compilerCheck(room, allocators),
    analyzerCheck(room, allocators),
    sparseCheck(room),
    checkpatchCheck(room, options),
    coccinelleCheck(room, options),
    smatchCheck(room),
  ];
}
