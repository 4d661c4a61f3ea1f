// What is copied of the screen, as plain text: the selected item of a page, what is open, or what the focused pane shows.
import type {Live} from './live.ts';
import {pages} from './pages/page-table.ts';
import {selectedOf} from './pages/page-view.ts';
import type {Place} from './pane-view.ts';
import type {Pen} from './pen.ts';
import {fitRow, headOf, type Row, type Width} from './spans.ts';
import type {OpenPage, Ui} from './ui.ts';
import type {ViewModel} from './view-model.ts';

export interface Copied {
  /** What it is, for the person. */
  readonly what: string;
  readonly text: string;
}

/** Cells of a page that is not on the screen. */
const copiedCells = 160;

/** Null where there is nothing. */
export function copiedOf(view: ViewModel, live: Live, ui: Ui, pen: Pen): Copied | null {
  if (view.kind === 'tooSmall') return null;
  if (ui.dialog?.kind === 'page') return itemOf(ui.dialog, live, pen);
  const place = view.dialogPlace ?? view.places.find(({id}) => id === ui.focus)?.place;
  if (place === undefined) return null;
  const what = view.dialogPlace === null ? 'what the pane shows' : 'what is open';
  return filled(what, insideOf(view.lines, place, view.dialogPlace === null ? 2 : 3, pen.width));
}

export function crashOf(live: Live, pen: Pen): Copied | null {
  const [newest] = pages.crashes.items(live, copiedCells, pen);
  return newest === undefined ? null : filled('the newest crash report', newest.rows.map(wordsOf));
}

function itemOf({page, selected}: OpenPage, live: Live, pen: Pen): Copied | null {
  const items = pages[page].items(live, copiedCells, pen);
  const placed = items.flatMap(({key}) => (key === null ? [] : [{key, from: 0, to: 0}]));
  const key = selectedOf(placed, selected);
  const rows = key === null ? items.flatMap((item) => item.rows) : (items.find((item) => item.key === key)?.rows ?? []);
  return filled(`what is selected of the ${pages[page].name}`, rows.map(wordsOf));
}

/** Without the frame and the free cells beside it. */
function insideOf(
  lines: readonly Row[],
  {left, top, width, height}: Place,
  edge: number,
  of: Width,
): readonly string[] {
  return lines.slice(top + 1, top + height - 1).map((row) => {
    const words = wordsOf(fitRow(row, left + width - edge, of, ''));
    return words.slice(headOf(words, left + edge, of).length);
  });
}

const wordsOf = (row: Row): string => row.map(({text}) => text).join('');

function filled(what: string, lines: readonly string[]): Copied | null {
  const text = lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
  return text === '' ? null : {what, text: `${text}\n`};
}
