// Console bytes on their way to somebody who may read slowly: bounded, and what is oldest is let go of first.

export interface ConsoleQueue {
  push(bytes: Uint8Array): void;
  /** All that waits, oldest first; null when nothing does. */
  take(): Buffer | null;
  /** Bytes that were let go of since the beginning. */
  lostBytes(): number;
}

export function openConsoleQueue(bytesMax: number): ConsoleQueue {
  let waiting: Buffer[] = [];
  let bytes = 0;
  let lost = 0;

  function letGo(): void {
    while (bytes > bytesMax) {
      const [oldest, ...others] = waiting;
      if (oldest === undefined) return;
      const tooMany = Math.min(bytes - bytesMax, oldest.length);
      waiting = tooMany === oldest.length ? others : [oldest.subarray(tooMany), ...others];
      bytes -= tooMany;
      lost += tooMany;
    }
  }

  return {
    push(more) {
      // Few, large pieces: a console that speaks a byte at a time must not make a list of a million.
      const last = waiting.at(-1);
      if (last !== undefined && last.length + more.length < 4096)
        waiting[waiting.length - 1] = Buffer.concat([last, more]);
      else waiting.push(Buffer.from(more));
      bytes += more.length;
      letGo();
    },
    take() {
      if (waiting.length === 0) return null;
      const all = Buffer.concat(waiting);
      waiting = [];
      bytes = 0;
      return all;
    },
    lostBytes: () => lost,
  };
}
