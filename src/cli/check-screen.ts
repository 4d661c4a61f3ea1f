// What a person sees of a check: what is being done, and the verdict. On a terminal that watches, the screen is cleared between runs and the
// last verdict stays until there is a newer one; in a pipe lines follow one another.
import {type VerdictParts, verdictParts, verdictRows} from './check-rows.ts';
import {type Checked, verdictJson} from './check-verdict.ts';

export interface CheckScreen {
  doing(words: string): void;
  verdict(checked: Checked): void;
  /** A line that belongs to the last verdict. */
  note(words: string): void;
  close(): void;
}

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

export function openCheckScreen(
  {watch, json}: {readonly watch: boolean; readonly json: boolean},
  out: Output = process.stdout,
  errors: Output = process.stderr,
  now: () => Date = () => new Date(),
): CheckScreen {
  const heading = numbered(now);
  if (!json && watch && out.isTTY === true) return terminalScreen(out, heading);
  const line = (to: Output, words: string): void => void to.write(`${words}\n`);
  return {
    doing: (words) => line(errors, `-- ${words}`),
    verdict(checked) {
      const rows = watch ? [heading(), ...verdictRows(checked)] : verdictRows(checked);
      line(out, json ? verdictJson(checked) : rows.join('\n'));
    },
    note: (words) => line(json ? errors : out, words),
    close: () => {},
  };
}

/** Which check a verdict is of, and when it came: of two that are alike the newer one must be known. */
function numbered(now: () => Date): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `check ${count}, ${now().toTimeString().slice(0, 8)}`;
  };
}

const clear = '\x1b[H\x1b[2J';
const clearLine = '\r\x1b[2K';

function terminalScreen(out: Output, heading: () => string): CheckScreen {
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
    verdict(checked) {
      shown = {...verdictParts(checked), heading: heading()};
      draw();
    },
    note(words) {
      shown = {...shown, end: [...shown.end, words]};
      draw();
    },
    close: () => void out.write('\n'),
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
