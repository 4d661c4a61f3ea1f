// Reads which modules a kernel has. A tree that was unpacked and never installed has no modules.dep; depmod tells.
import {readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {KernelTree} from '../../ports.ts';
import {runTool} from '../process.ts';
import {type ModuleIndex, parseModuleIndex} from './modules-dep.ts';

export type {ModuleIndex} from './modules-dep.ts';

export async function kernelModules(kernel: KernelTree): Promise<ModuleIndex> {
  const dependencies = await readFile(join(kernel.modulesFolder, 'modules.dep'), 'utf8').catch(() => askDepmod(kernel));
  const builtin = await readFile(join(kernel.modulesFolder, 'modules.builtin'), 'utf8').catch(() => '');
  return parseModuleIndex(dependencies, builtin);
}

/** Dry, so that nothing is written into the tree; the aliases that follow hold no colon after a path. */
async function askDepmod(kernel: KernelTree): Promise<string> {
  const root = dirname(dirname(dirname(kernel.modulesFolder)));
  const all = await runTool('depmod', ['--dry-run', '--basedir', root, kernel.release]);
  return all
    .split('\n')
    .filter((line) => /^\S+\.ko(\.\w+)?:/.test(line))
    .join('\n');
}
