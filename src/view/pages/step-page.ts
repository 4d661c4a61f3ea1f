// Moving on a page: from item to item, and within an item that is higher than the screen.
import type {ScrollStep} from '../bindings.ts';
import {dialogScrolled} from '../step-scroll.ts';
import type {Facts, OpenPage} from '../ui.ts';
import {pageTop, selectedOf} from './page-view.ts';
import type {PlacedItem} from './placed-item.ts';

type Extent = NonNullable<Facts['dialogExtent']>;

export function movedOn(page: OpenPage, extent: Facts['dialogExtent'], by: ScrollStep): OpenPage {
  if (extent === null) return page;
  const scroll = page.scroll ?? scrollOf(page, extent);
  return moved({...page, scroll}, extent, by);
}

type Scrolled = OpenPage & {readonly scroll: number};

/** Where a page stands that was opened at an item. */
function scrollOf(page: OpenPage, {items = [], total, height}: Extent): number {
  const from = items.find(({key}) => key === selectedOf(items, page.selected))?.from ?? 0;
  return Math.min(from, Math.max(0, total - height));
}

function moved(page: Scrolled, extent: Extent, by: ScrollStep): OpenPage {
  const items = extent.items ?? [];
  if (items.length === 0) return {...page, scroll: dialogScrolled(page.scroll, extent, by)};
  switch (by) {
    case 'lineDown':
      return byOne(page, items, extent, 1);
    case 'lineUp':
      return byOne(page, items, extent, -1);
    case 'first':
      return {...page, selected: items[0]?.key ?? null, scroll: 0};
    case 'last':
      return {...page, selected: items.at(-1)?.key ?? null, scroll: dialogScrolled(0, extent, 'last')};
    case 'pageUp':
    case 'pageDown':
      return byPage(page, items, extent, by);
    default:
      return by satisfies never;
  }
}

/** The item that is drawn in that row of the screen, inside the page's frame. */
export function itemAt(page: OpenPage, extent: Facts['dialogExtent'], row: number): string | null {
  if (extent === null) return null;
  const {items = [], total, height} = extent;
  const within = row - pageTop - 1;
  if (within < 0 || within >= height) return null;
  const line = Math.min(page.scroll ?? scrollOf(page, extent), Math.max(0, total - height)) + within;
  return items.find(({from, to}) => line >= from && line < to)?.key ?? null;
}

/** It stays where it is drawn. */
export function selectedBy(page: OpenPage, extent: Facts['dialogExtent'], key: string): OpenPage {
  return {...page, selected: key, scroll: page.scroll ?? (extent === null ? 0 : scrollOf(page, extent))};
}

/** The key of the selected item, as it was in the last frame. */
export function selectedKey({selected}: OpenPage, extent: Facts['dialogExtent']): string | null {
  return selectedOf(extent?.items ?? [], selected);
}

/** The whole of the next item, however much of this one was not read. */
export function nextItem(page: OpenPage, extent: Facts['dialogExtent'], by: 1 | -1): OpenPage {
  const items = extent?.items ?? [];
  const next = items[items.findIndex(({key}) => key === selectedKey(page, extent)) + by];
  return next === undefined ? page : {...page, selected: next.key, scroll: null};
}

/** An item that goes on beyond the edge is read to its end before the next one is selected. */
function byOne(page: Scrolled, items: readonly PlacedItem[], extent: Extent, by: 1 | -1): OpenPage {
  const at = items.findIndex(({key}) => key === selectedKey(page, extent));
  const item = items[at];
  const next = items[at + by];
  const goesOn = item !== undefined && (by === 1 ? item.to > page.scroll + extent.height : item.from < page.scroll);
  if (goesOn || next === undefined) {
    return {...page, scroll: dialogScrolled(page.scroll, extent, by === 1 ? 'lineDown' : 'lineUp')};
  }
  return {...page, selected: next.key, scroll: scrollTo(next, page.scroll, extent.height, by)};
}

/** As little as shows the item; of one that is higher than the screen, the end that it is come to from. */
function scrollTo({from, to}: PlacedItem, scroll: number, height: number, by: 1 | -1): number {
  if (to - from > height) return by === 1 ? from : to - height;
  return Math.min(from, Math.max(scroll, to - height));
}

function byPage(page: Scrolled, items: readonly PlacedItem[], extent: Extent, by: 'pageUp' | 'pageDown'): OpenPage {
  const scroll = dialogScrolled(page.scroll, extent, by);
  if (scroll === page.scroll) return moved(page, extent, by === 'pageUp' ? 'first' : 'last');
  const visible = items.find(({from}) => from >= scroll) ?? items.findLast(({to}) => to > scroll);
  return {...page, selected: visible?.key ?? page.selected, scroll};
}
