// Puts the small pieces of a flood together: a line gives a few kilobytes at a time, and each piece has a price on its way.

export interface Batch {
  take(bytes: Uint8Array): void;
  /** Hands on what is kept. */
  flush(): void;
}

const quietMs = 4;
const bytesMax = 256 * 1024;

/** What comes after a silence is handed on at once. The bytes are kept as they are, without a copy. */
export function openBatch(handOn: (bytes: Uint8Array) => void): Batch {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (keptBytes > 0) hand();
  }

  function hand(): void {
    const [first] = kept;
    const bytes = kept.length === 1 && first !== undefined ? first : Buffer.concat(kept);
    kept = [];
    keptBytes = 0;
    handOn(bytes);
  }

  /** As long as something came in the meantime, the next piece waits too. */
  function after(): void {
    timer = null;
    if (keptBytes === 0) return;
    hand();
    timer = setTimeout(after, quietMs);
  }

  return {
    take(bytes) {
      kept.push(bytes);
      keptBytes += bytes.length;
      if (timer !== null && keptBytes < bytesMax) return;
      hand();
      timer ??= setTimeout(after, quietMs);
    },
    flush,
  };
}
