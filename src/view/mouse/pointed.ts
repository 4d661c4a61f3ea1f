// What the mouse does while it is the deck's: a click focuses the pane under it or under its tab, and selects the item of a page; on the one that is
// selected it is enter, where that asks nothing of the session. The wheel scrolls what lies under it.
import {focused} from '../arrangement/step-arrangement.ts';
import type {Key} from '../keys.ts';
import {itemAt, movedOn, selectedBy} from '../pages/step-page.ts';
import {dialogScrolled, scrolledLines} from '../step-scroll.ts';
import {type Facts, noticed, type PaneId, type Step, type Ui} from '../ui.ts';

type Pointed = Extract<Key, {name: 'mouse'}>;

/** Of one notch of the wheel. */
const wheelLines = 3;

export function mouseToggled(ui: Ui, nowMs: number): Step {
  const words = ui.mouse
    ? "the mouse is the terminal's again: it selects text"
    : 'the mouse is on: a click focuses, the wheel scrolls; most terminals select with shift held';
  return {ui: noticed({...ui, mouse: !ui.mouse}, words, 'plain', nowMs), acts: []};
}

export function pointed(ui: Ui, {act, column, row}: Pointed, facts: Facts): Ui {
  if (!ui.mouse) return ui;
  if (ui.dialog !== null) return act === 'press' ? pressedOn(ui, row, facts) : dialogWheeled(ui, act, facts);
  const tab = paneAt(facts.tabPlaces, column, row);
  if (tab !== null) return act === 'press' ? focused(ui, tab) : ui;
  const pane = paneAt(facts.places, column, row);
  if (pane === null) return ui;
  if (act === 'press') return focused(ui, pane);
  const by = act === 'wheelUp' ? -wheelLines : wheelLines;
  return {...ui, scroll: {...ui.scroll, [pane]: scrolledLines(facts.extents[pane], by)}};
}

/** Whether a click comes to an item that was selected before. */
export function isOnSelected({mouse, dialog}: Ui, {act, row}: Pointed, {dialogExtent}: Facts): boolean {
  if (!mouse || act !== 'press' || dialog?.kind !== 'page') return false;
  const item = itemAt(dialog, dialogExtent, row);
  return item !== null && item === dialog.selected;
}

function pressedOn(ui: Ui, row: number, {dialogExtent}: Facts): Ui {
  const {dialog} = ui;
  const item = dialog?.kind === 'page' ? itemAt(dialog, dialogExtent, row) : null;
  if (dialog?.kind !== 'page' || item === null) return ui;
  return {...ui, dialog: selectedBy(dialog, dialogExtent, item)};
}

function paneAt(places: Facts['places'] = [], column: number, row: number): PaneId | null {
  const found = places.find(
    ({place: {left, top, width, height}}) =>
      column >= left && column < left + width && row >= top && row < top + height,
  );
  return found?.id ?? null;
}

function dialogWheeled(ui: Ui, act: 'wheelUp' | 'wheelDown', facts: Facts): Ui {
  const {dialog} = ui;
  const by = act === 'wheelUp' ? 'lineUp' : 'lineDown';
  if (dialog?.kind === 'page') return {...ui, dialog: movedOn(dialog, facts.dialogExtent, by)};
  if (dialog?.kind !== 'help' && dialog?.kind !== 'details') return ui;
  let {scroll} = dialog;
  for (let line = 0; line < wheelLines; line++) scroll = dialogScrolled(scroll, facts.dialogExtent, by);
  return {...ui, dialog: {...dialog, scroll}};
}
