// One line on a terminal that says what takes its time, written over itself and gone at the end; in a pipe, a line for each new thing.

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  show(words: string): void;
  close(): void;
}

const clearLine = '\r\x1b[2K';

export function openProgressLine(out: Output): ProgressLine {
  let shown = '';
  return {
    show(words) {
      const kind = withoutNumbers(words);
      if (out.isTTY === true) out.write(clearLine + words.slice(0, (out.columns ?? 80) - 1));
      else if (kind !== withoutNumbers(shown)) out.write(`${kind}\n`);
      shown = words;
    },
    close() {
      if (out.isTTY === true && shown !== '') out.write(clearLine);
      shown = '';
    },
  };
}

const withoutNumbers = (words: string): string => words.replace(/ \d+ %$/, '').trimEnd();
