// The journal as it was written, the newest first: an event a line.
import {clock} from '../formats.ts';
import {lookingAt, pointsOf} from '../moments/step-moment.ts';
import {cutRow, span} from '../spans.ts';
import type {JournalLine} from '../trail.ts';
import {type Facts, noticed, type Step, type Ui} from '../ui.ts';
import type {Page, PageItem} from './page.ts';

export const journalPage: Page = {
  name: 'the journal',
  title: ({state, trail}) => {
    const held = trail.pieces.reduce((sum, piece) => sum + piece.length, 0);
    const what = held < state.seq ? `the newest ${held} of ${state.seq} events` : `${held} events`;
    return `Journal: ${what}, the newest first`;
  },
  empty: 'Nothing was written to the journal yet.',
  items: ({state, trail}, cells, pen) =>
    trail.pieces
      .flat()
      .toReversed()
      .map((line) => remembered(line, cells, () => itemOf(line, state.startedAtMs, cells, pen))),
  keys: [
    {
      keys: ['g', 'enter'],
      shown: 'g',
      label: 'look at it',
      rank: 2,
      help: 'look at the point of the time line that it led to, or the one before it',
      step: lookAtSelected,
    },
  ],
};

function itemOf(
  {seq, atMs, type, words}: JournalLine,
  startedAtMs: number,
  cells: number,
  pen: Parameters<Page['items']>[2],
): PageItem {
  const head = [
    span(`${clock(atMs - startedAtMs)} ${String(seq).padStart(6)}  `, 'dim'),
    span(type.padEnd(typeCells), type.startsWith('target.') ? 'accent' : 'plain'),
    span(words, 'dim'),
  ];
  return {key: String(seq), rows: [cutRow(head, cells, pen.width, pen.glyphs.ellipsis)], text: words};
}

const typeCells = 22;

/** A line never changes: it is drawn once for a width. */
function remembered(line: JournalLine, cells: number, make: () => PageItem): PageItem {
  const known = drawn.get(line);
  if (known?.cells === cells) return known.item;
  const item = make();
  drawn.set(line, {cells, item});
  return item;
}

const drawn = new WeakMap<JournalLine, {readonly cells: number; readonly item: PageItem}>();

function lookAtSelected(ui: Ui, selected: string | null, facts: Facts): Step {
  const mark = pointsOf(facts).findLast(({seq}) => seq <= Number(selected));
  if (selected !== null && mark !== undefined) return {ui: {...lookingAt(ui, mark), dialog: null}, acts: []};
  return {ui: noticed(ui, 'The time line has no point that far back.', 'plain', facts.nowMs), acts: []};
}
