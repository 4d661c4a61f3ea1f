// A deck in a pty with its core's end in this program's hand: what it writes and what it costs, read from outside.
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {Worker} from 'node:worker_threads';
import type {Event} from '../../../src/core/events.ts';
import {openPty, type Screen, type Size} from '../../pty.ts';
import type {Closing} from '../../temporary.ts';
import {cpuSecondsOf} from './cpu.ts';
import type {FloodThreadStart, Flow, FromThread, ToThread} from './flow.ts';

export const size: Size = {columns: 200, rows: 60};

export interface BenchCore {
  readonly socketPath: string;
  attached(): Promise<void>;
  tell(event: Event): void;
  /** Resolves when all of it is on its way, or it was stopped. */
  flow(flow: Flow): Promise<{readonly bytes: number; readonly seconds: number}>;
  stop(): void;
}

export async function openBenchCore(
  context: Closing,
  socketPath: string,
  beginning: readonly Event[],
): Promise<BenchCore> {
  const worker = new Worker(new URL('./flood-thread.ts', import.meta.url), {
    workerData: {socketPath, beginning} satisfies FloodThreadStart,
    execArgv: [],
  });
  context.after(() => worker.terminate());
  const say = (message: ToThread): void => worker.postMessage(message);
  async function next<Kind extends FromThread['kind']>(kind: Kind): Promise<Extract<FromThread, {kind: Kind}>> {
    for (;;) {
      const [message]: FromThread[] = await once(worker, 'message');
      if (message?.kind === kind) return message as Extract<FromThread, {kind: Kind}>;
    }
  }
  await next('listening');
  return {
    socketPath,
    attached: async () => void (await next('attached')),
    tell: (event) => say({kind: 'tell', event}),
    flow(flow) {
      say({kind: 'flow', flow});
      return next('flowed');
    },
    stop: () => say({kind: 'stop'}),
  };
}

export interface Gauged extends Screen {
  /** Since the last time that it was asked. */
  sofar(): Spent;
  residentMiB(): number;
}

export interface Spent {
  readonly seconds: number;
  readonly frames: number;
  readonly bytes: number;
  readonly cpuSeconds: number;
}

export function openGauged(context: Closing, words: readonly string[], env: Record<string, string> = {}): Gauged {
  const screen = openPty(context, words, size, {env});
  const {pid} = screen.pty;
  let [frames, bytes] = [0, 0];
  let since = {at: performance.now(), cpuSeconds: 0};
  screen.pty.onData((data) => {
    frames += data.split(frameEnd).length - 1;
    bytes += Buffer.byteLength(data);
  });
  return {
    ...screen,
    sofar() {
      const now = {at: performance.now(), cpuSeconds: cpuSecondsOf(pid)};
      const seconds = (now.at - since.at) / 1000;
      const spent = {seconds, frames, bytes, cpuSeconds: now.cpuSeconds - since.cpuSeconds};
      since = now;
      [frames, bytes] = [0, 0];
      return spent;
    },
    residentMiB: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
  };
}

/** Ink ends a frame's synchronised update with it. */
const frameEnd = '\x1b[?2026l';
