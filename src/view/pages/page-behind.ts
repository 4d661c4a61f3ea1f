// A page that something was opened from: it stays above that, so that what a person writes about is read while they write.
import type {Live} from '../live.ts';
import type {Block, Place} from '../pane-view.ts';
import type {Pen} from '../pen.ts';
import type {Size} from '../size.ts';
import type {Dialog, OpenPage} from '../ui.ts';
import {pageTop, pageView} from './page-view.ts';

/** Null for what was opened from no page, and for a page itself. */
export function pageOf(dialog: Dialog): OpenPage | null {
  return 'back' in dialog && dialog.kind !== 'page' ? (dialog.back ?? null) : null;
}

/** Where the box stands, which is as wide as the page: on the key line. */
export function placeBelow({columns, rows}: Size, height: number): Place {
  return {left: 0, top: rows - 1 - height, width: columns, height};
}

/** A row between two borders. */
const rowsMin = 3;

/** In the rows that the box leaves; none where no row of it would be left. */
export function pageAbove(page: OpenPage, box: Place, live: Live, pen: Pen): readonly Block[] {
  if (box.top - pageTop < rowsMin) return [];
  const size = {columns: box.width, rows: box.top + 1};
  const {block, extent} = pageView(page, live, size, pen);
  const selected = extent.items.find(({key}) => key === page.selected) ?? extent.items[0];
  const top = page.scroll ?? selected?.from ?? 0;
  const isSeen = selected === undefined || (selected.from < top + extent.height && selected.to > top);
  return [isSeen ? block : pageView({...page, scroll: null}, live, size, pen).block];
}
