// Bytes on their way to a board, in pieces that each get an answer: long ones while the line is good, and short ones when pieces get lost.
import type {Answer, Requests} from './requests.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a piece begins at is a multiple of this. */
const unitBytes = 120;
const longUnits = 9;
const middleUnits = 3;
const sendersMax = 4;
/** A long piece that is lost so often is cut. */
const longTriesMax = 2;

/** Null when each piece was answered; else the first answer that says why it can't be done. */
export async function sendPieces(requests: Requests, file: string, bytes: Buffer): Promise<Answer | null> {
  const open: Span[] = [{from: 0, to: Math.max(1, Math.ceil(bytes.length / unitBytes))}];
  let failed: Answer | null = null;

  function next(): Span | undefined {
    const first = open.shift();
    if (first === undefined) return undefined;
    const to = Math.min(first.to, first.from + unitsNow(requests.losses()));
    if (to < first.to) open.unshift({from: to, to: first.to});
    return {from: first.from, to};
  }

  async function sender(): Promise<void> {
    for (let span = next(); span !== undefined && failed === null; span = next()) {
      const piece = bytes.subarray(span.from * unitBytes, span.to * unitBytes).toString('base64');
      const triesMax = span.to - span.from > 1 ? longTriesMax : undefined;
      // The server's shell drops a blank at the end of a line, and with it the sum of an empty file's piece.
      const words = `c ${file} ${span.from} ${unitBytes} ${piece}`.trimEnd();
      const answer = await requests.ask(words, undefined, triesMax);
      if (answer.kind === 'hole') open.unshift(span);
      else if (answer.kind !== 'ok') failed ??= answer;
    }
  }

  await Promise.all(Array.from({length: sendersMax}, sender));
  return failed;
}

function unitsNow(losses: number): number {
  if (losses < 0.05) return longUnits;
  return losses < 0.25 ? middleUnits : 1;
}
