// Bytes on their way from a board, in pieces that each carry their sum: what did not come is asked for again, in shorter pieces while many
// get lost.
import type {Answer, Requests} from './requests.ts';

/** What has come of a file, by the unit that a piece begins at. */
export interface Pieces {
  readonly here: Map<number, Buffer>;
  /** No piece may begin there: the file has no more units. */
  end: number;
}

export const noPieces = (): Pieces => ({here: new Map(), end: 0});

interface Span {
  readonly from: number;
  readonly to: number;
}

const unitBytes = 120;
/** An answer is written in one go up to 2048 characters. */
const longUnits = 6;
const piecesAtOnce = 6;
const fetchersMax = 2;
/** So many questions in a row that brought nothing. */
const emptyMax = 40;

/** Null when all of it is in `pieces`, which fills with what the server says. */
export async function fetchPieces(
  requests: Requests,
  file: string,
  bytes: number,
  pieces: Pieces,
): Promise<Answer | null> {
  const end = Math.ceil(bytes / unitBytes);
  pieces.end = end;
  const open: Span[] = end === 0 ? [] : [{from: 0, to: end}];
  let failed: Answer | null = null;
  let empty = 0;
  let units = longUnits;

  function next(): Span | undefined {
    const first = open.shift();
    if (first === undefined) return undefined;
    const to = Math.min(first.to, first.from + units * piecesAtOnce);
    if (to < first.to) open.unshift({from: to, to: first.to});
    return {from: first.from, to};
  }

  async function fetcher(): Promise<void> {
    for (let span = next(); span !== undefined && failed === null; span = next()) {
      const step = units;
      const answer = await requests.ask(
        `g ${file} ${span.from} ${span.to} ${step} ${unitBytes}`,
        (span.to - span.from) * unitBytes * 1.5,
      );
      if (answer.kind !== 'ok') failed ??= answer;
      const missing = holesIn(span, end, pieces);
      const lost = missing.reduce((sum, {from, to}) => sum + to - from, 0);
      open.unshift(...missing);
      empty = lost < span.to - span.from ? 0 : empty + 1;
      if (empty >= emptyMax) failed ??= {kind: 'hole'};
      const share = lost / (span.to - span.from);
      if (share > 0.3) units = Math.max(1, Math.floor(units / 2));
      else if (share === 0) units = Math.min(longUnits, units + 1);
    }
  }

  await Promise.all(Array.from({length: fetchersMax}, fetcher));
  return failed;
}

/** Numbers that come from a board are not believed: a piece that can be none of the file's is left out. */
export function addPiece(pieces: Pieces, unit: number, piece: Buffer): void {
  const isPossible = Number.isInteger(unit) && unit >= 0 && unit < pieces.end;
  if (isPossible && piece.length <= longUnits * unitBytes) pieces.here.set(unit, piece);
}

/** Pieces of an earlier question may overlap those of a later one: each begins where it says. */
export function joinPieces({here: pieces}: Pieces): Buffer {
  const length = Math.max(0, ...[...pieces].map(([unit, piece]) => unit * unitBytes + piece.length));
  const all = Buffer.alloc(length);
  for (const [unit, piece] of pieces) piece.copy(all, unit * unitBytes);
  return all;
}

function holesIn({from, to}: Span, end: number, {here: pieces}: Pieces): readonly Span[] {
  const here = new Set<number>();
  for (const [unit, piece] of pieces) {
    for (let at = 0; at * unitBytes < piece.length; at++) here.add(unit + at);
  }
  const holes: Span[] = [];
  for (let at = from; at < Math.min(to, end); at++) {
    if (here.has(at)) continue;
    const last = holes.at(-1);
    if (last?.to === at) holes[holes.length - 1] = {from: last.from, to: at + 1};
    else holes.push({from: at, to: at + 1});
  }
  return holes;
}
