// Where everything stands, for any size of the terminal. No part overlaps another, and none is higher than what is left.
import {type Arrangement, shownPanes} from './arrangement/arrangement.ts';
import {banded} from './arrangement/bands.ts';
import type {Place} from './pane-view.ts';
import type {Size} from './size.ts';
import {type PaneId, paneIds} from './ui.ts';

export interface Layout {
  readonly title: Place;
  readonly banner: Place | null;
  readonly tabs: Place | null;
  readonly panes: readonly {readonly id: PaneId; readonly place: Place}[];
  /** The console's last lines, where the focused pane takes the rest. */
  readonly strip: Place | null;
  readonly side: {readonly timeLine: Place; readonly evidence: Place; readonly gauges: Place} | null;
  readonly timeLine: Place | null;
  readonly keyLine: Place;
}

export const smallest: Size = {columns: 60, rows: 15};

interface Arranged {
  readonly focus: PaneId;
  readonly zoomed: boolean;
  readonly bannerRows: number;
  readonly arrangement: Arrangement;
}

/** Null where the screen is too small for a pane with words in it. */
export function layoutOf(size: Size, {focus, zoomed, bannerRows, arrangement}: Arranged): Layout | null {
  const {columns, rows} = size;
  if (columns < smallest.columns || rows < smallest.rows) return null;
  const line = (top: number, height = 1): Place => ({left: 0, top, width: columns, height});
  const title = line(0);
  const banner = bannerRows === 0 ? null : line(1, bannerRows);
  const keyLine = line(rows - 1);
  const top = 1 + bannerRows;
  const kind = kindOf(size);
  const fixed = {title, banner, keyLine};
  const shown = shownPanes(paneIds, arrangement, focus);
  if (kind === 'narrow' || zoomed) {
    const hasStrip = kind === 'narrow' && shown.includes('target') && focus !== 'target';
    const timeLine = kind === 'narrow' ? null : line(rows - 2);
    const bottom = rows - 1 - (hasStrip ? stripRows : 0) - (timeLine ? 1 : 0);
    const pane = {id: focus, place: line(top + 1, bottom - top - 1)};
    return {
      ...fixed,
      tabs: line(top),
      panes: [pane],
      strip: hasStrip ? line(bottom, stripRows) : null,
      side: null,
      timeLine,
    };
  }
  if (kind === 'between') {
    const bottom = rows - 2;
    const two = shown.filter((id) => id === focus || id === 'target');
    const panes = banded(line(top + 1, bottom - top - 1), two, arrangement);
    return {...fixed, tabs: line(top), panes, strip: null, side: null, timeLine: line(rows - 2)};
  }
  const isWide = kind === 'wide';
  const sideCells = isWide ? Math.max(48, Math.floor(columns * 0.28)) : 0;
  const bottom = isWide ? rows - 1 : rows - 2;
  const deck = {left: 0, top, width: columns - sideCells, height: bottom - top};
  return {
    ...fixed,
    tabs: null,
    panes: banded(deck, shown, arrangement),
    strip: null,
    side: isWide ? sideOf({left: deck.width, top, width: sideCells, height: deck.height}) : null,
    timeLine: isWide ? null : line(rows - 2),
  };
}

const stripRows = 3;

function kindOf({columns, rows}: Size): 'narrow' | 'between' | 'full' | 'wide' {
  if (columns < 84 || rows < 20) return 'narrow';
  if (columns < 100 || rows < 30) return 'between';
  return columns >= 160 && rows >= 45 ? 'wide' : 'full';
}

function sideOf({left, top, width, height}: Place): NonNullable<Layout['side']> {
  const gauges = 11;
  const evidence = Math.min(16, Math.floor((height - gauges) / 2));
  const list = height - gauges - evidence;
  return {
    timeLine: {left, top, width, height: list},
    evidence: {left, top: top + list, width, height: evidence},
    gauges: {left, top: top + list + evidence, width, height: gauges},
  };
}
