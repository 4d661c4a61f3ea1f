// A target that another process holds, as any other target: what is asked goes over the holder's socket, what happens there is heard
// here.
import {connect, type Socket} from 'node:net';
import type {ExecOutcome, FileToPush, TargetReadiness, TargetSink} from '../../ports.ts';
import {drained} from '../sockets.ts';
import type {RunTarget} from '../target/task-run.ts';
import {createWitness} from '../target/witness.ts';
import {type HeldAsk, type HeldDown, type HeldUp, heldVersion, parseHeldDown, pieceBytesMax} from './held-lines.ts';
import {openLineReader} from './line-reader.ts';

export interface HeldTarget extends RunTarget {
  /** Of the holder's process. */
  readonly pid: number;
  /** In words, how the target was when this was opened. */
  readonly phase: string;
  /** Who else was attached then. */
  readonly users: readonly string[];
  /** What it was made of, as one word. */
  readonly made: string;
  /** Ends the machine, or cuts the power, and ends the holder. */
  off(): Promise<void>;
}

export interface HeldOptions {
  readonly socketPath: string;
  /** Who is at it, as others are told. */
  readonly as: string;
  /** Refused while another one is there alone. */
  readonly alone?: boolean;
  /** Hears events, and nothing of the console. */
  readonly deaf?: boolean;
  /** For a holder that was stopped. */
  readonly answersWithinMs?: number;
}

/** The holder took no part in this: nobody holds the target. */
export class NotHeld extends Error {}

const downBytesMax = 16 * 1024 * 1024;
const gone = 'the process that held the target is gone';
const answerMs = 5000;

interface Waiting {
  readonly onOutput?: (bytes: Uint8Array) => void;
  reply(value: unknown): void;
  fail(why: string): void;
}

/** Rejects with `NotHeld` when nobody answers there, and in words when the holder refuses. */
export async function openHeldTarget(options: HeldOptions, sink: TargetSink): Promise<HeldTarget> {
  const socket = await connected(options.socketPath);
  const waiting = new Map<number, Waiting>();
  const witness = createWitness();
  const welcomed = Promise.withResolvers<Extract<HeldDown, {kind: 'welcome'}>>();
  let nextId = 1;

  function hear(line: HeldDown): void {
    switch (line.kind) {
      case 'welcome':
        welcomed.resolve(line);
        break;
      case 'refused':
        welcomed.reject(new Error(line.why));
        break;
      case 'backlog':
        break;
      case 'event':
        witness.record(line.event);
        sink.event(line.event);
        break;
      case 'console':
        sink.console(Buffer.from(line.base64, 'base64'));
        break;
      case 'pulse':
        sink.pulse(line.kernel);
        break;
      case 'output':
        waiting.get(line.id)?.onOutput?.(Buffer.from(line.base64, 'base64'));
        break;
      case 'reply':
        waiting.get(line.id)?.reply(line.value);
        break;
      case 'fault':
        waiting.get(line.id)?.fail(line.why);
        break;
      default:
        line satisfies never;
    }
  }

  const lines = openLineReader(downBytesMax);
  socket.on('data', (chunk: Buffer) => {
    lines.take(chunk, (text) => {
      const line = parseHeldDown(text);
      if (line !== null) hear(line);
      return true;
    });
    if (lines.isTooLong()) socket.destroy();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    welcomed.reject(new Error(gone));
    for (const request of waiting.values()) request.fail(gone);
    waiting.clear();
  });

  const say = (line: HeldUp): void => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(line)}\n`);
  };

  /** Rejects with the holder's words, or when it is gone. */
  function ask(asked: HeldAsk, id = nextId++, onOutput?: (bytes: Uint8Array) => void): Promise<unknown> {
    if (socket.destroyed) return Promise.reject(new Error(gone));
    const {promise, resolve, reject} = Promise.withResolvers<unknown>();
    const settle = <Value>(end: (value: Value) => void) => {
      return (value: Value) => {
        waiting.delete(id);
        end(value);
      };
    };
    waiting.set(id, {
      reply: settle(resolve),
      fail: settle((why: string) => reject(new Error(why))),
      ...(onOutput === undefined ? {} : {onOutput}),
    });
    say({kind: 'ask', id, ask: asked});
    return promise;
  }

  const readiness = (asked: HeldAsk): Promise<TargetReadiness> =>
    ask(asked).then(
      (value) => value as TargetReadiness,
      (error: Error) => ({kind: 'unknown', why: error.message}),
    );

  async function push({path, mode, bytes}: FileToPush): ReturnType<RunTarget['push']> {
    const id = nextId++;
    for (let at = 0; at < bytes.length; at += pieceBytesMax) {
      const piece = Buffer.from(bytes.subarray(at, at + pieceBytesMax));
      say({kind: 'piece', id, base64: piece.toString('base64')});
      if (socket.writableNeedDrain) await drained(socket);
    }
    return ask({do: 'push', path, mode}, id).then(
      (value) => value as Awaited<ReturnType<RunTarget['push']>>,
      (error: Error) => ({pushed: false, reason: error.message}),
    );
  }

  say({
    kind: 'attach',
    version: heldVersion,
    as: options.as,
    alone: options.alone ?? false,
    deaf: options.deaf ?? false,
  });
  const {pid, phase, users, made} = await welcomedInTime(welcomed.promise, options).catch((error: unknown) => {
    socket.destroy();
    throw error;
  });
  return {
    mark: () => witness.mark(),
    since: (mark) => witness.since(mark),
    ...{pid, phase, users, made},
    powerOn: () => readiness({do: 'powerOn'}),
    reset: () => readiness({do: 'reset'}),
    recover: () => readiness({do: 'recover'}),
    settled: () => readiness({do: 'settled'}),
    clean: (how) => readiness({do: 'clean', how}),
    async powerOff() {
      await ask({do: 'powerOff'});
    },
    async off() {
      await ask({do: 'off'});
    },
    exec({onOutput, ...request}) {
      const asked: HeldAsk = {do: 'exec', request, streams: onOutput !== undefined};
      return ask(asked, nextId++, onOutput).then(
        (value) => value as ExecOutcome,
        (error: Error) => ({kind: 'lost', reason: error.message, output: ''}),
      );
    },
    push,
    writeConsole: (bytes) => say({kind: 'type', base64: Buffer.from(bytes).toString('base64')}),
    async sendBreak() {
      await ask({do: 'sendBreak'});
    },
    async close() {
      if (socket.destroyed) return;
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.destroy();
      await closed;
    },
  };
}

async function welcomedInTime<Welcome>(
  welcome: Promise<Welcome>,
  {answersWithinMs = answerMs}: HeldOptions,
): Promise<Welcome> {
  const {promise, reject} = Promise.withResolvers<never>();
  const words = `the process that holds it does not answer within ${answersWithinMs / 1000} s; is it stopped?`;
  const timer = setTimeout(() => reject(new Error(words)), answersWithinMs);
  return Promise.race([welcome, promise]).finally(() => clearTimeout(timer));
}

/** Whether somebody holds the target of this socket. */
export async function isHeld(socketPath: string): Promise<boolean> {
  try {
    (await connected(socketPath)).destroy();
    return true;
  } catch {
    return false;
  }
}

export function connected(socketPath: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const isNobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED';
      reject(isNobody ? new NotHeld('nobody holds the target') : error);
    });
  });
}
