// doctor's look at the host: programs, packages, the kernel, the sandbox, disks.
import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {sandboxFault} from '../drivers/build/sandbox.ts';
import {freeBytes, megabytes} from '../drivers/host/disk.ts';
import {installLine} from '../drivers/host/packages.ts';
import {hostSystem} from '../drivers/host/system.ts';
import {type FoundTools, findTools, type HostTool} from '../drivers/host/tools.ts';
import {cachedKernel} from '../drivers/kernel-tree/open-kernel.ts';
import {runProcess} from '../drivers/process.ts';
import {socketPathBytesMax} from '../drivers/session/folders.ts';
import type {KernelTree} from '../ports.ts';
import type {Check} from './doctor-table.ts';

const nodeNeeded = [22, 22] as const;
/** A kernel, what it is unpacked from, and room for sessions. */
const roomNeeded = 1e9;
/** As long as a session's own name can be, and its socket's. */
const socketBelowSessions = '/20261124-160000-some-longer-name-abcd/sock';

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > nodeNeeded[0] || (major === nodeNeeded[0] && minor >= nodeNeeded[1]);
  if (isEnough) return {name: 'node', state: 'ok', found: version};
  return {
    name: 'node',
    state: 'missing',
    found: `${version}; ${nodeNeeded.join('.')} or newer is needed`,
    mend: 'start through npm start or npx quarterdeck, which bring a node of their own',
  };
}

export async function checkTools(tools: FoundTools = findTools(false)): Promise<readonly Check[]> {
  const isRoot = process.getuid?.() === 0;
  const found = Object.entries(tools.found).map(([name, path]): Check => ({name, state: 'ok', found: path}));
  const qemu = tools.found['qemu-system-x86_64'];
  const version = qemu === undefined ? null : await versionOf(qemu);
  return [
    ...found.map((check) => (check.name === 'qemu-system-x86_64' && version ? {...check, found: version} : check)),
    ...tools.missing.map((tool) => missingTool(tool, isRoot)),
  ];
}

export function checkSystem(hasOwnKernel: boolean): Check {
  const {kind, name} = hostSystem();
  if (kind === 'debian') return {name: 'system', state: 'ok', found: `${name}, with apt`};
  const found = kind === 'apt' ? `${name}: apt for tools, not for the kernel` : `${name}: no apt`;
  if (hasOwnKernel) return {name: 'system', state: 'ok', found: `${found}; the configuration names a kernel`};
  return {
    name: 'system',
    state: 'warn',
    found,
    mend: 'name a kernel of your own: targets.qemu.kernel in quarterdeck.yaml',
  };
}

export async function checkKernel(
  cacheFolder: string,
  own: (() => Promise<KernelTree>) | undefined,
): Promise<{readonly check: Check; readonly kernel: KernelTree | null}> {
  try {
    const kernel = own === undefined ? await cachedKernel(cacheFolder) : await own();
    if (kernel !== null) {
      return {
        check: {name: 'kernel', state: 'ok', found: `${kernel.release}, ${kernel.image || kernel.buildFolder}`},
        kernel,
      };
    }
    const found = `none in ${join(cacheFolder, 'kernels')}`;
    const mend = 'npm start fetches it (85 MB) and unpacks it there (550 MB)';
    return {check: {name: 'kernel', state: 'missing', found, mend}, kernel: null};
  } catch (error) {
    const {message} = error as Error;
    return {check: {name: 'kernel', state: 'missing', found: message, mend: 'mend the configuration'}, kernel: null};
  }
}

export async function checkSandbox(bwrap: string | undefined): Promise<Check> {
  const name = 'sandbox';
  if (bwrap === undefined) return {name, state: 'missing', found: 'there is no bubblewrap to make it'};
  const fault = await sandboxFault(bwrap);
  if (fault === null) return {name, state: 'ok', found: 'runs: no network, no environment, one writable folder'};
  return {name, state: 'missing', found: fault};
}

export async function checkFolder(name: string, folder: string): Promise<Check> {
  if (!(await isWritable(folder))) {
    return {
      name,
      state: 'missing',
      found: `${folder} can't be written`,
      mend: 'change its owner, or set XDG_CACHE_HOME and XDG_STATE_HOME',
    };
  }
  const free = await freeBytes(folder);
  const found = `${folder}, ${megabytes(free)} free`;
  if (free >= roomNeeded) return {name, state: 'ok', found};
  return {name, state: 'warn', found, mend: `make room: set-up and sessions take up to ${megabytes(roomNeeded)}`};
}

export function checkSocketPath(sessionsFolder: string): Check {
  const bytes = Buffer.byteLength(sessionsFolder + socketBelowSessions);
  const name = 'socket path';
  if (bytes <= socketPathBytesMax) return {name, state: 'ok', found: `up to ${bytes} bytes of ${socketPathBytesMax}`};
  const found = `a session's socket below ${sessionsFolder} would have ${bytes} bytes, and ${socketPathBytesMax} are allowed`;
  return {name, state: 'missing', found, mend: 'set XDG_STATE_HOME to a shorter path'};
}

function missingTool(tool: HostTool, isRoot: boolean): Check {
  return {
    name: tool.name,
    state: 'missing',
    found: `not found; it ${tool.why}`,
    mend: installLine([tool.package], isRoot),
  };
}

async function versionOf(program: string): Promise<string | null> {
  const outcome = await runProcess({command: program, arguments: ['--version'], deadlineSeconds: 20});
  return outcome.kind === 'exited' && outcome.code === 0 ? (outcome.output.split('\n')[0] ?? null) : null;
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const parent = dirname(folder);
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && parent !== folder && isWritable(parent);
  }
}
