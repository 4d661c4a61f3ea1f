// Commands and files of a board over ssh, for boards that have a network: each request is a connection of its own, its script on standard
// input, and an unguessable mark tells the command's own end from that of the connection.
import {randomBytes} from 'node:crypto';
import type {ExecOutcome, ExecRequest, ProcessOutcome} from '../../../ports.ts';
import {processFault, runProcess} from '../../process.ts';
import type {Channel} from '../room.ts';
import {quoted} from './job.ts';

export interface SshDestination {
  readonly destination: string;
  readonly port: number;
}

/** Runs one script there; `input` follows it on standard input. */
export type RunThere = (script: string, seconds: number, outputBytesMax: number) => Promise<ProcessOutcome>;

const fileSeconds = 120;
const connectSeconds = 10;
const killSeconds = 15;
const overheadBytes = 4096;

/** `ssh` is the program, `ssh` unless a test has its own. */
export function openSshChannel(to: SshDestination, program = 'ssh'): Channel {
  let stop = new AbortController();
  let why = '';

  const there = (script: string, seconds: number, outputBytesMax: number): Promise<ProcessOutcome> =>
    runProcess({
      command: program,
      arguments: sshArguments(to),
      input: script,
      deadlineSeconds: seconds + connectSeconds,
      outputBytesMax: outputBytesMax + overheadBytes,
      signal: stop.signal,
    });

  async function exec(request: ExecRequest): Promise<ExecOutcome> {
    const mark = randomBytes(8).toString('hex');
    const outcome = await there(wrapped(request, mark), request.deadlineSeconds, request.outputBytesMax);
    const ended = endOf(outcome, mark);
    if (ended !== null) return ended;
    const output = 'output' in outcome ? outcome.output.replace(new RegExp(`.*${mark}.*\\n?`, 'g'), '') : '';
    if (outcome.kind === 'killed' && outcome.why === 'timeout') {
      await there(`kill -9 -$(cat /tmp/.qd-${mark}) 2>/dev/null; rm -f /tmp/.qd-${mark}*`, killSeconds, overheadBytes);
      return {kind: 'killed', signal: 'SIGKILL', why: 'timeout', output};
    }
    const reason = outcome.kind === 'killed' && outcome.why === 'cancelled' ? why : processFault(program, outcome);
    return {kind: 'lost', reason: reason ?? 'the connection ended before the command did', output};
  }

  return {
    exec,
    async push({path, mode, bytes}) {
      const text = Buffer.from(bytes).toString('base64').replaceAll(/.{76}/g, '$&\n');
      const part = quoted(`${path}.part`);
      const script = `mkdir -p "$(dirname ${quoted(path)})"
base64 -d >${part} <<'end' || exit 1
${text}
end
chmod ${mode.toString(8)} ${part} && mv ${part} ${quoted(path)}`;
      const outcome = await exec({script, deadlineSeconds: fileSeconds, outputBytesMax: overheadBytes});
      return outcome.kind === 'exited' && outcome.code === 0
        ? {pushed: true}
        : {pushed: false, reason: `${path}: ${words(outcome)}`};
    },
    async pull(path, bytesMax) {
      const script = `[ -f ${quoted(path)} ] || { echo 'there is no such file'; exit 1; }
head -c ${bytesMax + 1} ${quoted(path)} | base64`;
      const outcome = await exec({script, deadlineSeconds: fileSeconds, outputBytesMax: 2 * bytesMax + overheadBytes});
      if (outcome.kind !== 'exited' || outcome.code !== 0) return {pulled: false, reason: `${path}: ${words(outcome)}`};
      const bytes = Buffer.from(outcome.output, 'base64');
      if (bytes.length > bytesMax) return {pulled: false, reason: `${path}: it is longer than ${bytesMax} bytes`};
      return {pulled: true, bytes};
    },
    drop(reason) {
      why = reason;
      stop.abort();
      stop = new AbortController();
    },
  };
}

/** Never asks: whoever must type a password or trust a key does it once by hand. */
function sshArguments({destination, port}: SshDestination): readonly string[] {
  const options = ['-o', 'BatchMode=yes', '-o', `ConnectTimeout=${connectSeconds}`, '-o', 'ServerAliveInterval=5'];
  return [...options, '-p', String(port), '--', destination, 'sh', '-s'];
}

/**
 * sshd gives the command a session of its own, so its process id is that of the group that is ended when it is late. The beginning and the
 * end of the output are sent.
 */
function wrapped({script, directory, environment, outputBytesMax}: ExecRequest, mark: string): string {
  const exports = Object.entries(environment ?? {}).map(([name, value]) => `export ${name}=${quoted(value)}`);
  const file = `/tmp/.qd-${mark}`;
  const half = Math.max(64, Math.floor(outputBytesMax / 2));
  // One argument of a program holds 128 KiB at most, so the script goes as a file.
  return `echo $$ >${file}
cat >${file}.sh <<'${mark}'
${script.replaceAll('\0', '')}
${mark}
{ (cd ${quoted(directory ?? '/')} || exit 217
${exports.join('\n')}
exec sh ${file}.sh </dev/null) 2>&1
echo $? >${file}.st
} | {
dd bs=64 count=${Math.ceil(half / 64)} 2>/dev/null
tail -c ${half} >${file}.b
[ $(wc -c <${file}.b) -lt ${half} ] || printf '\\n[... output cut here ...]\\n'
cat ${file}.b
}
printf '\\n%s %s\\n' ${mark} $(cat ${file}.st)
rm -f ${file} ${file}.*
`;
}

/** Null when the mark never came: the command did not end, or nobody could say so. */
function endOf(outcome: ProcessOutcome, mark: string): ExecOutcome | null {
  if (outcome.kind === 'notStarted') return {kind: 'notStarted', reason: outcome.reason};
  const found = new RegExp(`\\n?\\n${mark} (\\d+)\\n`).exec(`\n${outcome.output}`);
  if (found === null) return null;
  const output = `\n${outcome.output}`.slice(1, Math.max(1, found.index + (found[0].startsWith('\n\n') ? 1 : 0)));
  const code = Number(found[1]);
  return code === 217 ? {kind: 'notStarted', reason: output.trim()} : {kind: 'exited', code, output};
}

function words(outcome: ExecOutcome): string {
  switch (outcome.kind) {
    case 'exited':
      return outcome.output.trim() || `it ended with status ${outcome.code}`;
    case 'killed':
      return `it was ended by ${outcome.signal}`;
    case 'notStarted':
    case 'lost':
      return outcome.reason;
    default:
      return outcome satisfies never;
  }
}
