// A terminal that is cleared for each result of something that is done again and again; the last one stays until there is a newer one, with a
// row below it for what is being done.
import type {VerdictParts} from './check-rows.ts';

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

export interface WatchScreen {
  doing(words: string): void;
  show(parts: VerdictParts): void;
  /** A line that belongs to what is shown. */
  note(words: string): void;
  close(): void;
}

const clear = '\x1b[H\x1b[2J';
const clearLine = '\r\x1b[2K';

export function openWatchScreen(out: Output, heading: () => string): WatchScreen {
  let shown: VerdictParts & {readonly heading: string} = {heading: '', verdict: '', evidence: [], end: []};
  let status = '';
  const cut = (row: string): string => row.slice(0, width(out));
  const draw = (): void => {
    const wrapped = (row: string): readonly string[] => wrappedRow(row, width(out));
    const end = shown.end.flatMap(wrapped);
    // The heading and the status have a row each.
    const room = Math.max(1, (out.rows ?? 24) - 2 - end.length);
    const verdict = shortened(wrapped(shown.verdict), room);
    const evidence = shortened(shown.evidence.flatMap(fittedIn(width(out))), room - verdict.length);
    const rows = [shown.heading, ...verdict, ...evidence, ...end];
    out.write(`${clear}${rows.map((row) => `${row}\n`).join('')}${clearLine}${cut(status)}`);
  };
  return {
    doing(words) {
      status = `-- ${words}`;
      out.write(`${clearLine}${cut(status)}`);
    },
    show(parts) {
      shown = {...parts, heading: heading()};
      draw();
    },
    note(words) {
      shown = {...shown, end: [...shown.end, words]};
      draw();
    },
    close: () => void out.write('\n'),
  };
}

/** `check 3, 12:04:31`: of two results that are alike the newer one must be known. */
export function numbered(what: string, now: () => Date): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${what} ${count}, ${now().toTimeString().slice(0, 8)}`;
  };
}

const width = ({columns = 80}: Output): number => Math.max(1, columns - 1);

function shortened(rows: readonly string[], room: number): readonly string[] {
  if (rows.length <= room) return rows;
  return room === 0 ? [] : [...rows.slice(0, room - 1), '...'];
}

/** What machines printed is cut; the house's own words go on in the next line. */
function fittedIn(cells: number): (row: string) => readonly string[] {
  return (row) => (row.startsWith(' ') ? [row.slice(0, cells)] : wrappedRow(row, cells));
}

/** Between words where there are any: a path that is longer than a line goes on in the next. */
function wrappedRow(row: string, cells: number): readonly string[] {
  if (row.length <= cells) return [row];
  const blank = row.lastIndexOf(' ', cells);
  const isBetweenWords = blank > cells / 2;
  const at = isBetweenWords ? blank : cells;
  return [row.slice(0, at), ...wrappedRow(row.slice(isBetweenWords ? at + 1 : at), cells)];
}
