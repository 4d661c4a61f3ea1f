// What stands in each place of the start screen: its question, what is typed, and what can be chosen.
import {editRows} from '../edit-rows.ts';
import {oneLine} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {cutText, type Row, row, span, wrapRows} from '../spans.ts';
import type {StartFacts} from './start-facts.ts';
import {itemsOf, type StartItem} from './start-items.ts';
import type {PlaceName, StartPlace, StartUi} from './start-ui.ts';

export function placeTitle({at}: StartPlace): string {
  return titles[at];
}

const titles: Readonly<Record<PlaceName, string>> = {
  menu: 'What is to be done?',
  goal: 'A goal in a few words',
  task: 'A task folder',
  sessions: 'An earlier session',
  session: 'This session',
  targets: 'The console of which target?',
  offer: 'A session here has not ended',
};

/** At most `height` rows, the chosen item among them. */
export function placeRows(
  ui: StartUi,
  facts: StartFacts,
  {cells, height}: {readonly cells: number; readonly height: number},
  pen: Pen,
): readonly Row[] {
  const items = itemsOf(ui, facts, pen.nowMs);
  const chosen = Math.min(ui.chosen[ui.place.at], Math.max(0, items.length - 1));
  const above = [...headRows(ui, cells, pen), ...typedRows(ui, cells, pen)].slice(0, Math.max(0, height - 2));
  // Where a path is typed, a digit is a part of it.
  const numbered = ui.place.at === 'task' ? 0 : 9;
  const lists = items.map((item, index) => {
    const number = index < numbered ? `${index + 1} ` : '  ';
    return itemRows(item, {number, isChosen: index === chosen}, cells, pen);
  });
  const empty = items.length === 0 ? emptyRows(ui, facts, cells, pen) : [];
  const room = Math.max(0, height - above.length);
  return [...above, ...(items.length === 0 ? empty.slice(0, room) : windowed(lists, chosen, room))];
}

function headRows(ui: StartUi, cells: number, pen: Pen): readonly Row[] {
  const text = question(ui);
  return text === '' ? [] : [...wrapRows(text, 'dim', cells, pen.width), []];
}

function question({place}: StartUi): string {
  switch (place.at) {
    case 'goal':
      return 'What should the module do? Name it: a module named mychar that ... The Planner first writes what it will be held against, task.md and accept.sh; you read, edit and approve them.';
    case 'task':
      return 'A folder with task.md and accept.sh: type its path, or choose one that is shipped.';
    case 'session':
      return place.id;
    case 'offer':
      return `${place.offer.id} (${oneLine(place.offer.task)}) ${place.offer.isRunning ? 'is at work' : 'was left'} in ${place.offer.workspace}.`;
    default:
      return '';
  }
}

function typedRows({place, goal, path}: StartUi, cells: number, pen: Pen): readonly Row[] {
  if (place.at === 'goal') return editRows(goal, cells, pen);
  return place.at === 'task' ? [...editRows(path, cells, pen), []] : [];
}

function emptyRows(ui: StartUi, {sessionsRead}: StartFacts, cells: number, {width, glyphs}: Pen): readonly Row[] {
  if (ui.place.at === 'task' && ui.path.text !== '')
    return wrapRows('No folder goes on like this.', 'dim', cells, width);
  if (ui.place.at === 'sessions' && sessionsRead === 'some')
    return [row(`The sessions are being read${glyphs.ellipsis}`, 'dim')];
  return [];
}

interface Standing {
  /** The key that takes it at once, as far as there is one. */
  readonly number: string;
  readonly isChosen: boolean;
}

function itemRows(
  {text, note, whyNot}: StartItem,
  {number, isChosen}: Standing,
  cells: number,
  pen: Pen,
): readonly Row[] {
  const {glyphs, width} = pen;
  const mark = span(`${isChosen ? glyphs.call : ' '} `, 'accent');
  const tone = whyNot !== null ? 'dim' : isChosen ? 'strong' : 'plain';
  const first: Row = [mark, span(number, 'dim'), span(cutText(oneLine(text), cells - 4, width, glyphs.ellipsis), tone)];
  if (note === '') return [first];
  const notes = wrapRows(oneLine(note), 'dim', cells - 4, width).slice(0, noteRowsMax);
  return [first, ...notes.map((one): Row => [span('    '), ...one])];
}

const noteRowsMax = 3;

/** Whole items, as many as fit: from as far up as leaves the chosen one in sight. */
function windowed(lists: readonly (readonly Row[])[], chosen: number, room: number): readonly Row[] {
  let from = 0;
  const upTo = (first: number): number => lists.slice(first, chosen + 1).reduce((sum, {length}) => sum + length, 0);
  while (from < chosen && upTo(from) > room) from++;
  return lists.slice(from).flat().slice(0, room);
}
