// The stream that Ink writes to. It writes to the terminal in the thread pool, through a descriptor of its own that never
// blocks: a terminal that has stopped reading (ctrl-s, a dead ssh line) must not stop this process, nor its exit.
import {close, constants, openSync, write} from 'node:fs';
import {Writable} from 'node:stream';
import type {Clock} from '../ports.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** As much of a `tty.WriteStream` as Ink asks for. */
export interface TerminalOutput extends Writable {
  readonly isTTY: true;
  readonly columns: number;
  readonly rows: number;
  /** True while so much waits for the terminal that another frame would only come late; `drain` tells the end of it. */
  isBehind(): boolean;
  resizeTo(size: TerminalSize): void;
  /** True while bytes are on their way to the terminal that can't be taken back. */
  isWriting(): boolean;
  /** While it is muted all that is written is dropped: another program has the terminal. */
  mute(muted: boolean): void;
  /** From now on all that is written is dropped. */
  abandon(): void;
}

/** Bytes that may wait for the terminal before frames are left out. */
export const waitingBytesMax = 64 * 1024;

/** `lost` is told when the terminal is gone: nothing that is written from then on arrives. */
export function openTerminalOutput(fd: number, size: TerminalSize, lost: (why: string) => void): TerminalOutput {
  let isAbandoned = false;
  let isMuted = false;
  let isWriting = false;
  let retryMs = retryMsMin;

  function put(bytes: Buffer, done: () => void): void {
    if (isAbandoned || isMuted || bytes.length === 0) {
      done();
      return;
    }
    isWriting = true;
    write(fd, bytes, (error, written) => {
      isWriting = false;
      if (error?.code === 'EAGAIN') {
        setTimeout(put, retryMs, bytes, done);
        retryMs = Math.min(retryMs * 2, retryMsMax);
        return;
      }
      if (error) {
        if (!isAbandoned) lost(error.message);
        isAbandoned = true;
        done();
        return;
      }
      retryMs = retryMsMin;
      put(bytes.subarray(written), done);
    });
  }

  const stream = new Writable({
    highWaterMark: waitingBytesMax,
    write: (chunk: Buffer, _encoding, done) => put(chunk, done),
    writev: (chunks, done) => put(Buffer.concat(chunks.map(({chunk}) => chunk as Buffer)), done),
  });
  return Object.assign(stream, {
    isTTY: true as const,
    ...size,
    isBehind: () => stream.writableNeedDrain,
    resizeTo(this: {columns: number; rows: number}, {columns, rows}: TerminalSize) {
      this.columns = columns;
      this.rows = rows;
    },
    isWriting: () => isWriting,
    mute(muted: boolean) {
      isMuted = muted;
    },
    abandon() {
      isAbandoned = true;
    },
  });
}

/** Resolves when what was written before is with the terminal, or when it takes nothing for so long. */
export function flushed(output: Writable, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(flushMsMax, resolve);
    output.write('', () => {
      cancel();
      resolve();
    });
  });
}

const flushMsMax = 500;

/** How soon a terminal that took nothing is tried again. */
const retryMsMin = 1;
const retryMsMax = 25;

/**
 * The terminal opened once more, so that `O_NONBLOCK` is not shared with the shell that lent it. Where it can't be opened
 * (another user's terminal after `su`), `/dev/tty` is the same one as a rule; the lent descriptor is the last resort.
 */
export function openTerminal(fd: number): {readonly fd: number; close(): void} {
  const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
  for (const path of [`/proc/self/fd/${fd}`, '/dev/tty']) {
    try {
      const own = openSync(path, flags);
      return {fd: own, close: () => close(own, () => {})};
    } catch {}
  }
  return {fd, close: () => {}};
}
