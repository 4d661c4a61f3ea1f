// Installs Debian packages for tools, as root or through sudo, after saying so; otherwise tells the line to type.

import type {TellProgress} from '../../core/progress.ts';
import {runProcess} from '../process.ts';
import {aptEnvironment, askApt, machineApt, told} from './apt.ts';
import {aptComplaint, parseStatus, parseUris} from './apt-text.ts';
import {megabytes} from './disk.ts';
import {findTool} from './find-tool.ts';

export interface Rights {
  readonly isRoot: boolean;
  /** The path of sudo, and whether it asks for a password. */
  readonly sudo: {readonly path: string; readonly asks: boolean} | null;
  /** Whether a person is there to be asked. */
  readonly isTerminal: boolean;
}

/** How a program is run as root: words to put before it, and what to say; or not at all. */
export type RootWay = {readonly before: readonly string[]; readonly says: string} | null;

const installSeconds = 3600;
const environment = 'DEBIAN_FRONTEND=noninteractive';

export function rootWay(rights: Rights): RootWay {
  if (rights.isRoot) return {before: [], says: 'as root'};
  if (rights.sudo === null) return null;
  const {path, asks} = rights.sudo;
  if (!asks) return {before: [path, '-n', 'env', environment], says: 'through sudo'};
  if (!rights.isTerminal) return null;
  return {before: [path, 'env', environment], says: 'through sudo, which asks for your password'};
}

/** The line that a person types to get the packages. */
export function installLine(packages: readonly string[], isRoot: boolean): string {
  const sudo = isRoot ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install --no-install-recommends ${packages.join(' ')}`;
}

export interface InstallTelling {
  readonly say: (line: string) => void;
  readonly tell: TellProgress;
  /** Between two looks at a lock that another apt holds. */
  readonly pause?: () => Promise<void>;
}

/** Resolves to what a person should know and do when it failed; null when apt says they are installed. */
export async function installPackages(
  packages: readonly string[],
  {say, tell, pause = breath}: InstallTelling,
  rights?: Rights,
): Promise<string | null> {
  const given = rights ?? (await rightsHere());
  const way = rootWay(given);
  const line = installLine(packages, given.isRoot);
  if (way === null) {
    return `these packages are missing: ${packages.join(' ')}. Quarterdeck may not install them here; install them with\n\n    ${line}\n\nand start again`;
  }
  let bytes = await bytesToFetch(packages);
  if (bytes === null) {
    say(`fetching Debian's package lists ${way.says} (about 10 MB)`);
    await fetchLists(way, say, pause);
    bytes = await bytesToFetch(packages);
  }
  const size = bytes === null ? '' : `, ${megabytes(bytes)} to fetch`;
  say(`installing ${packages.join(' ')} ${way.says}${size}`);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const onLine = tellingOf(bytes ?? 0, tell);
  const first = await asRoot(way, install, onLine);
  if (first === null) return null;
  say(`${first}: once more with new package lists`);
  await fetchLists(way, say, pause);
  const second = await asRoot(way, install, onLine);
  return second === null ? null : `${second}. Is there a network, and room on the disk? By hand it is\n\n    ${line}`;
}

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3_000));
/** Two minutes and more, as apt itself waits for the lock of its packages. */
const looksMax = 40;

/** apt waits for the lock of its packages, and not for that of its lists, which a machine that was just started holds for its own updates. */
async function fetchLists(
  way: NonNullable<RootWay>,
  say: (line: string) => void,
  pause: () => Promise<void>,
): Promise<void> {
  for (let look = 1; look <= looksMax; look++) {
    const fault = await asRoot(way, ['update'], () => {});
    if (fault === null || !/[Cc]ould not get lock|[Uu]nable to lock/.test(fault)) return;
    if (look === 1) say(`${fault}: waiting until it is free`);
    await pause();
  }
}

export async function rightsHere(): Promise<Rights> {
  const isRoot = process.getuid?.() === 0;
  const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true;
  const path = isRoot ? null : findTool('sudo');
  if (path === null) return {isRoot, sudo: null, isTerminal};
  const outcome = await runProcess({command: path, arguments: ['-n', 'true'], deadlineSeconds: 10});
  return {isRoot, sudo: {path, asks: !(outcome.kind === 'exited' && outcome.code === 0)}, isTerminal};
}

/** Null when apt can't tell, for instance because it has no package lists. */
async function bytesToFetch(packages: readonly string[]): Promise<number | null> {
  try {
    const words = ['install', '-y', '--print-uris', '--no-install-recommends', ...packages];
    const files = parseUris(await askApt(machineApt, 'apt-get', words));
    return files.reduce((sum, {bytes}) => sum + bytes, 0);
  } catch {
    return null;
  }
}

/** Nothing is told before apt tells something: sudo may be asking for a password until then. */
function tellingOf(bytes: number, tell: TellProgress): (line: string) => void {
  return (line) => {
    const status = parseStatus(line);
    if (status === null) return;
    if (status.half === 'install')
      tell({what: 'installing', done: Math.round(100 * status.part), of: 100, unit: 'parts'});
    else tell({what: 'fetching', done: bytes * status.part, of: bytes, unit: 'bytes'});
  };
}

/** sudo asks on the terminal itself, so that nothing of ours need pass a password on. */
async function asRoot(
  way: NonNullable<RootWay>,
  words: readonly string[],
  onLine: (line: string) => void,
): Promise<string | null> {
  const apt = [
    findTool('apt-get') ?? 'apt-get',
    '-q',
    ...told,
    '-o',
    'DPkg::Lock::Timeout=120',
    '-o',
    'Dpkg::Use-Pty=0',
  ];
  const [command = '', ...before] = [...way.before, ...apt];
  const outcome = await runProcess({
    command,
    arguments: [...before, ...words],
    environment: aptEnvironment(process.env),
    deadlineSeconds: installSeconds,
    onLine,
  });
  if (outcome.kind === 'exited' && outcome.code === 0) return null;
  const why = outcome.kind === 'notStarted' ? outcome.reason : aptComplaint(outcome.output);
  return `apt-get ${words[0] ?? ''} failed: ${why}`;
}
