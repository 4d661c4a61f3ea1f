// printk's levels (`<6>` before a time stamp, `console_msg_format=syslog`) taken out of a console's bytes, for who looks at them as a terminal
// would show them. The bytes are cut anywhere; the capture keeps them as they came.

export interface LevelCut {
  /** What may be the beginning of a level, at the start of a line. */
  readonly held: Uint8Array;
  /** The next byte begins a line. */
  readonly atStart: boolean;
}

export const initialLevelCut: LevelCut = {held: new Uint8Array(0), atStart: true};

const [lineFeed, open, close, bracket, space] = [0x0a, 0x3c, 0x3e, 0x5b, 0x20];

export function cutLevels({held, atStart}: LevelCut, chunk: Uint8Array): {state: LevelCut; bytes: Uint8Array} {
  const all = joined([held, chunk]);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (let at = all.indexOf(open); at !== -1; at = all.indexOf(open, at + 1)) {
    const end = levelEnd(all, at);
    const isFirst = at === 0 ? atStart : all[at - 1] === lineFeed;
    // In the middle of a line nothing is held back: it may be the echo of what a person types.
    if (end === 'cut' && isFirst) return {state: {held: all.slice(at), atStart: true}, bytes: rest(at)};
    if (typeof end !== 'number') continue;
    pieces.push(all.subarray(from, at));
    from = end;
  }
  const isEnded = all.length === 0 ? atStart : all[all.length - 1] === lineFeed;
  return {state: {held: initialLevelCut.held, atStart: isEnded}, bytes: rest(all.length)};

  function rest(to: number): Uint8Array {
    const last = all.subarray(from, to);
    return pieces.length === 0 ? last : joined([...pieces, last]);
  }
}

/** Behind `<N>` where a time stamp follows; null where it is none, `cut` where the bytes end before that is known. */
function levelEnd(bytes: Uint8Array, from: number): number | 'cut' | null {
  let at = from + 1;
  while (at <= from + 3 && isDigit(bytes[at])) at++;
  if (at === bytes.length) return 'cut';
  if (at === from + 1 || bytes[at] !== close) return null;
  const end = at + 1;
  if (end === bytes.length) return 'cut';
  if (bytes[end] !== bracket) return null;
  at = end + 1;
  while (at <= end + 5 && bytes[at] === space) at++;
  if (at === bytes.length) return 'cut';
  return isDigit(bytes[at]) ? end : null;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const full = pieces.filter(({length}) => length > 0);
  const [first] = full;
  if (first === undefined || full.length === 1) return first ?? new Uint8Array(0);
  const all = new Uint8Array(full.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const piece of full) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
