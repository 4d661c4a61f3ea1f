// What sparse says (Documentation/dev-tools/sparse.rst): a place and a sentence, and for types that differ two lines more, of the same place.

export interface SparseWarning {
  readonly level: 'error' | 'warning';
  /** As sparse was given it. */
  readonly file: string;
  readonly line: number;
  /** With `expected …` and `got …` after it, a line each. */
  readonly text: string;
}

const warningsMax = 500;
const textCharsMax = 1000;
const begins = /^([^\s:][^:]*):(\d+):(?:\d+:)? (error|warning): (.*)$/;
const goesOn = /^([^\s:][^:]*):(\d+):(?:\d+:)? {2,}((?:expected|got|left side has type|right side has type) .*)$/;

export function parseSparse(output: string): readonly SparseWarning[] {
  const warnings: SparseWarning[] = [];
  for (const line of output.split('\n')) {
    const text = line.trimEnd().slice(0, 4096);
    const [, file = '', row, level, said = ''] = begins.exec(text) ?? [];
    if (level === 'error' || level === 'warning') {
      if (warnings.length === warningsMax) break;
      warnings.push({level, file, line: Number(row), text: said.slice(0, textCharsMax)});
      continue;
    }
    const [, sameFile, sameRow, more] = goesOn.exec(text) ?? [];
    const last = warnings.at(-1);
    if (more === undefined || last === undefined || last.file !== sameFile || last.line !== Number(sameRow)) continue;
    warnings[warnings.length - 1] = {...last, text: `${last.text}\n${more.slice(0, textCharsMax)}`};
  }
  return warnings;
}
