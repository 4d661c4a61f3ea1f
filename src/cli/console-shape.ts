// A console's bytes in the shape that was asked for: as they are, with a time stamp at each line, or as hex. Knows where a line begins on
// the screen, and nothing of the screen itself.
import {cutLevels, initialLevelCut} from '../view/serial-console/cut-levels.ts';
import {flushHex, hexRows, initialHex} from '../view/serial-console/hex-rows.ts';
import {initialStamps, type Moment, nextStampKind, type StampKind, stampLines} from '../view/serial-console/stamps.ts';

export interface ConsoleShape {
  /** `old`: it came before the console was opened. */
  take(bytes: Uint8Array, old?: 'old'): void;
  /** To be called after a silence: what a row of hex still waits for is shown. */
  flush(): void;
  /** A line of the console's own, on a line of its own. */
  line(text: string): void;
  /** Ends the line that is shown, if there is one. */
  endLine(): void;
  nextStamp(): StampKind;
  toggleHex(): boolean;
  state(): {readonly stamps: StampKind; readonly hex: boolean; readonly hexWaits: boolean};
}

export function openShape(options: {
  readonly timestamps: boolean;
  readonly hex: boolean;
  readonly put: (piece: Uint8Array | string) => void;
  readonly lineEnd: '\n' | '\r\n';
  /** printk's levels: for eyes they are cut out, in a pipe everything stays as it came. */
  readonly levels: 'cut' | 'kept';
}): ConsoleShape {
  const {put, lineEnd, levels} = options;
  const startMs = Date.now();
  const zoneMinutes = -new Date().getTimezoneOffset();
  let stamps = initialStamps(options.timestamps ? 'time' : 'none');
  let hex = initialHex;
  let isHex = options.hex;
  let isMidLine = false;
  let levelCut = initialLevelCut;

  const moment = (old?: 'old'): Moment => ({nowMs: old ? null : Date.now(), startMs, zoneMinutes});

  function showHex({state, rows}: {state: typeof hex; rows: readonly string[]}): void {
    hex = state;
    if (rows.length === 0) return;
    const text = new TextEncoder().encode(rows.map((row) => row + lineEnd).join(''));
    showText(text);
  }

  function showText(bytes: Uint8Array, old?: 'old'): void {
    if (bytes.length === 0) return;
    const stamped = stampLines(stamps, bytes, moment(old));
    stamps = stamped.state;
    put(joined(stamped.pieces));
    isMidLine = !stamps.atStart;
  }

  function withoutLevels(bytes: Uint8Array): Uint8Array {
    if (levels === 'kept') return bytes;
    const cut = cutLevels(levelCut, bytes);
    levelCut = cut.state;
    return cut.bytes;
  }

  function endLine(): void {
    if (isMidLine) put(lineEnd);
    isMidLine = false;
    stamps = {...stamps, atStart: true};
  }

  return {
    take: (bytes, old) => (isHex ? showHex(hexRows(hex, bytes)) : showText(withoutLevels(bytes), old)),
    flush: () => showHex(flushHex(hex)),
    line(text) {
      showHex(flushHex(hex));
      endLine();
      put(text + lineEnd);
    },
    endLine() {
      showHex(flushHex(hex));
      endLine();
    },
    nextStamp() {
      stamps = {...stamps, kind: nextStampKind(stamps.kind)};
      return stamps.kind;
    },
    toggleHex() {
      showHex(flushHex(hex));
      endLine();
      isHex = !isHex;
      return isHex;
    },
    state: () => ({stamps: stamps.kind, hex: isHex, hexWaits: isHex && hex.held.length > 0}),
  };
}

/** A write has its price: one for all the lines that came together. */
function joined(pieces: readonly (Uint8Array | string)[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first instanceof Uint8Array) return first;
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}
