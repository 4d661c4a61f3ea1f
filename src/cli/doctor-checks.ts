// doctor's look at what reads modules: which checks there are here, and how to get the others. None of it is needed for a run.
import {scriptsHere} from '../drivers/examine/static/kernel-scripts.ts';
import {findTool} from '../drivers/host/find-tool.ts';
import {installLine} from '../drivers/host/packages.ts';
import type {KernelTree} from '../ports.ts';
import type {Check} from './doctor-table.ts';

export interface CheckTools {
  readonly find: (name: string) => string | null;
  readonly isRoot: boolean;
  /** Where archives of a kernel's source may lie; absent for where they do. */
  readonly archives?: readonly string[];
}

const here: CheckTools = {find: findTool, isRoot: process.getuid?.() === 0};

export async function checkStaticChecks(
  kernel: Pick<KernelTree, 'release' | 'mounts'>,
  cacheFolder: string,
  {find, isRoot, archives}: CheckTools = here,
): Promise<Check> {
  const name = 'static checks';
  const scripts = await scriptsHere({kernel, cacheFolder, ...(archives === undefined ? {} : {archives})});
  const series = /^\d+\.\d+/.exec(kernel.release)?.[0] ?? kernel.release;
  const optional = [
    {check: 'sparse', package: 'sparse', isThere: find('sparse') !== null},
    {check: 'coccinelle', package: 'coccinelle', isThere: find('spatch') !== null},
    {check: 'checkpatch', package: `linux-source-${series}`, isThere: 'folder' in scripts},
  ];
  const there = ['compiler', 'analyzer', ...optional.filter(({isThere}) => isThere).map(({check}) => check)];
  const smatch = find('smatch') === null ? [] : ['smatch'];
  const lacking = optional.filter(({isThere}) => !isThere);
  const found = [...there, ...smatch].join(', ');
  if (lacking.length === 0) return {name, state: 'ok', found};
  const without = `${found}; without ${lacking.map(({check}) => check).join(', ')}`;
  const packages = lacking.map((one) => one.package);
  return {name, state: 'warn', found: without, mend: `optional: ${installLine(packages, isRoot)}`};
}
