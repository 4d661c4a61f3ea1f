// What a key does on the start screen: its next state, and what the runner has to do.
import type {Key} from '../keys.ts';
import {textOf} from '../keys.ts';
import {inserted, moved, type TextEdit} from '../text-edit.ts';
import type {StartFacts} from './start-facts.ts';
import {itemsOf, type StartItem} from './start-items.ts';
import {type StartDoing, startBindingOf, startContextOf} from './start-keys.ts';
import type {Reading, StartChoice, StartPlace, StartUi} from './start-ui.ts';

export type StartAct =
  /** To be looked at first where a session could be in its way. */
  {readonly kind: 'choose'; readonly choice: StartChoice} | {readonly kind: 'redraw' | 'suspend'};

export interface StartStep {
  readonly ui: StartUi;
  readonly act: StartAct | null;
}

/** What is shown of it now: a page is as high as this. */
export interface StartExtent {
  readonly total: number;
  readonly height: number;
}

export function stepStart(ui: StartUi, key: Key, facts: StartFacts, extent: StartExtent, nowMs: number): StartStep {
  const binding = startBindingOf(startContextOf(ui), key, ui.keys);
  if (binding !== undefined) return doing({...ui, notice: null}, binding.doing, key, facts, extent, nowMs);
  const typed = textOf(key);
  return typed === null ? only(ui) : only(typing({...ui, notice: null}, (edit) => inserted(edit, typed)));
}

function doing(
  ui: StartUi,
  does: StartDoing,
  key: Key,
  facts: StartFacts,
  extent: StartExtent,
  nowMs: number,
): StartStep {
  switch (does.do) {
    case 'leave':
      return {ui, act: {kind: 'choose', choice: {kind: 'leave'}}};
    case 'redraw':
    case 'suspend':
      return {ui, act: {kind: does.do}};
    case 'back':
      return back(ui);
    case 'machine':
    case 'help':
      return only({...ui, reading: {what: does.do, scroll: 0}});
    case 'scroll':
      return only({...ui, reading: scrolled(ui.reading, does.by, extent)});
    case 'edit':
      return only(typing(ui, (edit) => moved(edit, does.move)));
    case 'choose':
      return only(chosenBy(ui, does.by, itemsOf(ui, facts, nowMs).length));
    case 'complete':
      return only(completed(ui, itemsOf(ui, facts, nowMs)[ui.chosen.task]));
    case 'number': {
      const items = itemsOf(ui, facts, nowMs);
      const index = key.name === 'char' ? Number(key.char) - 1 : -1;
      return index < items.length ? taken(withChosen(ui, index), items[index]) : only(ui);
    }
    case 'take':
      return take(ui, itemsOf(ui, facts, nowMs));
    default:
      return does satisfies never;
  }
}

const only = (ui: StartUi): StartStep => ({ui, act: null});

function back(ui: StartUi): StartStep {
  if (ui.considering !== null) return only({...ui, considering: null});
  if (ui.reading !== null) return only({...ui, reading: null});
  const under = placeUnder(ui.place);
  return under === null ? {ui, act: {kind: 'choose', choice: {kind: 'leave'}}} : only({...ui, place: under});
}

/** Null where the screen began there. */
function placeUnder(place: StartPlace): StartPlace | null {
  switch (place.at) {
    case 'menu':
      return null;
    case 'session':
      return {at: 'sessions'};
    case 'offer':
      return place.offer.instead.kind === 'asked' ? null : {at: place.offer.instead.kind};
    default:
      return {at: 'menu'};
  }
}

/** A text that was written is taken as it stands; a list by what is chosen in it. */
function take(ui: StartUi, items: readonly StartItem[]): StartStep {
  const {place, path, goal} = ui;
  if (place.at === 'goal') return choosing(ui, {kind: 'goal', goal: goal.text.trim(), isAnew: false});
  if (place.at === 'task' && path.text !== '') return choosing(ui, {kind: 'task', folder: path.text, isAnew: false});
  return taken(ui, items[ui.chosen[place.at]]);
}

function taken(ui: StartUi, item: StartItem | undefined): StartStep {
  if (item === undefined) return only(ui);
  if (item.whyNot !== null) return only({...ui, notice: {text: `Not now: ${item.whyNot}`, tone: 'bad'}});
  const {leads} = item;
  switch (leads.to) {
    case 'place':
      return only({...ui, place: leads.place, chosen: {...ui.chosen, session: 0}});
    case 'choice':
      return choosing(ui, leads.choice);
    case 'path':
      return only(completed(ui, item));
    default:
      return leads satisfies never;
  }
}

function choosing(ui: StartUi, choice: StartChoice): StartStep {
  if (ui.considering !== null) return only(ui);
  return {ui: {...ui, considering: choice}, act: {kind: 'choose', choice}};
}

function chosenBy(ui: StartUi, by: -1 | 1, count: number): StartUi {
  if (count === 0) return ui;
  return withChosen(ui, (Math.min(ui.chosen[ui.place.at], count - 1) + by + count) % count);
}

const withChosen = (ui: StartUi, index: number): StartUi => ({
  ...ui,
  chosen: {...ui.chosen, [ui.place.at]: index},
});

function completed(ui: StartUi, item: StartItem | undefined): StartUi {
  const text =
    item?.leads.to === 'path'
      ? item.leads.path
      : item?.leads.to === 'choice' && item.leads.choice.kind === 'task'
        ? item.leads.choice.folder
        : null;
  return text === null ? ui : typing(ui, () => ({text, at: text.length}));
}

/** What was typed before is no choice any more. */
function typing(ui: StartUi, change: (edit: TextEdit) => TextEdit): StartUi {
  if (ui.reading !== null) return ui;
  if (ui.place.at === 'goal') return {...ui, goal: change(ui.goal)};
  if (ui.place.at !== 'task') return ui;
  const path = change(ui.path);
  return {...ui, path, chosen: path.text === ui.path.text ? ui.chosen : {...ui.chosen, task: 0}};
}

function scrolled(
  reading: Reading | null,
  by: Extract<StartDoing, {do: 'scroll'}>['by'],
  {total, height}: StartExtent,
): Reading | null {
  if (reading === null) return null;
  const last = Math.max(0, total - height);
  const at = Math.min(reading.scroll, last);
  const steps = {lineUp: at - 1, lineDown: at + 1, pageUp: at - height, pageDown: at + height, first: 0, last} as const;
  return {...reading, scroll: Math.max(0, Math.min(last, steps[by]))};
}
