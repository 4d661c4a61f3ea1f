// The room that agents' code is compiled in: no network, no environment, nothing of the host but /usr and the kernel's
// headers, both read-only, and one writable folder. Made by bubblewrap.
import {lstatSync, readlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import type {KernelTree, ProcessOutcome} from '../../ports.ts';
import {runProcess} from '../process.ts';
import {cancelOnceStarted} from './start-mark.ts';

/** What the kernel holds a build to, process by process; the whole is bounded by the deadline, and by size in place.ts. */
export interface SandboxLimits {
  readonly fileBytesMax: number;
  readonly memoryBytesMax: number;
  /** Of CPU time, of each process. */
  readonly cpuSeconds: number;
  /** At a time. The kernel counts them for each sandbox (from Linux 5.14 on), and not at all for root. */
  readonly processesMax: number;
}

export interface SandboxRequest {
  /** Read-only in the sandbox, at `to`. */
  readonly mounts: KernelTree['mounts'];
  /** The one folder of the host that can be written, `/build` inside. */
  readonly workFolder: string;
  readonly limits: SandboxLimits;
  readonly command: readonly string[];
}

/** How the host's top folders are laid out: a link to below /usr, or a folder of its own. */
export interface TopFolder {
  readonly name: string;
  /** Absent for a folder. */
  readonly linkTo?: string;
}

export const workFolderInside = '/build';

const temporaryBytesMax = 512 << 20;
/** Debian's awk and others are links into it; ld.so.cache only spares a search. */
const readableOfEtc = ['/etc/alternatives', '/etc/ld.so.cache'];
const unshared = ['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session'];

/** The arguments of bwrap, which itself must be started with an empty environment: `/proc/1/environ` inside shows it. */
export function sandboxArguments(request: SandboxRequest, topFolders: readonly TopFolder[]): readonly string[] {
  const hidesSources = request.mounts.some(({to}) => to.startsWith('/usr/src/'));
  return [
    ...[...unshared, '--cap-drop', 'ALL', '--hostname', 'quarterdeck'],
    ...['--ro-bind', '/usr', '/usr'],
    ...topFolders.flatMap(({name, linkTo}) =>
      linkTo === undefined ? ['--ro-bind', `/${name}`, `/${name}`] : ['--symlink', linkTo, `/${name}`],
    ),
    ...readableOfEtc.flatMap((path) => ['--ro-bind-try', path, path]),
    ...['--proc', '/proc', '--dev', '/dev', '--size', String(temporaryBytesMax), '--tmpfs', '/tmp'],
    ...(hidesSources ? ['--tmpfs', '/usr/src'] : []),
    ...request.mounts.flatMap(({from, to}) => ['--ro-bind', from, to]),
    ...(hidesSources ? ['--remount-ro', '/usr/src'] : []),
    ...['--bind', request.workFolder, workFolderInside, '--remount-ro', '/'],
    ...['--chdir', workFolderInside],
    ...Object.entries(buildEnvironment('/tmp')).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--', '/usr/bin/prlimit', ...limitArguments(request.limits), '--', ...request.command],
  ];
}

export function limitArguments(limits: SandboxLimits): readonly string[] {
  return [
    `--fsize=${limits.fileBytesMax}`,
    `--as=${limits.memoryBytesMax}`,
    `--cpu=${limits.cpuSeconds}`,
    '--core=0',
    '--nofile=1024',
    `--nproc=${limits.processesMax}`,
  ];
}

/** All that a build sees of an environment, in the sandbox and out of it. */
export function buildEnvironment(home: string): Readonly<Record<string, string>> {
  return {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: home, LC_ALL: 'C'};
}

export async function runInSandbox(
  bwrap: string,
  request: SandboxRequest,
  {signal, ...run}: {readonly deadlineSeconds: number; readonly outputBytesMax: number; readonly signal?: AbortSignal},
): Promise<ProcessOutcome> {
  const cancel = signal === undefined ? null : cancelOnceStarted(signal, request.workFolder, workFolderInside);
  const command = cancel === null ? request.command : [...cancel.announce, ...request.command];
  return runProcess({
    command: bwrap,
    arguments: sandboxArguments({...request, command}, hostTopFolders()),
    environment: {},
    directory: '/',
    isApart: true,
    ...run,
    ...(cancel === null ? {} : {signal: cancel.signal}),
  }).finally(() => cancel?.close());
}

/** Why bubblewrap does not run here; null when it does. */
export async function sandboxFault(bwrap: string): Promise<string | null> {
  const outcome = await runInSandbox(
    bwrap,
    {mounts: [], workFolder: tmpdir(), limits: generousLimits, command: ['/bin/true']},
    {deadlineSeconds: 20, outputBytesMax: 65_536},
  );
  if (outcome.kind === 'exited' && outcome.code === 0) return null;
  const said = outcome.kind === 'notStarted' ? outcome.reason : outcome.output.trim().split('\n')[0] || outcome.kind;
  return `the build sandbox (bubblewrap, ${bwrap}) does not run here: ${said}. ${cureFor(said)}`;
}

const generousLimits: SandboxLimits = {
  fileBytesMax: 1 << 20,
  memoryBytesMax: 1 << 30,
  cpuSeconds: 10,
  processesMax: 4096,
};

function cureFor(said: string): string {
  if (/ENOENT|no such file|not found/i.test(said)) return 'Install it: apt-get install bubblewrap';
  if (/namespace|permitted|permission|uid map/i.test(said)) {
    return 'It needs user namespaces: as root, sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000 (Ubuntu: also kernel.apparmor_restrict_unprivileged_userns=0); in a container, allow them there';
  }
  return 'bwrap --version should print 0.8 or later';
}

function hostTopFolders(): readonly TopFolder[] {
  return ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'].flatMap((name): readonly TopFolder[] => {
    const found = lstatSync(`/${name}`, {throwIfNoEntry: false});
    if (found === undefined) return [];
    return [found.isSymbolicLink() ? {name, linkTo: readlinkSync(`/${name}`)} : {name}];
  });
}
