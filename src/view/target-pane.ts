// The pane of the target: its state in the title, its console below.

import type {PaneBlock} from './agent-pane.ts';
import {type ConsoleLook, countWords} from './console-look.ts';
import {consoleRows} from './console-rows.ts';
import type {Live} from './live.ts';
import {framed, innerHeight, innerWidth, type Place} from './pane-view.ts';
import type {Pen} from './pen.ts';
import {type Row, row, span, wrapRows} from './spans.ts';
import {targetTitle} from './target-status.ts';
import type {Extent, Scroll} from './ui.ts';

export interface TargetPaneOptions {
  readonly place: Place;
  readonly focused: boolean;
  readonly typing: boolean;
  readonly scroll: Scroll;
  readonly look: ConsoleLook;
}

export function targetPane(live: Live, options: TargetPaneOptions, pen: Pen): PaneBlock {
  const {place, focused, typing, scroll, look} = options;
  const {rows, extent} = consoleRows(
    live.console,
    {cells: innerWidth(place), height: innerHeight(place), scroll, look, newestBoot: live.state.target.boot},
    pen,
  );
  const status = [...lookStatus(live, look, pen), ...followStatus(extent, typing, pen)];
  const cells = place.width - 8 - status.reduce((sum, {text}) => sum + pen.width(text), 0);
  const isEmpty = rows.length === 0;
  const block = framed(
    {
      place,
      border: typing ? 'warn' : focused ? 'accent' : 'dim',
      title: targetTitle(live, focused, cells, pen),
      status,
      foot: typing ? [span('every key goes to the line', 'warn'), span(` ${pen.glyphs.dot} ctrl-] leaves`, 'dim')] : [],
      rows: isEmpty ? emptyRows(live, innerWidth(place), pen) : typing ? withCursor(rows, pen) : rows,
    },
    pen,
  );
  return {block, extent};
}

/** What is left out of the console, and what is searched there. */
function lookStatus({console}: Live, look: ConsoleLook, {glyphs}: Pen): Row {
  const filter = look.filter === 'all' ? [] : [span(`${look.filter} only ${glyphs.dot} `, 'warn')];
  if (look.search === null) return filter;
  const {place, total} = countWords(console, look);
  return [...filter, span(`/${look.search.words} ${place}/${total} ${glyphs.dot} `, 'accent')];
}

function followStatus({follows, to, total}: Extent, typing: boolean, {glyphs}: Pen): Row {
  if (typing) return [span('TYPING', 'warn')];
  if (follows) return [span('FOLLOW', 'dim')];
  const below = total - to;
  return [span(below > 0 ? `PAUSED ${glyphs.dot} ${below} new below` : 'PAUSED', 'warn')];
}

function withCursor(rows: readonly Row[], {glyphs}: Pen): readonly Row[] {
  const last = rows.at(-1) ?? [];
  return [...rows.slice(0, -1), [...last, span(glyphs.cursor, 'warn')]];
}

function emptyRows({state}: Live, cells: number, {width}: Pen): readonly Row[] {
  const {now} = state.target;
  const text =
    'What the kernel under test prints comes in here. The target is started with the session; R resets it, i types to it.';
  const why = (now.phase === 'off' || now.phase === 'unknown') && now.why !== undefined ? [row(now.why, 'bad')] : [];
  return [...why, ...wrapRows(text, 'dim', cells, width)];
}
