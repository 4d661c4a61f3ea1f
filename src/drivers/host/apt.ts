// Asks Debian's apt. Never installs; packages.ts does. When the machine has no package lists, or they are too old to
// fetch from, apt is given lists of our own in the cache folder, which needs no root and touches nothing of the host's.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {processFault, runProcess} from '../process.ts';
import {aptComplaint, parseStatus} from './apt-text.ts';
import {findTool, searchPath} from './find-tool.ts';

/** How apt is asked: by the machine's package lists or by our own. */
export interface Apt {
  readonly options: readonly string[];
  /** Ends what is being asked or fetched. */
  readonly signal?: AbortSignal;
}

export const machineApt: Apt = {options: []};

const askSeconds = 60;
const fetchSeconds = 3600;
const passedOn = /^(?:PATH|HOME|APT_CONFIG|(?:https?|ftp|no|all)_proxy)$/i;

/** What apt-cache or apt-get printed; rejects with what apt complained of. */
export async function askApt(
  apt: Apt,
  program: 'apt-cache' | 'apt-get',
  parameters: readonly string[],
): Promise<string> {
  return runApt(apt, program, parameters, {deadlineSeconds: askSeconds});
}

export interface AptRun {
  readonly deadlineSeconds?: number;
  readonly directory?: string;
  /** How much of what is to be fetched is there, from 0 to 1. */
  readonly onPart?: (part: number) => void;
}

/** As `askApt`, for what takes its time. */
export async function runApt(
  apt: Apt,
  program: 'apt-cache' | 'apt-get',
  parameters: readonly string[],
  run: AptRun = {},
): Promise<string> {
  const command = findTool(program);
  if (command === null) throw new Error(`this machine has no ${program}`);
  apt.signal?.throwIfAborted();
  const outcome = await runProcess({
    command,
    arguments: [...quiet, ...(run.onPart === undefined ? [] : told), ...apt.options, ...parameters],
    environment: aptEnvironment(process.env),
    deadlineSeconds: run.deadlineSeconds ?? fetchSeconds,
    outputBytesMax: 32 << 20,
    ...(run.directory === undefined ? {} : {directory: run.directory}),
    ...(apt.signal === undefined ? {} : {signal: apt.signal}),
    ...(run.onPart === undefined ? {} : {onLine: partsOf(run.onPart)}),
  });
  apt.signal?.throwIfAborted();
  if (outcome.kind === 'exited' && outcome.code === 0) return outcome.output;
  const why = outcome.kind === 'exited' ? aptComplaint(outcome.output) : processFault(program, outcome);
  throw new Error(`${program} ${parameters[0] ?? ''}: ${why}`);
}

/** Package lists of our own under `cacheFolder`, fetched anew. Apt ends well without a network; `complaint` tells. */
export async function updatePrivateLists(
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<{readonly apt: Apt; readonly complaint: string | null}> {
  const apt = {...(await privateApt(cacheFolder)), ...(signal === undefined ? {} : {signal})};
  const output = await runApt(apt, 'apt-get', ['update'], {deadlineSeconds: 600});
  return {apt, complaint: /^(?:W|Err):/m.test(output) ? aptComplaint(output) : null};
}

async function privateApt(cacheFolder: string): Promise<Apt> {
  const folder = join(cacheFolder, 'apt');
  await mkdir(join(folder, 'lists/partial'), {recursive: true});
  await mkdir(join(folder, 'cache/archives/partial'), {recursive: true});
  const configuration = join(folder, 'apt.conf');
  // The machine's own hooks after an update (clean-ups, desktop notices) are not for these lists.
  const lines = [
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    `Dir::State::Lists ${JSON.stringify(join(folder, 'lists'))};`,
    `Dir::Cache ${JSON.stringify(join(folder, 'cache'))};`,
  ];
  await writeFile(configuration, `${lines.join('\n')}\n`);
  return {options: ['-c', configuration]};
}

/** The sandbox user can't write to a person's folder, and apt would warn of that. */
const quiet = ['-q', '-o', `APT::Sandbox::User=`, '-o', 'Acquire::Retries=2', '-o', 'Dpkg::Use-Pty=0'];

/** Where it stands goes to standard output, a line each (apt's README.progress-reporting). */
export const told = ['-o', 'APT::Status-Fd=1'];

function partsOf(onPart: (part: number) => void): (line: string) => void {
  return (line) => {
    const status = parseStatus(line);
    if (status?.half === 'fetch') onPart(status.part);
  };
}

/** What apt may see of our environment: no keys, and English to read. */
export function aptEnvironment(from: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const kept = Object.entries(from).filter(([name, value]) => value !== undefined && passedOn.test(name));
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    PATH: searchPath(from['PATH']).join(':'),
    LC_ALL: 'C.UTF-8',
    DEBIAN_FRONTEND: 'noninteractive',
  };
}
