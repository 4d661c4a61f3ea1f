// Rows of a page that is read: headings, running text, and names with what belongs to them.
import type {LocatedReport} from '../core/crash-source.ts';
import type {Plan} from '../core/entities.ts';
import {crashReportRows} from './crash-report-rows.ts';
import type {Pen} from './pen.ts';
import {planTable} from './plan-table.ts';
import {hanging, type Row, row, span, type Tone, wrapRows} from './spans.ts';

export interface Sheet {
  text(text: string, tone?: Tone): readonly Row[];
  heading(text: string, tone?: Tone): readonly Row[];
  /** Nothing where the text is empty. */
  item(name: string, text: string, tone?: Tone): readonly Row[];
  /** Below its title. */
  report(report: LocatedReport): readonly Row[];
  /** Null where the table would not fit. */
  plan(plan: Plan): readonly Row[] | null;
}

const itemCells = 14;

export function sheetOf(cells: number, pen: Pen): Sheet {
  const {width} = pen;
  return {
    text: (text, tone = 'plain') => wrapRows(text, tone, cells, width),
    heading: (text, tone = 'strong') => [[], row(text, tone)],
    item: (name, text, tone = 'plain') =>
      text === '' ? [] : hanging([span(`  ${name}`.padEnd(itemCells), 'dim')], text, tone, cells, width),
    report: (report) => crashReportRows(report, cells, pen, 'told'),
    plan: (plan) => planTable(plan, cells, pen),
  };
}
