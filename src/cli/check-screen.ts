// What a person sees of a check: what is being done, and the verdict. On a terminal that watches, the screen is cleared between runs and the
// last verdict stays until there is a newer one; in a pipe lines follow one another.
import {verdictRows} from './check-rows.ts';
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
): CheckScreen {
  if (!json && watch && out.isTTY === true) return terminalScreen(out);
  const line = (to: Output, words: string): void => void to.write(`${words}\n`);
  return {
    doing: (words) => line(errors, `-- ${words}`),
    verdict: (checked) => line(out, json ? verdictJson(checked) : verdictRows(checked).join('\n')),
    note: (words) => line(json ? errors : out, words),
    close: () => {},
  };
}

const clear = '\x1b[H\x1b[2J';
const clearLine = '\r\x1b[2K';

function terminalScreen(out: Output): CheckScreen {
  let shown: readonly string[] = [];
  let status = '';
  const cut = (row: string): string => row.slice(0, width(out));
  const draw = (): void => {
    const room = Math.max(1, (out.rows ?? 24) - 2);
    const all = shown.flatMap((row) => fitted(row, width(out)));
    // The verdict and the times are never what is left out.
    const rows = all.length <= room ? all : [...all.slice(0, Math.max(1, room - 2)), '...', ...all.slice(-1)];
    out.write(`${clear}${rows.map((row) => `${row}\n`).join('')}${clearLine}${cut(status)}`);
  };
  return {
    doing(words) {
      status = `-- ${words}`;
      out.write(`${clearLine}${cut(status)}`);
    },
    verdict(checked) {
      shown = verdictRows(checked);
      draw();
    },
    note(words) {
      shown = [...shown, words];
      draw();
    },
    close: () => void out.write('\n'),
  };
}

const width = ({columns = 80}: Output): number => Math.max(1, columns - 1);

/** What machines printed is cut; the house's own words go on in the next line. */
function fitted(row: string, cells: number): readonly string[] {
  if (row.startsWith(' ')) return [row.slice(0, cells)];
  const pieces = Math.max(1, Math.ceil(row.length / cells));
  return Array.from({length: pieces}, (_, at) => row.slice(at * cells, (at + 1) * cells));
}
