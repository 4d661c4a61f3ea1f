// Everything that a run needs of the host after npm's part: tools, then a kernel. Does what is missing, and says what it
// does; does nothing, quickly, when nothing is missing.
import type {TellProgress} from '../core/progress.ts';
import {installPackages} from '../drivers/host/packages.ts';
import {type HostSystem, hostSystem} from '../drivers/host/system.ts';
import {boardTools, type FoundTools, findTools, type HostTool, hostTools, packagesOf} from '../drivers/host/tools.ts';
import {openKernel} from '../drivers/kernel-tree/open-kernel.ts';
import type {KernelTree} from '../ports.ts';
import {kernelAdvice, toolsAdvice} from './advice.ts';

export interface PrepareOptions {
  readonly cacheFolder: string;
  readonly say: (line: string) => void;
  readonly tell: TellProgress;
  /** Opens the kernel that the configuration names, or rejects in words; absent, the distribution's is fetched. */
  readonly kernel?: () => Promise<KernelTree>;
  /** Also what only the tests need. */
  readonly forTests?: boolean;
}

export interface PreparedHost {
  readonly kernel: KernelTree;
  readonly tools: {readonly qemu: string; readonly busybox: string; readonly bwrap: string};
}

/** Never rejects: `fault` says what is wrong and what to do. */
export async function prepareHost(options: PrepareOptions): Promise<PreparedHost | {readonly fault: string}> {
  const system = hostSystem();
  if (process.arch !== 'x64') {
    return {fault: `the target is an x86-64 machine, and modules for it are built here: this host is ${process.arch}`};
  }
  const found = await prepareTools(system, options, hostTools);
  if ('fault' in found) return found;
  const tools = chosenOf(found);
  if ('fault' in tools) return tools;
  try {
    if (options.kernel !== undefined) return {kernel: await options.kernel(), tools};
    if (system.kind !== 'debian') return {fault: kernelAdvice(system.name)};
    return {kernel: await openKernel(options), tools};
  } catch (error) {
    return {fault: (error as Error).message};
  }
}

export interface PreparedBoardHost {
  readonly kernel: KernelTree;
  readonly tools: {readonly bwrap: string};
}

/** For a board, which needs neither an emulator nor what one boots: modules are built here, and that is all. Never rejects. */
export async function prepareBoardHost(
  options: Required<Pick<PrepareOptions, 'say' | 'tell' | 'kernel'>>,
): Promise<PreparedBoardHost | {readonly fault: string}> {
  const found = await prepareTools(hostSystem(), options, boardTools);
  if ('fault' in found) return found;
  const bwrap = found.found['bwrap'];
  if (bwrap === undefined || found.missing.length > 0) return {fault: stillMissing(found)};
  try {
    return {kernel: await options.kernel(), tools: {bwrap}};
  } catch (error) {
    return {fault: (error as Error).message};
  }
}

async function prepareTools(
  system: HostSystem,
  {forTests = false, say, tell, kernel}: Pick<PrepareOptions, 'forTests' | 'say' | 'tell' | 'kernel'>,
  needed: readonly HostTool[],
): Promise<FoundTools | {readonly fault: string}> {
  let tools = findTools(forTests, needed);
  if (tools.missing.length > 0 && system.kind === 'other') {
    return {fault: toolsAdvice(system.name, tools.missing, kernel !== undefined)};
  }
  if (tools.missing.length > 0) {
    const fault = await installPackages(packagesOf(tools.missing), {say, tell});
    if (fault !== null) return {fault};
    tools = findTools(forTests, needed);
  }
  return tools;
}

function chosenOf(tools: FoundTools): PreparedHost['tools'] | {readonly fault: string} {
  const {found, missing} = tools;
  const [qemu, busybox, bwrap] = [found['qemu-system-x86_64'], found['busybox'], found['bwrap']];
  if (missing.length > 0 || qemu === undefined || busybox === undefined || bwrap === undefined) {
    return {fault: stillMissing(tools)};
  }
  return {qemu, busybox, bwrap};
}

function stillMissing({missing}: FoundTools): string {
  const names = missing.map((tool) => `${tool.name} (package ${tool.package})`);
  return `apt installed the packages, and these are still not to be found: ${names.join(', ')}`;
}
