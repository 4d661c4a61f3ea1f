// Lines of a socket, bounded, and handed on in short slices of time: libuv gives out some two megabytes in one go, and a key
// that is pressed meanwhile must not wait until all of them are folded in.
import type {Socket} from 'node:net';

/** Time that lines may take before other events get their turn. */
const sliceMs = 6;

export interface LinesOptions {
  readonly charactersMax: number;
  readonly onLine: (line: string) => void;
  /** A line grew past the bound; nothing is read any more. */
  readonly onTooLong: () => void;
}

/** While lines wait for their turn the socket is not read, so that what waits here is bounded as well. */
export function readLines(socket: Socket, options: LinesOptions): void {
  const chunks: string[] = [];
  /** Where the next line begins in the first of the chunks. */
  let at = 0;
  let begun: string[] = [];
  let begunLength = 0;
  let isWaiting = false;

  function pump(): void {
    isWaiting = false;
    const until = performance.now() + sliceMs;
    while (chunks.length > 0 && !socket.destroyed) {
      if (performance.now() >= until) {
        isWaiting = true;
        socket.pause();
        setImmediate(pump);
        return;
      }
      takeNext();
    }
    if (!socket.destroyed && socket.isPaused()) socket.resume();
  }

  function takeNext(): void {
    const chunk = chunks[0] ?? '';
    const end = chunk.indexOf('\n', at);
    const piece = chunk.slice(at, end === -1 ? undefined : end);
    if (begunLength + piece.length > options.charactersMax) {
      options.onTooLong();
      chunks.length = 0;
      return;
    }
    if (end === -1) {
      begun.push(piece);
      begunLength += piece.length;
      chunks.shift();
      at = 0;
      return;
    }
    const line = begun.length === 0 ? piece : begun.join('') + piece;
    begun = [];
    begunLength = 0;
    at = end + 1;
    options.onLine(line);
  }

  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    chunks.push(chunk);
    if (!isWaiting) pump();
  });
}
