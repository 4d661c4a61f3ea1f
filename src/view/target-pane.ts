// The pane of the target: its state in the title, its console below.

import type {PaneBlock} from './agent-pane.ts';
import {type ConsoleLook, countWords} from './console-look.ts';
import {consoleRows} from './console-rows.ts';
import type {Live} from './live.ts';
import {framed, innerHeight, innerWidth, type Place} from './pane-view.ts';
import type {Pen} from './pen.ts';
import {named} from './rebinding/named.ts';
import {type Row, row, span, wrapRows} from './spans.ts';
import {targetTitle} from './target-title.ts';
import type {Extent, Scroll, Typing} from './ui.ts';

export interface TargetPaneOptions {
  readonly place: Place;
  readonly focused: boolean;
  readonly typing: Typing;
  readonly scroll: Scroll;
  readonly look: ConsoleLook;
}

export function targetPane(live: Live, options: TargetPaneOptions, pen: Pen): PaneBlock {
  const {place, focused, typing, scroll, look} = options;
  const isTyping = typing !== 'off';
  const size = {columns: innerWidth(place), rows: innerHeight(place)};
  const screen = isTyping ? (pen.screen?.(size) ?? null) : null;
  const {rows, extent} = consoleRows(
    live.console,
    {cells: size.columns, height: size.rows, scroll, look, newestBoot: live.state.target.boot},
    pen,
  );
  const status = [...lookStatus(live, look, pen), ...followStatus(extent, isTyping, pen)];
  const cells = place.width - 8 - status.reduce((sum, {text}) => sum + pen.width(text), 0);
  const isEmpty = rows.length === 0;
  const block = framed(
    {
      place,
      border: isTyping ? 'warn' : focused ? 'accent' : 'dim',
      title: targetTitle(live, focused, cells, pen),
      status,
      foot: typingFoot(typing, pen),
      rows: screen ?? (isEmpty ? emptyRows(live, size.columns, pen) : isTyping ? withCursor(rows, pen) : rows),
    },
    pen,
  );
  return {block, extent};
}

/** What is left out of the console, and what is searched there. */
function lookStatus({console}: Live, look: ConsoleLook, {glyphs}: Pen): Row {
  const filter = look.filter === 'all' ? [] : [span(`${look.filter} only ${glyphs.dot} `, 'warn')];
  if (look.search === null || look.search.line === null) return filter;
  const {place, total} = countWords(console, look);
  return [...filter, span(`/${look.search.words} ${place}/${total} ${glyphs.dot} `, 'accent')];
}

function followStatus({follows, to, total}: Extent, typing: boolean, {glyphs}: Pen): Row {
  if (typing) return [span('TYPING', 'warn')];
  if (follows) return [span('FOLLOW', 'dim')];
  const below = total - to;
  return [span(below > 0 ? `PAUSED ${glyphs.dot} ${below} new below` : 'PAUSED', 'warn')];
}

function typingFoot(typing: Typing, {glyphs}: Pen): Row {
  if (typing === 'off') return [];
  const words = typing === 'keys' ? 'every key goes to the line' : 'ctrl-t: the next key is a command';
  return [span(words, 'warn'), span(` ${glyphs.dot} ctrl-] leaves`, 'dim')];
}

function withCursor(rows: readonly Row[], {glyphs}: Pen): readonly Row[] {
  const last = rows.at(-1) ?? [];
  return [...rows.slice(0, -1), [...last, span(glyphs.cursor, 'warn')]];
}

function emptyRows({state}: Live, cells: number, pen: Pen): readonly Row[] {
  const {now} = state.target;
  const text =
    'What the kernel under test prints comes in here. The target is started with the session; {askReset} resets it, {typeIntoConsole} types to it.';
  const why = (now.phase === 'off' || now.phase === 'unknown') && now.why !== undefined ? [row(now.why, 'bad')] : [];
  return [...why, ...wrapRows(named(text, pen), 'dim', cells, pen.width)];
}
