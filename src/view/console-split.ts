// Lines of the console with all that is in them: what they leave on a terminal is for `console-line-text.ts`. Bounded like `splitConsole`.
import {lineCharsMax} from '../kernel/console-lines.ts';

export function splitRaw(rest: string, chunk: string): {readonly lines: readonly string[]; readonly rest: string} {
  const pieces = (rest + chunk).split('\n');
  const last = pieces.pop() ?? '';
  const lines = pieces.flatMap((piece) => shortened(piece.endsWith('\r') ? withoutReturns(piece) : piece));
  if (last.length <= lineCharsMax) return {lines, rest: last};
  // A bar that is drawn over and over never ends its line: only what is drawn last counts.
  const drawn = last.lastIndexOf('\r', last.length - 2);
  if (drawn !== -1 && last.length - drawn <= lineCharsMax) return {lines, rest: last.slice(drawn)};
  const whole = Math.floor((last.length - 1) / lineCharsMax) * lineCharsMax;
  return {lines: [...lines, ...shortened(last.slice(0, whole))], rest: last.slice(whole)};
}

function withoutReturns(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === '\r' || line[end - 1] === '\0')) end -= 1;
  return line.slice(0, end);
}

function shortened(line: string): readonly string[] {
  if (line.length <= lineCharsMax) return [line];
  const drawn = line.lastIndexOf('\r');
  if (drawn !== -1 && line.length - drawn <= lineCharsMax) return [line.slice(drawn)];
  const pieces: string[] = [];
  for (let at = 0; at < line.length; at += lineCharsMax) pieces.push(line.slice(at, at + lineCharsMax));
  return pieces;
}
