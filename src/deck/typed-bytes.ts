// Bytes for the target's console, as they were typed: whatever the keyboard sends goes to the line, but for the deck's own two keys
// (`src/view/typing-keys.ts`), and marks around a paste that nobody on the target has asked for.
import type {Key} from '../view/keys.ts';

export interface Typed {
  readonly bytes: Uint8Array;
  /** The deck's own key that ended them; null while none came. */
  readonly key: Key | null;
  /** What was typed behind it. */
  readonly behind: Uint8Array;
}

const ownKeys: ReadonlyMap<number, Key> = new Map([
  [0x1d, {name: 'ctrl', char: ']'}],
  [0x14, {name: 'ctrl', char: 't'}],
]);

export function splitTyped(chunk: Uint8Array, marksPastes: boolean): Typed {
  const at = chunk.findIndex((byte) => ownKeys.has(byte));
  const bytes = at === -1 ? chunk : chunk.subarray(0, at);
  return {
    bytes: withoutMarks(bytes, marksPastes ? focusReports : marksAndReports),
    key: ownKeys.get(chunk[at] ?? 0) ?? null,
    behind: at === -1 ? chunk.subarray(chunk.length) : chunk.subarray(at + 1),
  };
}

/** A paste that was under way when typing began. That the window has the focus or not is never for the target. */
const focusReports = /\x1b\[[IO]/g;
const marksAndReports = /\x1b\[(?:20[01]~|[IO])/g;

function withoutMarks(bytes: Uint8Array, marks: RegExp): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  return text.includes('\x1b[') ? Buffer.from(text.replace(marks, ''), 'latin1') : bytes;
}
