// What `quarterdeck crash` writes: pages for a person, lines for a program. A reader that goes away ends it quietly.
import {once} from 'node:events';
import type {LocatedReport} from '../core/crash-source.ts';
import {safeText} from '../view/safe-text.ts';
import type {Row} from '../view/spans.ts';
import type {CrashArguments} from './command-line.ts';
import {jsonLine, jsonReport} from './crash-json.ts';

export interface CrashOutput {
  readonly json: boolean;
  write(text: string): Promise<void>;
  report(file: string, report: LocatedReport, record?: string): Promise<void>;
  ended(file: string, found: number, left: number): Promise<void>;
  /** `again`: the report was written before, and a panic followed from it. */
  live(file: string, report: LocatedReport, again: boolean): Promise<void>;
}

const cellsWithoutTerminal = 120;
const cellsMax = 200;

/** `statusNow` is the one to end with when the reader goes away. */
export async function openCrashOutput(
  {json, color, files, follow}: CrashArguments,
  statusNow: () => number,
): Promise<CrashOutput> {
  const {stdout} = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(statusNow());
    throw error;
  });
  const write = async (text: string): Promise<void> => {
    if (text !== '' && !stdout.write(text)) await once(stdout, 'drain');
  };
  if (json) {
    const nothing = async (): Promise<void> => {};
    const live = async (file: string, report: LocatedReport) => write(jsonLine(file, [jsonReport(report)]));
    return {json, write, report: nothing, ended: nothing, live};
  }
  const page = await openPage(color);
  const report = async (file: string, one: LocatedReport, record?: string): Promise<void> => {
    const from = record === undefined ? file : `${file}: ${record}`;
    await write(page(one, files.length > 1 || record !== undefined ? from : null));
  };
  return {
    json,
    write,
    report,
    async ended(file, found, left) {
      if (left > 0) await write(`${left} more reports in ${safeText(file)} were left out\n`);
      const name = file === '-' ? 'standard input' : safeText(file);
      if (found === 0 && !follow) await write(`${name}: no crash report was found\n`);
    },
    async live(file, one, again) {
      if (again) await write(`The kernel panicked after it: ${one.panicReason ?? one.title}\n\n`);
      else await report(file, one);
    },
  };
}

/** What pages are laid out with is loaded only when one is asked for: a program's answer must not wait for it. */
async function openPage(
  color: CrashArguments['color'],
): Promise<(report: LocatedReport, from: string | null) => string> {
  const [{crashReportRows}, {glyphsOf}, {cellWidth}, {traitsOf}, {linesOf}, {quickWidth, row}] = await Promise.all([
    import('../view/crash-report-rows.ts'),
    import('../view/glyphs.ts'),
    import('../../components/cell-width.ts'),
    import('../deck/terminal-traits.ts'),
    import('./crash-ansi.ts'),
    import('../view/spans.ts'),
  ]);
  const {stdout, env} = process;
  const traits = traitsOf(env);
  const isFit = stdout.isTTY === true && traits.colors && env['TERM'] !== 'dumb';
  const colors = color === 'always' || (color !== 'never' && isFit);
  const pen = {width: quickWidth(cellWidth), glyphs: glyphsOf(traits.unicode), nowMs: 0};
  return (report, from) => {
    const cells = Math.min(cellsMax, stdout.columns ?? cellsWithoutTerminal);
    const head: readonly Row[] = from === null ? [] : [row(safeText(from), 'dim')];
    return linesOf([...head, ...crashReportRows(report, cells, pen), []], colors);
  };
}
