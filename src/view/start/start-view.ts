// The start screen, laid out: the choice at the left, the machine at the right where there is room for both, keys below.
import type {KeyChanges} from '../../core/deck-settings.ts';
import {glyphsOf} from '../glyphs.ts';
import {keyText} from '../key-line.ts';
import {smallest} from '../layout.ts';
import {painted} from '../paint.ts';
import {type Block, framed, innerHeight, innerWidth, type Place} from '../pane-view.ts';
import type {Pen} from '../pen.ts';
import type {Size} from '../size.ts';
import {cutText, fitRow, hanging, quickWidth, type Row, row, span, spread, wrapText} from '../spans.ts';
import type {ViewOptions} from '../view-model.ts';
import {machineRows, machineVerdict, noMachine, urgentFirst} from './machine-rows.ts';
import {placeRows, placeTitle} from './place-rows.ts';
import type {StartFacts} from './start-facts.ts';
import {type StartBinding, type StartContext, startContextOf, startKeymapWith} from './start-keys.ts';
import type {Reading, StartUi} from './start-ui.ts';
import type {StartExtent} from './step-start.ts';

export interface StartView {
  readonly columns: number;
  readonly rows: number;
  /** One for each row of the screen. */
  readonly lines: readonly Row[];
  readonly extent: StartExtent;
}

export function startViewOf(
  ui: StartUi,
  facts: StartFacts,
  size: Size,
  nowMs: number,
  options: ViewOptions,
): StartView {
  const pen: Pen = {width: quickWidth(options.width), glyphs: glyphsOf(options.unicode), nowMs};
  const {columns, rows} = size;
  if (columns < smallest.columns || rows < smallest.rows) return tooSmall(size, pen);
  const read = ui.reading === null ? null : readingBlock(ui.reading, ui.keys, facts, size, pen);
  const notice = noticeRows(ui, columns, pen);
  const blocks: readonly Block[] = [
    line(0, [titleRow(facts, columns, pen)], size),
    ...paneBlocks(ui, facts, size, pen),
    line(rows - 1 - notice.length, notice, size),
    ...(read === null ? [] : [read.block]),
    line(rows - 1, [keyRow(ui, columns, pen)], size),
  ];
  return {columns, rows, lines: painted(blocks, size, pen.width), extent: read?.extent ?? {total: 0, height: 0}};
}

function tooSmall({columns, rows}: Size, {width}: Pen): StartView {
  const text = `Too small: ${columns}x${rows}, needs ${smallest.columns}x${smallest.rows}; q quits`;
  return {columns, rows, lines: [row(cutText(text, columns, width))], extent: {total: 0, height: 0}};
}

const line = (top: number, rows: readonly Row[], {columns}: Size): Block => ({
  place: {left: 0, top, width: columns, height: rows.length},
  rows,
});

function titleRow({folder}: StartFacts, cells: number, {width, glyphs}: Pen): Row {
  return spread(
    [span(' '), span('Quarterdeck', 'accent')],
    [span(folder, 'dim'), span(' ')],
    cells,
    width,
    glyphs.ellipsis,
  );
}

/** From here on the machine has a pane of its own. */
const besideColumns = 76;

function paneBlocks(ui: StartUi, facts: StartFacts, {columns, rows}: Size, pen: Pen): readonly Block[] {
  const height = rows - 2;
  const isBeside = columns >= besideColumns;
  const left = isBeside ? Math.ceil(columns / 2) : columns;
  const choice: Place = {left: 0, top: 1, width: left, height};
  const verdict = machineVerdict(facts.checks, pen.glyphs);
  const title = [span(placeTitle(ui.place), 'accent')];
  const room = {cells: innerWidth(choice), height: innerHeight(choice)};
  const foot = isBeside ? [] : [span('this machine: ', 'dim'), verdict];
  const chosen = framed(
    {place: choice, border: 'accent', title, status: [], foot, rows: placeRows(ui, facts, room, pen)},
    pen,
  );
  if (!isBeside) return [chosen];
  const machine: Place = {left, top: 1, width: columns - left, height};
  return [chosen, machineBlock(facts, machine, pen)];
}

/** Where not all of it fits, what needs a person comes first. */
function machineBlock({checks}: StartFacts, place: Place, pen: Pen): Block {
  const cells = innerWidth(place);
  const whole = machineRows(checks, 'brief', cells, pen);
  const fits = whole.length <= innerHeight(place);
  const rows = fits ? whole : machineRows(urgentFirst(checks), 'brief', cells, pen).slice(0, innerHeight(place));
  return framed(
    {
      ...{place, border: 'dim', title: [span('This machine', 'strong')], status: [machineVerdict(checks, pen.glyphs)]},
      foot: fits ? [] : [span('m shows all', 'dim')],
      rows: checks.length === 0 ? [noMachine] : rows,
    },
    pen,
  );
}

function readingBlock(
  {what, scroll}: Reading,
  keys: KeyChanges,
  {checks}: StartFacts,
  {columns, rows}: Size,
  pen: Pen,
): {readonly block: Block; readonly extent: StartExtent} {
  const place: Place = {left: 0, top: 1, width: columns, height: rows - 2};
  const all =
    what === 'machine' ? machineRows(checks, 'whole', innerWidth(place), pen) : helpRows(innerWidth(place), keys, pen);
  const extent = {total: all.length, height: innerHeight(place)};
  const from = Math.max(0, Math.min(scroll, extent.total - extent.height));
  const below = extent.total - from - extent.height;
  const block = framed(
    {
      ...{place, border: 'accent', status: what === 'machine' ? [machineVerdict(checks, pen.glyphs)] : []},
      title: [span(what === 'machine' ? 'This machine' : 'Keys', 'accent')],
      foot: below > 0 ? [span(`${pen.glyphs.below} ${below} below`, 'warn')] : [],
      rows: all.slice(from, from + extent.height),
    },
    pen,
  );
  return {block, extent};
}

const keyCells = 12;

const helped: readonly (readonly [StartContext, string])[] = [
  ['menu', 'Where something is chosen'],
  ['list', 'In a list'],
  ['task', 'In a path'],
];

/** What a context shares with one above it is told once. */
function helpRows(cells: number, keys: KeyChanges, {glyphs, width}: Pen): readonly Row[] {
  const told = new Set<string>();
  const {bindings} = startKeymapWith(keys);
  return helped.flatMap(([context, heading]): readonly Row[] => {
    const rows = bindings.filter(
      ({context: its, help, keys: own}) => its === context && help !== undefined && own.length > 0 && !told.has(help),
    );
    for (const {help = ''} of rows) told.add(help);
    const lines = rows.flatMap(({shown, help = ''}) =>
      hanging([span(keyText(shown, glyphs).padEnd(keyCells), 'strong')], help, 'plain', cells, width),
    );
    return [row(heading, 'dim'), ...lines, []];
  });
}

const noticeRowsMax = 4;

function noticeRows({notice, considering}: StartUi, cells: number, {width, glyphs}: Pen): readonly Row[] {
  const shown = considering === null ? notice : ({text: `Looking at it${glyphs.ellipsis}`, tone: 'plain'} as const);
  if (shown === null) return [];
  const tone = shown.tone === 'bad' ? 'bad' : 'strong';
  return wrapText(shown.text, cells - 2, width)
    .slice(0, noticeRowsMax)
    .map((text) => fitRow([span(` ${text}`, tone)], cells, width));
}

function keyRow(ui: StartUi, cells: number, {width, glyphs}: Pen): Row {
  const context = startContextOf(ui);
  const labelled = startKeymapWith(ui.keys).bindings.filter(
    (binding) => binding.context === context && binding.label !== undefined && binding.keys.length > 0,
  );
  const shown = (binding: StartBinding): string => `${keyText(binding.shown, glyphs)} ${binding.label}`;
  let left = cells - 2;
  const fitting = new Set<StartBinding>();
  for (const binding of labelled.toSorted((one, other) => (one.rank ?? 9) - (other.rank ?? 9))) {
    left -= width(shown(binding)) + 2;
    if (left >= 0) fitting.add(binding);
  }
  const spans = labelled
    .filter((binding) => fitting.has(binding))
    .flatMap(({shown: keys, label = ''}) => [span(keyText(keys, glyphs), 'strong'), span(` ${label}  `, 'dim')]);
  return fitRow([span(' '), ...spans], cells, width, glyphs.ellipsis);
}
