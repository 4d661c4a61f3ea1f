// Looks for words in the files of the module: each line that has them, with its place. Bounded, and what was left out is said.
import type {ToolAnswer} from '../../ports.ts';

export interface SearchedFile {
  readonly path: string;
  /** Null where it can't be read as text of a usual size. */
  readonly text: string | null;
}

const linesMax = 100;
const lineCharactersMax = 240;

/** `words` as they stand, capitals included. */
export function foundLines(files: readonly SearchedFile[], words: string): ToolAnswer {
  const found = files.flatMap(({path, text}) => placesIn(path, text ?? '', words));
  if (found.length === 0) {
    return {ok: true, output: `"${words.slice(0, 80)}" stands in none of the ${files.length} files`};
  }
  const left = found.length - linesMax;
  const more = left > 0 ? [`[${left} more lines have it: look for more of the words]`] : [];
  return {ok: true, output: [...found.slice(0, linesMax), ...more].join('\n')};
}

function placesIn(path: string, text: string, words: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, at) => (line.includes(words) ? [`${path}:${at + 1}: ${line.slice(0, lineCharactersMax)}`] : []));
}
