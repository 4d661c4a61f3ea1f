// A line between a board and its host that can be made bad on purpose, always in the same way: slow, lossy, noisy, or unplugged.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, watch} from 'node:fs';
import {createServer, type Server, type Socket} from 'node:net';
import {basename, join} from 'node:path';
import type {Closing} from '../../../temporary.ts';

export interface BadLine {
  /** What serialport opens. */
  readonly path: string;
  /** The board's UART connects here. */
  readonly boardSocket: string;
  /** Of so many bytes one is lost, and one is changed. */
  spoil(oneOf: number): void;
  throttle(bytesPerSecond: number): void;
  /** Nothing passes, as with a board that is not there. */
  mute(): void;
  clear(): void;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Bytes that were lost or changed. */
  spoilt(): number;
  /** Text that went to the board. */
  typed(): string;
}

type Transform = (bytes: Buffer) => Buffer;

const sliceMs = 20;

export async function badLine(t: Closing, folder: string): Promise<BadLine> {
  const path = join(folder, 'line');
  const boardSocket = join(folder, 'uart.sock');
  const hostSocket = join(folder, 'host.sock');
  let host: Socket | null = null;
  let board: Socket | null = null;
  let change: Transform = (bytes) => bytes;
  let rate = Number.POSITIVE_INFINITY;
  let spoilt = 0;
  let typed = '';
  const toBoard = throttled(
    () => rate,
    (bytes) => board?.write(bytes),
  );
  const toHost = throttled(
    () => rate,
    (bytes) => host?.write(bytes),
  );

  const boards = await listen(boardSocket, (socket) => {
    board = socket;
    socket.on('data', (bytes: Buffer) => toHost(change(bytes)));
  });
  const hosts = await listen(hostSocket, (socket) => {
    host = socket;
    socket.on('data', (bytes: Buffer) => {
      typed = (typed + bytes.toString('latin1')).slice(-65536);
      toBoard(change(bytes));
    });
    socket.on('close', () => {
      if (host === socket) host = null;
    });
  });
  let adapter: ChildProcess | null = null;
  const unplug = async () => {
    const child = adapter;
    adapter = null;
    if (child === null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  };
  const plug = async () => {
    const stop = new AbortController();
    const changes = watch(folder, {signal: stop.signal});
    adapter = spawn('socat', [`pty,raw,echo=0,link=${path}`, `unix-connect:${hostSocket}`], {stdio: 'ignore'});
    while (!existsSync(path)) await once(changes, 'change');
    stop.abort();
  };
  t.after(async () => {
    await unplug();
    for (const server of [boards, hosts]) server.close();
    board?.destroy();
    host?.destroy();
  });
  await plug();

  return {
    ...{path, boardSocket, unplug, plug},
    spoil(oneOf) {
      const dice = diceOf(basename(path));
      change = (bytes) => {
        const out: number[] = [];
        for (const byte of bytes) {
          const fall = dice() % oneOf;
          if (fall <= 1) spoilt += 1;
          if (fall === 0) continue;
          out.push(fall === 1 ? byte ^ (1 << (dice() % 7)) : byte);
        }
        return Buffer.from(out);
      };
    },
    throttle(bytesPerSecond) {
      rate = bytesPerSecond;
    },
    mute() {
      change = () => Buffer.alloc(0);
    },
    clear() {
      change = (bytes) => bytes;
      rate = Number.POSITIVE_INFINITY;
    },
    spoilt: () => spoilt,
    typed: () => typed,
  };
}

function listen(path: string, take: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      take(socket);
    });
    server.listen(path, () => resolve(server));
  });
}

/** Passes bytes on at a rate, without end of what waits. */
function throttled(rate: () => number, pass: (bytes: Buffer) => void): (bytes: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0);
  let running = false;
  const step = () => {
    const size =
      rate() === Number.POSITIVE_INFINITY ? waiting.length : Math.max(1, Math.round((rate() * sliceMs) / 1000));
    pass(waiting.subarray(0, size));
    waiting = waiting.subarray(size);
    running = waiting.length > 0;
    if (running) setTimeout(step, sliceMs);
  };
  return (bytes) => {
    if (!running && rate() === Number.POSITIVE_INFINITY) {
      pass(bytes);
      return;
    }
    waiting = Buffer.concat([waiting, bytes]);
    if (!running) {
      running = true;
      step();
    }
  };
}

/** The same numbers for the same name. */
function diceOf(name: string): () => number {
  let state = [...name].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
