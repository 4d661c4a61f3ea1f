// `quarterdeck doctor`: each thing that a run needs, whether it is there, and how to mend it when it is not. Changes
// nothing, but for the self-test, which boots a target and crashes it.

import {findTools} from '../drivers/host/tools.ts';
import type {KernelTree} from '../ports.ts';
import {checkSanitizerKernel} from './doctor-built-kernel.ts';
import {checkStaticChecks} from './doctor-checks.ts';
import {checkDocs} from './doctor-docs.ts';
import {
  checkFolder,
  checkKernel,
  checkNode,
  checkSandbox,
  checkSocketPath,
  checkSystem,
  checkTools,
} from './doctor-host.ts';
import {checkConfiguration, checkTerminal, type TerminalFacts} from './doctor-person.ts';
import {type Check, isReady, jsonOf, tableOf} from './doctor-table.ts';

export interface DoctorOptions {
  readonly json: boolean;
  readonly write: (text: string) => void;
  readonly cacheFolder: string;
  readonly stateFolder: string;
  readonly sessionsFolder: string;
  readonly nodeVersion: string;
  readonly terminal: TerminalFacts;
  readonly configuration:
    | {readonly fault: string}
    | {
        /** Opens the one that the configuration names. */
        readonly kernel?: () => Promise<KernelTree>;
        readonly keys: readonly Check[];
        /** Asks each model that can be asked. */
        readonly models: () => Promise<readonly Check[]>;
      };
  /** What runs the target, KVM or emulation; asked when QEMU and a kernel are there. */
  readonly probe: (host: {readonly qemu: string; readonly kernelImage: string}) => Promise<Check>;
  /** Absent when not asked for; run when nothing is missing. */
  readonly selfTest?: () => Promise<readonly Check[]>;
}

/** The exit status: 0, or 3 when something is missing or the self-test showed that evidence does not come back. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const checks = await checksOf(options);
  const tested = options.selfTest !== undefined && isReady(checks) ? await options.selfTest() : [];
  const skipped: readonly Check[] =
    options.selfTest !== undefined && !isReady(checks)
      ? [{name: 'self-test', state: 'missing', found: 'not run, since something it needs is missing'}]
      : [];
  const all = [...checks, ...tested, ...skipped];
  options.write(options.json ? jsonOf(all) : tableOf(all));
  return isReady(all) ? 0 : 3;
}

async function checksOf(options: DoctorOptions): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const {run} of stepsOf(options)) checks.push(...(await run()));
  return checks;
}

/** One thing to look at, which comes to a check or some. */
export interface DoctorStep {
  readonly name: string;
  readonly run: () => Promise<readonly Check[]>;
}

export type LookedAt = Pick<
  DoctorOptions,
  'cacheFolder' | 'stateFolder' | 'sessionsFolder' | 'nodeVersion' | 'terminal' | 'configuration' | 'probe'
>;

/** In the order of the table. They are run one after the other, for each may be a program. */
export function stepsOf(options: LookedAt): readonly DoctorStep[] {
  const {configuration, cacheFolder, stateFolder} = options;
  const own = 'fault' in configuration ? undefined : configuration.kernel;
  const tools = findTools(false);
  const step = (name: string, run: () => Promise<readonly Check[]>): DoctorStep => ({name, run});
  return [
    step('node', async () => [checkNode(options.nodeVersion)]),
    step('system', async () => [checkSystem(own !== undefined)]),
    step('tools', () => checkTools(tools)),
    step('kernel', () => checkWithKernel(options, own, tools.found['qemu-system-x86_64'])),
    step('sanitizer kernel', async () => [await checkSanitizerKernel(cacheFolder)]),
    step('sandbox', async () => [await checkSandbox(tools.found['bwrap'])]),
    step('cache folder', async () => [await checkFolder('cache folder', cacheFolder)]),
    step('state folder', async () => [await checkFolder('state folder', stateFolder)]),
    step('socket path', async () => [checkSocketPath(options.sessionsFolder)]),
    step('configuration', async () => [checkConfiguration('fault' in configuration ? configuration.fault : null)]),
    step('models', async () =>
      'fault' in configuration ? [] : [...configuration.keys, ...(await configuration.models())],
    ),
    step('terminal', async () => [checkTerminal(options.terminal)]),
  ];
}

/** The kernel, and what can only be looked at where there is one. */
async function checkWithKernel(
  {cacheFolder, probe}: Pick<DoctorOptions, 'cacheFolder' | 'probe'>,
  own: (() => Promise<KernelTree>) | undefined,
  qemu: string | undefined,
): Promise<readonly Check[]> {
  const {check, kernel} = await checkKernel(cacheFolder, own);
  if (kernel === null) return [check];
  const probed = qemu === undefined ? [] : [await probe({qemu, kernelImage: kernel.image})];
  return [check, await checkDocs(kernel, cacheFolder), await checkStaticChecks(kernel, cacheFolder), ...probed];
}
