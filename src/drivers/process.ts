// Runs a program of the host to its end, whatever that is. The only file that knows execa.
import type {Readable} from 'node:stream';
import type {ProcessOutcome} from '../ports.ts';

export interface ProcessRequest {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly directory?: string;
  /** The whole environment of the child; what is not named is not there. Absent: this process's own, less its secrets. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly deadlineSeconds: number;
  /** Of standard output and standard error together; the child is ended when it prints more. */
  readonly outputBytesMax?: number;
  readonly input?: string | Readable;
  readonly signal?: AbortSignal;
  /** In a process group of its own: what a person types at the terminal does not reach it. */
  readonly isApart?: boolean;
  /** Standard error is kept out of the output: for programs whose output is read and not shown. */
  readonly isOutputAlone?: boolean;
  /** Lines as they come, for a person who waits. */
  readonly onLine?: (line: string) => void;
}

const outputBytesDefault = 4 * 1024 * 1024;
const killGraceMs = 2000;

/** Never rejects. `output` is standard output and standard error as they came, unless the output was asked for alone. */
export async function runProcess(request: ProcessRequest): Promise<ProcessOutcome> {
  // Some hundred modules, for which a screen that runs nothing need not wait.
  const {execa} = await import('execa');
  const running = execa(request.command, request.arguments, {
    all: true,
    reject: false,
    stripFinalNewline: false,
    timeout: request.deadlineSeconds * 1000,
    forceKillAfterDelay: killGraceMs,
    maxBuffer: request.outputBytesMax ?? outputBytesDefault,
    extendEnv: false,
    detached: request.isApart ?? false,
    env: {...(request.environment ?? environmentWithoutSecrets())},
    ...(request.directory === undefined ? {} : {cwd: request.directory}),
    ...(request.signal === undefined ? {} : {cancelSignal: request.signal}),
    ...(request.input === undefined ? {stdin: 'ignore' as const} : {input: request.input}),
  });
  if (request.onLine) void tellLines(running, request.onLine);
  const result = await running;
  const said = request.isOutputAlone
    ? {output: textOf(result.stdout), complaints: textOf(result.stderr)}
    : {output: textOf(result.all)};
  if (result.exitCode !== undefined && !result.isMaxBuffer) return {kind: 'exited', code: result.exitCode, ...said};
  if (result.signal === undefined && !result.isMaxBuffer && !result.timedOut && !result.isCanceled) {
    return {
      kind: 'notStarted',
      reason: result.originalMessage ?? result.shortMessage ?? `${request.command} could not be started`,
    };
  }
  const why = result.timedOut ? 'timeout' : result.isCanceled ? 'cancelled' : 'other';
  return {kind: 'killed', signal: result.signal ?? 'SIGTERM', why, ...said};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const toolDeadlineSeconds = 120;

/** A tool of the host that is expected to do its job: what it printed; rejects in words when it did not. */
export async function runTool(command: string, parameters: readonly string[]): Promise<string> {
  const outcome = await runProcess({
    command,
    arguments: parameters,
    deadlineSeconds: toolDeadlineSeconds,
    isOutputAlone: true,
  });
  const fault = processFault(command, outcome);
  if (fault !== null || outcome.kind !== 'exited') throw new Error(fault ?? `${command} did not end`);
  return outcome.output;
}

const withheld = new Set<string>();

/** A variable that a person has named as one that holds a secret: from now on no program of the host gets it unasked. */
export function withhold(name: string): void {
  withheld.add(name);
}

/** A tool of the host needs proxies, locales and folders, and no key. */
function environmentWithoutSecrets(): Readonly<Record<string, string>> {
  const kept = Object.entries(process.env).filter(([name]) => !isSecret(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** PWD and OLDPWD are the shell's own. */
function isSecret(name: string): boolean {
  return withheld.has(name) || (!/^(?:OLD)?PWD$/.test(name) && /KEY|TOKEN|SECRET|PASS|PW/i.test(name));
}

/** What a person can act on when a program did not do its job; null when it did. */
export function processFault(command: string, outcome: ProcessOutcome): string | null {
  switch (outcome.kind) {
    case 'exited':
      return outcome.code === 0 ? null : `${command} ended with status ${outcome.code}${lastWords(outcome)}`;
    case 'killed':
      return `${command} was ended by ${outcome.signal} (${outcome.why})${lastWords(outcome)}`;
    case 'notStarted':
      return `${command} does not start: ${outcome.reason}`;
    default:
      return outcome satisfies never;
  }
}

function lastWords({output, complaints = ''}: {readonly output: string; readonly complaints?: string}): string {
  const words = (complaints.trim() || output.trim()).slice(-2000);
  return words === '' ? '' : `: ${words}`;
}

async function tellLines(running: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> {
  try {
    for await (const line of running) onLine(String(line));
  } catch {
    // How the child ended is told by the outcome.
  }
}
