// `quarterdeck doctor`: each thing that a run needs, whether it is there, and how to mend it when it is not. Changes
// nothing, but for the self-test, which boots a target and crashes it.

import {findTools} from '../drivers/host/tools.ts';
import type {KernelTree} from '../ports.ts';
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
  const {configuration} = options;
  const own = 'fault' in configuration ? undefined : configuration.kernel;
  const tools = findTools(false);
  const qemu = tools.found['qemu-system-x86_64'];
  const {check: kernelCheck, kernel} = await checkKernel(options.cacheFolder, own);
  const probed = qemu === undefined || kernel === null ? [] : [await options.probe({qemu, kernelImage: kernel.image})];
  return [
    checkNode(options.nodeVersion),
    checkSystem(own !== undefined),
    ...(await checkTools(tools)),
    kernelCheck,
    ...(kernel === null ? [] : [await checkDocs(kernel, options.cacheFolder)]),
    ...probed,
    await checkSandbox(tools.found['bwrap']),
    await checkFolder('cache folder', options.cacheFolder),
    await checkFolder('state folder', options.stateFolder),
    checkSocketPath(options.sessionsFolder),
    checkConfiguration('fault' in configuration ? configuration.fault : null),
    ...('fault' in configuration ? [] : [...configuration.keys, ...(await configuration.models())]),
    checkTerminal(options.terminal),
  ];
}
