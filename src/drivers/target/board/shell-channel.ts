// Commands and files over a board's console, by our server there: what is sent comes in numbered pieces, each answered, and what is
// fetched in numbered pieces as well, of which the missing ones are asked for again.
import {randomBytes} from 'node:crypto';
import {gunzipSync, gzipSync} from 'node:zlib';
import type {ExecOutcome, ExecRequest, FileToPush} from '../../../ports.ts';
import {systemClock} from '../../clock.ts';
import type {Channel} from '../room.ts';
import {addPiece, fetchPieces, joinPieces, noPieces, type Pieces} from './fetch-pieces.ts';
import {type JobReport, jobScript, outcomeOf, parseReport} from './job.ts';
import type {Answer, Requests} from './requests.ts';
import {sendPieces} from './send-pieces.ts';
import {type SumTool, sumOf} from './sums.ts';

export interface ShellChannelOptions {
  readonly requests: Requests;
  /** What the server said of itself; it may change with every boot. */
  readonly server: () => {readonly folder: string; readonly tool: SumTool; readonly hasGzip: boolean};
  readonly bytesPerSecond: number;
}

export interface ShellChannel extends Channel {
  /** What the server says without being asked. */
  told(kind: string, words: readonly string[]): void;
}

/** What fits into one piece. */
const oneLineBytes = 900;
const wholeTriesMax = 3;
const answerGraceSeconds = 20;
const pollMs = 4000;
/** An output that was cut is longer by the words that say so, and by the rest of a block. */
const cutBytes = 256;

export function openShellChannel({requests, server, bytesPerSecond}: ShellChannelOptions): ShellChannel {
  const session = randomBytes(3).toString('hex');
  const reports = new Map<string, (report: JobReport) => void>();
  const fetches = new Map<string, Pieces>();
  let files = 0;
  const newFile = () => `${session}${++files}`;
  const remove = (file: string) => void requests.ask(`d ${file}`);

  /** Sends bytes, and then asks for what is to become of them; again from the start when they did not arrive whole. */
  async function send(file: string, bytes: Buffer, then: string): Promise<Answer> {
    for (let tried = 0; tried < wholeTriesMax; tried++) {
      const pieces = sendPieces(requests, file, bytes);
      // The server reads in order: what fits into one piece needs no answer before the next question.
      const early = bytes.length <= oneLineBytes ? requests.ask(then) : null;
      const failed = await pieces;
      if (failed !== null) return failed;
      const answer = (await early) ?? (await requests.ask(then));
      if (answer.kind !== 'hole') return answer;
    }
    return {kind: 'no', why: 'what arrives there differs from what was sent, again and again'};
  }

  async function fetch(path: string, bytesMax: number): Promise<Buffer | string> {
    const {tool, hasGzip} = server();
    const file = newFile();
    const pieces = noPieces();
    fetches.set(file, pieces);
    try {
      const begun = await requests.ask(`o ${file} ${base64(path)} ${bytesMax} ${hasGzip ? 1 : 0}`);
      if (begun.kind !== 'ok') return words(begun);
      const [rawBytes = 0, bytes = 0] = begun.words.map(Number);
      if (rawBytes > bytesMax) return `it is longer than ${bytesMax} bytes`;
      if (!isCount(rawBytes) || !isCount(bytes) || bytes > packedMax(rawBytes)) return 'the board gives it no size';
      const failed = await fetchPieces(requests, file, bytes, pieces);
      if (failed !== null) return failed.kind === 'hole' ? 'it does not come through' : words(failed);
      const all = joinPieces(pieces).subarray(0, bytes);
      if (sumOf(tool, all) !== begun.words[2]) return 'the checksum differs';
      return hasGzip ? gunzipSync(all, {maxOutputLength: Math.max(rawBytes, 1)}) : all;
    } catch (fault) {
      return (fault as Error).message;
    } finally {
      fetches.delete(file);
      remove(file);
    }
  }

  async function runJob(request: ExecRequest): Promise<ExecOutcome> {
    const {folder, tool} = server();
    const file = newFile();
    const script = jobScript(request, `${folder}/${file}`);
    const seconds = Math.ceil(request.deadlineSeconds);
    const reported = new Promise<JobReport>((resolve) => reports.set(file, resolve));
    const stop = new AbortController();
    try {
      const begun = await send(file, script, `x ${file} ${sumOf(tool, script)} ${seconds} ${request.outputBytesMax}`);
      if (begun.kind === 'lost') return {kind: 'lost', reason: begun.why, output: ''};
      if (begun.kind !== 'ok') return {kind: 'notStarted', reason: words(begun)};
      const report = await Promise.race([reported, poll(file, stop.signal)]);
      if ('lost' in report) return {kind: 'lost', reason: report.lost, output: ''};
      const isWhole = report.output.length >= report.bytes;
      const output = isWhole ? report.output : await fetch(`${folder}/${file}.out`, request.outputBytesMax + cutBytes);
      if (typeof output === 'string') return {kind: 'lost', reason: output, output: report.output.toString()};
      return outcomeOf(report, output.toString());
    } finally {
      stop.abort();
      reports.delete(file);
      remove(file);
    }
  }

  /** Its end is told by itself, and that word may get lost. */
  async function poll(file: string, signal: AbortSignal): Promise<JobReport | {readonly lost: string}> {
    for (;;) {
      await pause(pollMs, signal);
      if (signal.aborted) return {lost: 'nobody waits for it any more'};
      const answer = await requests.ask(`s ${file}`, 1500);
      if (answer.kind !== 'ok') return {lost: words(answer)};
      const report = parseReport(answer.words);
      if (report !== null) return report;
    }
  }

  return {
    drop: (reason) => requests.drop(reason),
    told(kind, [file = '', ...rest]) {
      if (kind === 'b')
        addPiece(fetches.get(file) ?? noPieces(), Number(rest[0]), Buffer.from(rest[1] ?? '', 'base64'));
      const report = kind === 'e' ? parseReport(rest) : null;
      if (report !== null) reports.get(file)?.(report);
    },
    exec(request) {
      const seconds = request.deadlineSeconds + answerGraceSeconds + (4 * request.script.length) / bytesPerSecond;
      const late: ExecOutcome = {
        kind: 'lost',
        reason: `the board did not answer within ${Math.ceil(seconds)} s`,
        output: '',
      };
      return within(runJob(request), seconds, late);
    },
    async push({path, mode, bytes}: FileToPush) {
      const {tool, hasGzip} = server();
      const packed = hasGzip ? gzipSync(bytes, {level: 9}) : null;
      const isPacked = packed !== null && packed.length < bytes.length;
      const sent = isPacked ? packed : Buffer.from(bytes);
      const file = newFile();
      const then = `f ${file} ${sumOf(tool, sent)} ${isPacked ? 1 : 0} ${mode.toString(8)} ${base64(path)}`;
      const answer = await send(file, sent, then);
      remove(file);
      return answer.kind === 'ok' ? {pushed: true} : {pushed: false, reason: `${path}: ${words(answer)}`};
    },
    async pull(path, bytesMax) {
      const bytes = await fetch(path, bytesMax);
      return typeof bytes === 'string' ? {pulled: false, reason: `${path}: ${bytes}`} : {pulled: true, bytes};
    },
  };
}

function within<Value>(work: Promise<Value>, seconds: number, late: Value): Promise<Value> {
  return new Promise((resolve) => {
    const disarm = systemClock.after(seconds * 1000, () => resolve(late));
    void work.then((value) => {
      disarm();
      resolve(value);
    });
  });
}

/** Ends early when nobody waits any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const disarm = systemClock.after(ms, resolve);
    const stop = () => {
      disarm();
      resolve();
    };
    signal.addEventListener('abort', stop, {once: true});
  });
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

/** What gzip makes of bytes that can't be packed is a little longer than they are. */
function packedMax(bytes: number): number {
  return bytes + Math.ceil(bytes / 1000) + 256;
}

function words(answer: Answer): string {
  return answer.kind === 'no' || answer.kind === 'lost' ? answer.why : 'it does not arrive whole';
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
