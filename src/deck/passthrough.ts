// Sequences for the terminal that is really looked at: tmux and screen hand them on when they are wrapped.
type Environment = Readonly<Record<string, string | undefined>>;

/** GNU screen drops a string that is longer than this. */
const screenPieceMax = 240;

export function throughTo(env: Environment, sequence: string): string {
  if (env['TMUX']) return `\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
  if (env['STY'])
    return piecesOf(sequence)
      .map((piece) => `\x1bP${piece}\x1b\\`)
      .join('');
  return sequence;
}

function piecesOf(text: string): readonly string[] {
  return Array.from({length: Math.ceil(text.length / screenPieceMax)}, (_, index) =>
    text.slice(index * screenPieceMax, (index + 1) * screenPieceMax),
  );
}
