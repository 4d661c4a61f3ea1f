// Bytes for the target's console, as they were typed: whatever the keyboard sends goes to the line, with two exceptions.
// ctrl-] leaves, and the marks that the terminal puts around a paste are its own.
export interface Typed {
  readonly bytes: Uint8Array;
  /** What was typed behind ctrl-]: keys of the deck again. Null while ctrl-] did not come. */
  readonly behind: Uint8Array | null;
}

const leave = 0x1d;

/** Pastes are not marked while this is in force, so that a mark can only be one that was under way. */
export function splitTyped(chunk: Uint8Array): Typed {
  const at = chunk.indexOf(leave);
  if (at === -1) return {bytes: withoutMarks(chunk), behind: null};
  return {bytes: withoutMarks(chunk.subarray(0, at)), behind: chunk.subarray(at + 1)};
}

function withoutMarks(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  return text.includes('\x1b[20') ? Buffer.from(text.replace(/\x1b\[20[01]~/g, ''), 'latin1') : bytes;
}
