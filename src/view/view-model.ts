// Everything that a frame shows, laid out and cut to the terminal's size. Nothing in it is wider or higher than its place.
import type {CrewRole} from '../core/roles.ts';
import {agentPane, type PaneBlock} from './agent-pane.ts';
import type {Charts} from './charts.ts';
import {consoleRows} from './console-rows.ts';
import {dialogView} from './dialog-view.ts';
import {evidenceRows} from './evidence-rows.ts';
import {gaugeRows} from './gauge-rows.ts';
import {glyphsOf} from './glyphs.ts';
import {keyLine, noticeRows} from './key-line.ts';
import {type Layout, layoutOf} from './layout.ts';
import type {Live} from './live.ts';
import {momentTimeLine} from './moments/moment-view.ts';
import {pageAbove, pageOf} from './pages/page-behind.ts';
import {painted} from './paint.ts';
import {type Block, framed, innerHeight, innerWidth, type Place} from './pane-view.ts';
import type {Pen, TargetScreenOf} from './pen.ts';
import {keysOf} from './rebinding/keys-of.ts';
import {replayTimeLine} from './replay/replay-view.ts';
import {bannerRows} from './session-status.ts';
import type {Size} from './size.ts';
import {cutText, fitRow, quickWidth, type Row, span, type Width} from './spans.ts';
import {tabPlaces, tabsRow} from './tabs.ts';
import {targetPane} from './target-pane.ts';
import {timeLineList, timeLineRow} from './time-line.ts';
import {titleLine} from './title-line.ts';
import {tooSmallText} from './too-small.ts';
import type {Extent, Facts, PaneId, Ui} from './ui.ts';

export interface DeckView {
  readonly kind: 'deck';
  readonly columns: number;
  readonly rows: number;
  /** One for each row of the screen, as wide as the screen. */
  readonly lines: readonly Row[];
  readonly extents: Facts['extents'];
  readonly dialogExtent: Facts['dialogExtent'];
  readonly places: Layout['panes'];
  readonly tabPlaces: Layout['panes'];
  /** Of what is open over the deck. */
  readonly dialogPlace: Place | null;
  readonly consoleSize: Size | null;
}

export interface TooSmallView {
  readonly kind: 'tooSmall';
  readonly columns: number;
  readonly rows: number;
  readonly text: string;
  readonly extents: Facts['extents'];
  readonly dialogExtent: null;
  readonly consoleSize: null;
}

export type ViewModel = DeckView | TooSmallView;

export interface ViewOptions {
  readonly unicode: boolean;
  readonly width: Width;
  /** What local time is ahead of UTC, milliseconds. */
  readonly zoneMs?: number;
  /** Draws what a wide screen has room for. */
  readonly charts?: Charts;
  readonly screen?: TargetScreenOf;
}

export function viewOf(live: Live, ui: Ui, size: Size, nowMs: number, options: ViewOptions): ViewModel {
  const pen = {...penOf(live, nowMs, options), keyOf: keysOf(ui.keys, glyphsOf(options.unicode))};
  const banner = bannerRows(live, size.columns, pen);
  const layout = layoutOf(size, {
    ...{focus: ui.focus, zoomed: ui.zoomed, arrangement: ui.arrangement},
    bannerRows: banner.length,
  });
  if (layout === null) return tooSmall(ui, size, pen);
  const panes = layout.panes.map(({id, place}) => ({id, pane: paneOf(live, ui, id, place, pen)}));
  const dialog = ui.dialog === null ? null : dialogView(ui.dialog, live, ui, size, pen);
  const blocks: readonly Block[] = [
    lines(layout.title, [titleLine(live, size.columns, pen)], pen),
    ...(layout.banner ? [lines(layout.banner, banner, pen)] : []),
    ...(layout.tabs ? [lines(layout.tabs, [tabsRow(live, ui.focus, size.columns, pen)], pen)] : []),
    ...panes.map(({pane}) => pane.block),
    ...(layout.strip ? [stripBlock(live, layout.strip, pen)] : []),
    ...(layout.side ? sideBlocks(live, layout.side, pen) : []),
    ...(layout.timeLine ? [lines(layout.timeLine, [timeLineOf(live, size.columns, pen)], pen)] : []),
    lines(layout.keyLine, [keyLine(live, ui, size.columns, pen)], pen),
    ...noticeBlocks(ui, layout.keyLine, pen),
    ...(dialog ? [...behindDialog(live, ui.dialog, dialog.block.place, pen), dialog.block] : []),
  ];
  return {
    kind: 'deck',
    columns: size.columns,
    rows: size.rows,
    lines: painted(blocks, size, pen.width),
    extents: extentsOf(panes),
    dialogExtent: dialog?.extent ?? null,
    places: layout.panes,
    tabPlaces: layout.tabs ? tabPlaces(live, ui.focus, layout.tabs, pen) : [],
    dialogPlace: dialog?.block.place ?? null,
    consoleSize: consoleSizeOf(layout),
  };
}

/** What a frame of that moment is drawn with. */
export function penOf(live: Live, nowMs: number, options: ViewOptions): Pen {
  const charts = options.unicode ? options.charts : undefined;
  return {
    width: quickWidth(options.width),
    glyphs: glyphsOf(options.unicode),
    nowMs: live.replay?.atMs ?? live.moment?.mark.atMs ?? nowMs,
    ...(options.zoneMs === undefined ? {} : {zoneMs: options.zoneMs}),
    ...(charts === undefined ? {} : {charts}),
    ...(options.screen === undefined ? {} : {screen: options.screen}),
  };
}

/** What a key's meaning hangs on, as of this frame. */
export function factsOf(live: Live, view: ViewModel | null, nowMs: number): Facts {
  return {
    state: live.state,
    console: live.console,
    link: live.link,
    extents: view?.extents ?? extentsOf([]),
    dialogExtent: view?.dialogExtent ?? null,
    places: view?.kind === 'deck' ? view.places : [],
    tabPlaces: view?.kind === 'deck' ? view.tabPlaces : [],
    consoleSize: view?.consoleSize ?? null,
    nowMs,
    moment: live.moment,
  };
}

function tooSmall(ui: Ui, {columns, rows}: Size, pen: Pen): ViewModel {
  return {
    kind: 'tooSmall',
    columns,
    rows,
    text: cutText(tooSmallText(ui.dialog, {columns, rows}, pen), columns, pen.width),
    extents: extentsOf([]),
    dialogExtent: null,
    consoleSize: null,
  };
}

function behindDialog(live: Live, dialog: Ui['dialog'], box: Place, pen: Pen): readonly Block[] {
  const page = dialog === null ? null : pageOf(dialog);
  return page === null ? [] : pageAbove(page, box, live, pen);
}

function paneOf(live: Live, ui: Ui, id: PaneId, place: Place, pen: Pen): PaneBlock {
  const focused = ui.focus === id;
  const scroll = ui.scroll[id];
  if (id === 'target') return targetPane(live, {place, focused, typing: ui.typing, scroll, look: ui.look}, pen);
  return agentPane(live, id satisfies CrewRole, {place, focused, scroll}, pen);
}

function consoleSizeOf({panes}: Layout): Size | null {
  const pane = panes.find(({id}) => id === 'target');
  return pane === undefined ? null : {columns: innerWidth(pane.place), rows: innerHeight(pane.place)};
}

const nothing: Extent = {from: 0, to: 0, first: 0, total: 0, follows: true};

function extentsOf(panes: readonly {readonly id: PaneId; readonly pane: PaneBlock}[]): Facts['extents'] {
  const extents: Record<PaneId, Extent> = {
    scheduler: nothing,
    planner: nothing,
    executor: nothing,
    reviewer: nothing,
    target: nothing,
  };
  for (const {id, pane} of panes) extents[id] = pane.extent;
  return extents;
}

function timeLineOf({state, replay, moment}: Live, cells: number, pen: Pen): Row {
  if (moment !== null) return momentTimeLine(moment, cells, pen);
  return replay === null ? timeLineRow(state, cells, pen) : replayTimeLine(replay, cells, pen);
}

function lines(place: Place, rows: readonly Row[], {width, glyphs}: Pen): Block {
  const filled = Array.from({length: place.height}, (_, index) => rows[index] ?? []);
  return {place, rows: filled.map((row) => fitRow(row, place.width, width, glyphs.ellipsis))};
}

function noticeBlocks(ui: Ui, keyLine: Place, pen: Pen): readonly Block[] {
  const rows = noticeRows(ui, keyLine.width, pen);
  if (rows.length === 0) return [];
  return [{place: {...keyLine, top: keyLine.top - rows.length + 1, height: rows.length}, rows}];
}

function stripBlock(live: Live, place: Place, pen: Pen): Block {
  const options = {
    cells: place.width - 1,
    height: place.height,
    scroll: {kind: 'follow'},
    newestBoot: live.state.target.boot,
    cut: true,
  } as const;
  const {rows} = consoleRows(live.console, options, pen);
  const empty: Row = [span(" The target's console comes in here.", 'dim')];
  return lines(place, rows.length === 0 ? [[], empty] : rows, pen);
}

function sideBlocks(live: Live, {timeLine, evidence, gauges}: NonNullable<Layout['side']>, pen: Pen): readonly Block[] {
  const box = (place: Place, title: string, rows: readonly Row[]): Block =>
    framed({place, border: 'dim', title: [span(title, 'strong')], status: [], foot: [], rows}, pen);
  return [
    box(timeLine, 'Time line', timeLineList(live, innerWidth(timeLine), innerHeight(timeLine), pen)),
    box(evidence, 'Evidence', evidenceRows(live.state, innerWidth(evidence), pen)),
    box(gauges, 'Gauges', gaugeRows(live, innerWidth(gauges), pen)),
  ];
}
