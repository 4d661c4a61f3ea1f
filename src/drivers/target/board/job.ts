// A command as a file that a plain shell runs, and its end as the server at the console reports it.
import type {ExecOutcome, ExecRequest} from '../../../ports.ts';

export interface JobReport {
  /** `stuck`: not even a kill ended it. */
  readonly status: number | 'stuck';
  /** It was killed at its deadline. */
  readonly late: boolean;
  /** Of the whole output, of which `output` is the beginning. */
  readonly bytes: number;
  readonly output: Buffer;
}

/** The status of a folder that is not there; sh has no use for it. */
const noFolder = 217;

/** Bytes to be run by `sh`; the process says its id in `FILE.pid`, by which it is ended when it is late. */
export function jobScript({script, directory, environment}: ExecRequest, file: string): Buffer {
  const exports = Object.entries({HOME: '/root', TERM: 'dumb', ...environment}).map(
    ([name, value]) => `export ${name}=${quoted(value)}`,
  );
  return Buffer.from(
    [
      `echo $$ >${file}.pid`,
      `cd ${quoted(directory ?? '/')} || exit ${noFolder}`,
      ...exports,
      'export PATH="$PATH:/sbin:/usr/sbin:/bin:/usr/bin"',
      script,
      '',
    ].join('\n'),
  );
}

/** Null while it runs, and when it is none. */
export function parseReport([status, late, bytes, output]: readonly string[]): JobReport | null {
  if (status === undefined || bytes === undefined || !/^(?:\d+|stuck)$/.test(status) || !/^\d+$/.test(bytes))
    return null;
  return {
    status: status === 'stuck' ? 'stuck' : Number(status),
    late: late === 'late',
    bytes: Number(bytes),
    output: Buffer.from(output ?? '', 'base64'),
  };
}

export function outcomeOf({status, late}: JobReport, output: string): ExecOutcome {
  if (status === 'stuck') return {kind: 'lost', reason: 'no signal ends the command', output};
  if (late) return {kind: 'killed', signal: 'SIGKILL', why: 'timeout', output};
  if (status === noFolder) return {kind: 'notStarted', reason: output.trim()};
  return {kind: 'exited', code: status, output};
}

export function quoted(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}
