// A console's bytes as rows of sixteen, as `hexdump -C` shows them. What does not fill a row waits until it does, or until a silence.

export interface HexState {
  /** The place of the first byte of `held` in all that came. */
  readonly offset: number;
  readonly held: Uint8Array;
}

export const initialHex: HexState = {offset: 0, held: new Uint8Array(0)};

const bytesPerRow = 16;

export interface HexRead {
  readonly state: HexState;
  readonly rows: readonly string[];
}

export function hexRows(before: HexState, chunk: Uint8Array): HexRead {
  const bytes = new Uint8Array(before.held.length + chunk.length);
  bytes.set(before.held);
  bytes.set(chunk, before.held.length);
  const whole = bytes.length - (bytes.length % bytesPerRow);
  const rows: string[] = [];
  for (let at = 0; at < whole; at += bytesPerRow) {
    rows.push(hexRow(before.offset + at, bytes.subarray(at, at + bytesPerRow)));
  }
  return {state: {offset: before.offset + whole, held: bytes.slice(whole)}, rows};
}

/** To be called after a silence: what is held is shown as a row of its own. */
export function flushHex({offset, held}: HexState): HexRead {
  if (held.length === 0) return {state: {offset, held}, rows: []};
  return {state: {offset: offset + held.length, held: new Uint8Array(0)}, rows: [hexRow(offset, held)]};
}

function hexRow(offset: number, bytes: Uint8Array): string {
  const hex = Array.from({length: bytesPerRow}, (_, at) => {
    const byte = bytes[at];
    return `${at === bytesPerRow / 2 ? ' ' : ''}${byte === undefined ? '  ' : byte.toString(16).padStart(2, '0')}`;
  });
  const text = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
  return `${offset.toString(16).padStart(8, '0')}  ${hex.join(' ')}  |${text.join('')}|`;
}
