// Looks the places of an answer up in the pinned tree: what stands there goes beside the answer, and a line that is not there is refused.
import type {Refusal} from './commands.ts';
import {type CodePlace, opinionMax, type QuotedPlace} from './opinion.ts';

/** `texts`: of each file that is named, its text or why it can't be read. */
export function quotedPlaces(
  places: readonly CodePlace[],
  texts: ReadonlyMap<string, {readonly text: string} | Refusal>,
): {readonly places: readonly QuotedPlace[]} | Refusal {
  const quoted: QuotedPlace[] = [];
  for (const {file, line} of places) {
    const known = texts.get(file) ?? {refused: 'it was not read'};
    if ('refused' in known) return {refused: `there is no place ${file}:${line}: ${known.refused}`};
    const lines = linesOf(known.text);
    const text = lines[line - 1];
    if (text === undefined) {
      return {
        refused: `there is no place ${file}:${line}: the file has ${lines.length} lines in the pinned tree; read it again`,
      };
    }
    quoted.push({file, line, text: text.trim().slice(0, opinionMax.quoteCharacters)});
  }
  return {places: quoted};
}

/** The end of the last line begins no other one. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** As a reader is shown it who has to name lines. */
export function numberedText(text: string): string {
  const lines = linesOf(text);
  const digits = String(lines.length).length;
  return lines.map((line, index) => `${String(index + 1).padStart(digits)}  ${line}`).join('\n');
}
