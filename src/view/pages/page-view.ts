// A page as it is drawn: between the title line and the key line, its selected item marked, and where its items stand.

import type {Live} from '../live.ts';
import {pageFoot} from '../page-foot.ts';
import {type Block, framed, innerHeight, innerWidth, type Place} from '../pane-view.ts';
import type {Pen} from '../pen.ts';
import {named} from '../rebinding/named.ts';
import type {Size} from '../size.ts';
import {type Row, span, wrapRows} from '../spans.ts';
import type {OpenPage} from '../ui.ts';
import type {PageItem} from './page.ts';
import {pages} from './page-table.ts';
import type {PlacedItem} from './placed-item.ts';

export interface PageView {
  readonly block: Block;
  readonly extent: {readonly total: number; readonly height: number; readonly items: readonly PlacedItem[]};
}

/** Below the title line. */
export const pageTop = 1;

export function pageView(dialog: OpenPage, live: Live, size: Size, pen: Pen): PageView {
  const page = pages[dialog.page];
  const place: Place = {left: 0, top: pageTop, width: size.columns, height: size.rows - 2};
  const height = innerHeight(place);
  const cells = innerWidth(place) - gutterCells;
  const items = withWords(page.items(live, cells, pen, dialog), dialog.words);
  const placed = placedItems(items);
  const selected = selectedOf(placed, dialog.selected);
  const rows =
    items.length === 0
      ? wrapRows(emptyText(dialog, pen), 'dim', cells, pen.width)
      : items.flatMap((item) => rowsOf(item, item.key !== null && item.key === selected, pen));
  const at = placed.findIndex(({key}) => key === selected);
  const scroll = Math.min(dialog.scroll ?? placed[at]?.from ?? 0, Math.max(0, rows.length - height));
  const block = framed(
    {
      place,
      border: 'accent',
      title: [span(page.title(live, dialog), 'accent')],
      status: [...wordsStatus(dialog), ...(at === -1 ? [] : [span(`${at + 1} of ${placed.length}`, 'dim')])],
      foot: pageFoot(scroll, {total: rows.length, height}, pen),
      rows: rows.slice(scroll, scroll + height),
    },
    pen,
  );
  return {block, extent: {total: rows.length, height, items: placed}};
}

/** Headings say nothing of what is left, unless there is nothing else. Without capitals, those do not matter. */
function withWords(items: readonly PageItem[], words: string | undefined): readonly PageItem[] {
  if (words === undefined || items.every(({key}) => key === null)) return items;
  const isExact = words !== words.toLowerCase();
  return items.filter(({key, rows, text: more = ''}) => {
    const text = [...rows.map((row) => row.map((piece) => piece.text).join('')), more].join('\n');
    return key !== null && (isExact ? text : text.toLowerCase()).includes(words);
  });
}

function emptyText({page, words}: OpenPage, pen: Pen): string {
  return words === undefined
    ? named(pages[page].empty, pen)
    : `Nothing here has "${words}". ${named('{search}', pen)} searches for something else, or for nothing.`;
}

const wordsStatus = ({words}: OpenPage): Row => (words === undefined ? [] : [span(`/${words}  `, 'accent')]);

/** For the mark of the selected item. */
const gutterCells = 2;

function rowsOf({rows}: PageItem, isSelected: boolean, {glyphs}: Pen): readonly Row[] {
  return rows.map((row, index): Row => [span(isSelected && index === 0 ? `${glyphs.call} ` : '  ', 'accent'), ...row]);
}

function placedItems(items: readonly PageItem[]): readonly PlacedItem[] {
  const placed: PlacedItem[] = [];
  let from = 0;
  for (const {key, rows} of items) {
    if (key !== null) placed.push({key, from, to: from + rows.length});
    from += rows.length;
  }
  return placed;
}

/** The first one, until another is selected and while it is there. */
export function selectedOf(items: readonly PlacedItem[], selected: string | null): string | null {
  return items.some(({key}) => key === selected) ? selected : (items[0]?.key ?? null);
}
