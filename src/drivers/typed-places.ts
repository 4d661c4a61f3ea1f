// Where in the capture a person began to type, for screens that attach later: without it they could not tell the line that was typed
// from what a program printed.
import type {DownLine} from '../core/link.ts';

export interface TypedPlaces {
  /** `place`: of the next byte, as the echo of what was typed will have it. */
  typed(place: number): void;
  /** Console bytes as a screen gets them that attaches now, cut where it has to know that somebody typed. */
  linesOf(fromByte: number, bytes: Uint8Array): readonly DownLine[];
}

/** Keys, not lines: some dozens of commands. */
const placesMax = 1000;

export function openTypedPlaces(): TypedPlaces {
  let places: readonly number[] = [];
  return {
    typed(place) {
      if (places.at(-1) !== place) places = [...places, place].slice(-placesMax);
    },
    linesOf(fromByte, bytes) {
      const toByte = fromByte + bytes.length;
      const inside = places.filter((place) => place > fromByte && place <= toByte);
      const ends = [...inside, toByte];
      return ends.flatMap((end, at) => {
        const from = ends[at - 1] ?? fromByte;
        const piece = consoleLine(from, bytes.subarray(from - fromByte, end - fromByte));
        const mark: DownLine = {kind: 'typed', base64: '', atByte: end};
        return [...(end > from ? [piece] : []), ...(at < inside.length ? [mark] : [])];
      });
    },
  };
}

export function consoleLine(fromByte: number, bytes: Uint8Array): Extract<DownLine, {kind: 'console'}> {
  return {kind: 'console', fromByte, base64: Buffer.from(bytes).toString('base64')};
}
