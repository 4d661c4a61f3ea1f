// What is typed at the serial console, taken apart: bytes for the target, and commands behind ctrl-t. Chunks are cut anywhere.
import {type ConsoleCommand, commandByte, commandOf} from './command-keys.ts';

export type TypedPiece =
  | {readonly kind: 'bytes'; readonly bytes: Uint8Array}
  | {readonly kind: 'command'; readonly command: ConsoleCommand}
  /** A key behind ctrl-t that means nothing. */
  | {readonly kind: 'unknown'; readonly key: string};

export interface TypedRead {
  readonly pieces: readonly TypedPiece[];
  /** ctrl-t came, and its key did not yet. */
  readonly isAwaited: boolean;
  /** What was typed behind a command, which may open something that the rest is meant for. */
  readonly behind: Uint8Array;
}

/** Reads up to the first command; the rest is `behind`. */
export function readTyped(isAwaited: boolean, chunk: Uint8Array): TypedRead {
  const nothing = chunk.subarray(chunk.length);
  const at = isAwaited ? -1 : chunk.indexOf(commandByte);
  if (!isAwaited && at === -1) return {pieces: bytesPiece(chunk), isAwaited: false, behind: nothing};
  const before = isAwaited ? [] : bytesPiece(chunk.subarray(0, at));
  const key = chunk[at + 1];
  if (key === undefined) return {pieces: before, isAwaited: true, behind: nothing};
  const name = String.fromCharCode(key);
  const command = commandOf(name);
  const piece: TypedPiece = command === undefined ? {kind: 'unknown', key: name} : {kind: 'command', command};
  return {pieces: [...before, piece], isAwaited: false, behind: chunk.subarray(at + 2)};
}

function bytesPiece(bytes: Uint8Array): readonly TypedPiece[] {
  return bytes.length === 0 ? [] : [{kind: 'bytes', bytes}];
}
