// The host's end of the channel to the target's agent: requests out, their ends back as values. A request never outlives
// the boot that it was made for.
import {randomBytes} from 'node:crypto';
import {constants} from 'node:os';
import type {Duplex} from 'node:stream';
import {crc32} from 'node:zlib';
import type {KernelNow} from '../../core/link.ts';
import type {ExecOutcome, ExecRequest, FileToPush} from '../../ports.ts';
import {encodeFrame, type Frame, frameTypes, payloadBytesMax, takeFrames} from './frames.ts';
import {parseKernelNow} from './kernel-now.ts';

/** What the agent says first in every boot. */
export interface Hello {
  readonly release: string;
  readonly bootId: string;
  /** As in WDIOC_GETBOOTSTATUS; 32 after the watchdog's reset. */
  readonly bootStatus: number;
  readonly heartbeatSeconds?: number;
}

export type PushOutcome = {readonly pushed: true} | {readonly pushed: false; readonly reason: string};
export type PullOutcome =
  | {readonly pulled: true; readonly bytes: Buffer}
  | {readonly pulled: false; readonly reason: string};

export interface AgentLink {
  exec(request: ExecRequest): Promise<ExecOutcome>;
  push(file: FileToPush): Promise<PushOutcome>;
  pull(path: string, bytesMax: number): Promise<PullOutcome>;
  /** Ends every request under way as lost; nothing is taken or sent before the next hello. */
  drop(reason: string): void;
  /** Wakes a system that was restored from a saved state, and asks it for its hello; the frames of its life bear a number of its own. */
  greet(greeting: Greeting): void;
  /** Requests under way. */
  busy(): number;
}

export interface Greeting {
  /** Milliseconds since 1970: what its clock is set to. */
  readonly nowMs: number;
  /** Addresses of PCI devices that the system has to find again. */
  readonly devices: readonly string[];
}

export interface AgentListener {
  hello(hello: Hello): void;
  heartbeat(kernel?: KernelNow): void;
}

interface Request {
  take(frame: Frame): 'more' | 'ended';
  lose(reason: string): void;
}

/** As guest/exec.c has it. */
const outputBytesMax = 1 << 20;
/** The agent's own grace after a kill, and the way back. */
const answerGraceSeconds = 15;
const fileSeconds = 60;
const environment = {PATH: '/bin:/sbin:/usr/bin:/usr/sbin', HOME: '/root', TERM: 'dumb'};

export function openAgentLink(stream: Duplex, listener: AgentListener): AgentLink {
  const requests = new Map<number, Request>();
  let boot: number | undefined;
  let rest: Buffer = Buffer.alloc(0);
  let nextId = 1;

  const drop = (reason: string) => {
    boot = undefined;
    rest = Buffer.alloc(0);
    const lost = [...requests.values()];
    requests.clear();
    for (const request of lost) request.lose(reason);
  };
  const take = (frame: Frame) => {
    if (frame.type === frameTypes.hello) {
      if (requests.size > 0) drop('the agent on the target started anew');
      boot = frame.boot;
      listener.hello(parseHello(frame.payload.toString()));
    }
    if (frame.boot !== boot) return;
    if (frame.type === frameTypes.heartbeat) listener.heartbeat(parseKernelNow(frame.payload.toString()));
    if (requests.get(frame.id)?.take(frame) === 'ended') requests.delete(frame.id);
  };
  stream.on('data', (chunk: Buffer) => {
    const taken = takeFrames(rest, chunk);
    rest = taken.rest;
    for (const frame of taken.frames) take(frame);
  });
  stream.on('error', () => {});
  stream.on('close', () => drop('the channel to the target is closed'));

  const send = (id: number, type: number, payload: Buffer) => {
    if (boot !== undefined && stream.writable) stream.write(encodeFrame({boot, id, type, payload}));
  };
  /** Registers a request; `begin` makes what takes its frames, given how to settle. */
  const request = <Outcome>(
    seconds: number,
    lost: (reason: string) => Outcome,
    begin: (id: number, settle: (outcome: Outcome) => void) => Omit<Request, 'lose'> & {lost?(reason: string): Outcome},
  ): Promise<Outcome> =>
    new Promise((resolve) => {
      const id = nextId++;
      let deadline: NodeJS.Timeout | undefined;
      const settle = (outcome: Outcome) => {
        clearTimeout(deadline);
        requests.delete(id);
        resolve(outcome);
      };
      if (boot === undefined) {
        settle(lost('the target has no agent that answers'));
        return;
      }
      const begun = begin(id, settle);
      const lose = (reason: string) => settle((begun.lost ?? lost)(reason));
      requests.set(id, {take: (frame) => begun.take(frame), lose});
      deadline = setTimeout(() => lose(`the target did not answer within ${seconds} s`), seconds * 1000);
    });

  return {
    drop,
    busy: () => requests.size,
    greet(greeting) {
      drop('the target begins a new boot');
      const life = randomBytes(4).readUInt32LE();
      if (stream.writable) {
        stream.write(encodeFrame({boot: life, id: 0, type: frameTypes.greet, payload: greetPayload(greeting)}));
      }
    },
    exec: async (asked) => {
      const payload = execPayload(asked);
      if (payload.length > payloadBytesMax) {
        return {kind: 'notStarted', reason: `the script is ${payload.length} bytes long; push it as a file`};
      }
      return request<ExecOutcome>(
        asked.deadlineSeconds + answerGraceSeconds,
        (reason) => ({kind: 'lost', reason, output: ''}),
        (id, settle) => {
          send(id, frameTypes.exec, payload);
          return execFrames(asked, settle);
        },
      );
    },
    push: ({path, mode, bytes}) =>
      request<PushOutcome>(
        fileSeconds,
        (reason) => ({pushed: false, reason}),
        (id, settle) => {
          send(id, frameTypes.push, Buffer.concat([words(mode), Buffer.from(path)]));
          for (let at = 0; at < bytes.length; at += payloadBytesMax) {
            send(id, frameTypes.pushChunk, Buffer.from(bytes.subarray(at, at + payloadBytesMax)));
          }
          send(id, frameTypes.pushEnd, words(crc32(bytes)));
          return {
            take: (frame) => {
              if (frame.type !== frameTypes.pushed) return 'more';
              const reason = frame.payload.toString('utf8', 4);
              settle(reason === '' ? {pushed: true} : {pushed: false, reason: `${path}: ${reason}`});
              return 'ended';
            },
          };
        },
      ),
    pull: (path, bytesMax) =>
      request<PullOutcome>(
        fileSeconds,
        (reason) => ({pulled: false, reason}),
        (id, settle) => {
          send(id, frameTypes.pull, Buffer.concat([words(bytesMax), Buffer.from(path)]));
          return pullFrames(path, bytesMax, settle);
        },
      ),
  };
}

/** As guest/greet.c has it. */
const greetRandomBytes = 32;

function greetPayload({nowMs, devices}: Greeting): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(BigInt(Math.round(nowMs)));
  const addresses = devices.map((address) => `${address}\0`).join('');
  return Buffer.concat([time, randomBytes(greetRandomBytes), Buffer.from(addresses)]);
}

function execPayload(asked: ExecRequest): Buffer {
  const {script, directory, environment: given, deadlineSeconds} = asked;
  const variables = Object.entries({...environment, ...given}).map(([name, value]) => `${name}=${value}`);
  const strings = [script, directory ?? '/root', ...variables].map((text) => `${text.replaceAll('\0', '')}\0`);
  const numbers = words(Math.ceil(deadlineSeconds * 1000), execBytesMax(asked));
  return Buffer.concat([numbers, Buffer.from(strings.join(''))]);
}

function execBytesMax({outputBytesMax: asked}: ExecRequest): number {
  return Math.min(Math.max(asked, 2), outputBytesMax);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, 4 * at);
  return bytes;
}

/**
 * The agent sends the head as it comes; the tail, and how much is missing between them, at the end. A target whose kernel
 * was overwritten may send anything, so what is kept here is bounded as well.
 */
function execFrames(asked: ExecRequest, settle: (outcome: ExecOutcome) => void) {
  const bytesMax = execBytesMax(asked);
  const head: Buffer[] = [];
  const tail: Buffer[] = [];
  let bytes = 0;
  return {
    lost: (reason: string): ExecOutcome => ({kind: 'lost', reason, output: Buffer.concat(head).toString()}),
    take: (frame: Frame): 'more' | 'ended' => {
      if (frame.type === frameTypes.output || frame.type === frameTypes.outputTail) bytes += frame.payload.length;
      if (bytes > bytesMax) {
        const reason = `the agent sent more output than the ${bytesMax} bytes that it was asked for`;
        settle({kind: 'lost', reason, output: Buffer.concat(head).toString()});
        return 'ended';
      }
      // A copy: the payload is a view into a chunk that holds more than it.
      if (frame.type === frameTypes.output) {
        head.push(Buffer.from(frame.payload));
        asked.onOutput?.(Buffer.from(frame.payload));
      }
      if (frame.type === frameTypes.outputTail) tail.push(Buffer.from(frame.payload));
      if (frame.type !== frameTypes.execEnd) return 'more';
      const last = Buffer.concat([cutMark(frame.payload), ...tail]);
      if (last.length > 0) asked.onOutput?.(last);
      settle(parseExecEnd(frame.payload, Buffer.concat(head), Buffer.concat(tail)));
      return 'ended';
    },
  };
}

function pullFrames(path: string, bytesMax: number, settle: (outcome: PullOutcome) => void) {
  const chunks: Buffer[] = [];
  let length = 0;
  const fail = (reason: string) => {
    settle({pulled: false, reason: `${path}: ${reason}`});
    return 'ended' as const;
  };
  return {
    take: (frame: Frame): 'more' | 'ended' => {
      if (frame.type === frameTypes.pulledChunk) {
        length += frame.payload.length;
        if (length > bytesMax) return fail(`the agent sent more than the ${bytesMax} bytes that it was asked for`);
        chunks.push(Buffer.from(frame.payload));
      }
      if (frame.type !== frameTypes.pulled) return 'more';
      if (frame.payload.length < 4) return fail('the agent sent a malformed end');
      const reason = frame.payload.toString('utf8', 4);
      if (reason !== '') return fail(reason);
      const bytes = Buffer.concat(chunks);
      if (frame.payload.readUInt32LE(0) !== crc32(bytes)) return fail('the checksum differs');
      settle({pulled: true, bytes});
      return 'ended';
    },
  };
}

const endings = {exited: 0, signalled: 1, timedOut: 2, notStarted: 3, stuck: 4} as const;

export function parseExecEnd(payload: Buffer, head: Buffer, tail: Buffer): ExecOutcome {
  if (payload.length < 16) return {kind: 'lost', reason: 'the agent sent a malformed end', output: head.toString()};
  const value = payload.readUInt32LE(4);
  const reason = payload.toString('utf8', 16);
  const output = Buffer.concat([head, cutMark(payload), tail]).toString();
  switch (payload.readUInt32LE(0)) {
    case endings.exited:
      return {kind: 'exited', code: value, output};
    case endings.signalled:
      return {kind: 'killed', signal: signalName(value), why: 'other', output};
    case endings.timedOut:
      return {kind: 'killed', signal: signalName(value), why: 'timeout', output};
    case endings.notStarted:
      return {kind: 'notStarted', reason};
    default:
      return {kind: 'lost', reason, output};
  }
}

/** Where bytes are missing between head and tail; empty where none are. */
function cutMark(end: Buffer): Buffer {
  const cutBytes = end.length < 16 ? 0 : Number(end.readBigUInt64LE(8));
  return Buffer.from(cutBytes > 0 ? `\n[... ${cutBytes} bytes cut ...]\n` : '');
}

export function parseHello(text: string): Hello {
  const facts = new Map(
    text.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const heartbeat = Number(facts.get('heartbeatSeconds') || Number.NaN);
  return {
    release: facts.get('release') ?? '',
    bootId: facts.get('bootId') ?? '',
    bootStatus: Number(facts.get('bootStatus') || 0),
    ...(Number.isFinite(heartbeat) ? {heartbeatSeconds: heartbeat} : {}),
  };
}

function signalName(number: number): string {
  const known = Object.entries(constants.signals).find(([, value]) => value === number);
  return known?.[0] ?? `signal ${number}`;
}
