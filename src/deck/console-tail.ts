// The newest bytes of the console as they came, each once, whatever is sent again after a connection was lost.

export interface ConsoleTail {
  /** The answer is what of it is new. */
  take(fromByte: number, bytes: Uint8Array): Uint8Array;
  /** From the beginning of a line on, so that no character and no sequence is cut; all of it where it holds no line end. */
  bytes(): Uint8Array;
}

const lineFeed = 0x0a;

export function openConsoleTail(bytesMax: number): ConsoleTail {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let isCut = false;
  let nextByte: number | null = null;

  return {
    take(fromByte, bytes) {
      const seen = nextByte === null ? 0 : Math.max(0, nextByte - fromByte);
      const fresh = bytes.subarray(seen);
      if (fresh.length === 0) return fresh;
      isCut ||= nextByte === null ? fromByte > 0 : fromByte > nextByte;
      nextByte = fromByte + bytes.length;
      pieces.push(fresh);
      held += fresh.length;
      for (let first = pieces[0]; first !== undefined && held - first.length >= bytesMax; first = pieces[0]) {
        pieces.shift();
        held -= first.length;
        isCut = true;
      }
      return fresh;
    },
    bytes() {
      const all = Buffer.concat(pieces);
      pieces = [all];
      return isCut ? all.subarray(all.indexOf(lineFeed) + 1) : all;
    },
  };
}
