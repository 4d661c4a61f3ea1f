// A file as lines that keep their ends, so that CRLF and a missing last newline come out of a change as they went in.

export interface TextLine {
  readonly text: string;
  /** `\n`, `\r\n`, or nothing at the end of a file that does not end in one. */
  readonly end: string;
}

export function textLines(text: string): readonly TextLine[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines.map((line): TextLine => {
    const end = /\r?\n$/.exec(line)?.[0] ?? '';
    return {text: line.slice(0, line.length - end.length), end};
  });
}

/** Every line that is followed by another has an end; the last one has what the file's last line had. */
export function joined(lines: readonly TextLine[], last: string): string {
  return lines.map(({text, end}, index) => text + (index === lines.length - 1 ? last : end || '\n')).join('');
}
