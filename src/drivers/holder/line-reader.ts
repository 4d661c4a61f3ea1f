// Takes lines off a stream of bytes that is cut anywhere, bounded; whoever reads may stop in the middle and have the rest as bytes.

export interface LineReader {
  /** `line` answers whether more lines are wanted. What follows the last wanted one is returned. */
  take(chunk: Buffer, line: (text: string) => boolean): Buffer;
  /** A line has grown past what one may hold. */
  isTooLong(): boolean;
}

const newline = 0x0a;

export function openLineReader(bytesMax: number): LineReader {
  let pieces: Buffer[] = [];
  let bytes = 0;
  return {
    take(chunk, line) {
      let from = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
        const text = Buffer.concat([...pieces, chunk.subarray(from, end)]).toString();
        pieces = [];
        bytes = 0;
        from = end + 1;
        if (!line(text)) return chunk.subarray(from);
      }
      if (from < chunk.length) {
        pieces.push(chunk.subarray(from));
        bytes += chunk.length - from;
      }
      return Buffer.alloc(0);
    },
    isTooLong: () => bytes > bytesMax,
  };
}
