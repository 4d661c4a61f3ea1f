// What keys change of the arrangement of the panes.
import {noticed, type PaneId, paneIds, type Step, type Ui} from '../ui.ts';
import {grownBy, shownPanes, usualArrangement} from './arrangement.ts';

export type ArrangementDoing = 'moreRows' | 'fewerRows' | 'evenRows' | 'hidePane' | 'showPanes';

export function arranged(ui: Ui, what: ArrangementDoing, nowMs: number): Step {
  const {arrangement, focus} = ui;
  switch (what) {
    case 'moreRows':
      return only({...ui, arrangement: grownBy(arrangement, focus, 1)});
    case 'fewerRows':
      return only({...ui, arrangement: grownBy(arrangement, focus, -1)});
    case 'evenRows':
      return only({...ui, arrangement: {...arrangement, grown: usualArrangement.grown}});
    case 'hidePane':
      return hidden(ui, nowMs);
    case 'showPanes':
      return only({...ui, arrangement: {...arrangement, hidden: []}});
    default:
      return what satisfies never;
  }
}

/** One pane is always there. */
function hidden(ui: Ui, nowMs: number): Step {
  const {arrangement, focus} = ui;
  const rest = paneIds.filter((id) => id !== focus && !arrangement.hidden.includes(id));
  const [next] = rest;
  if (next === undefined) return only(noticed(ui, 'This is the last pane that is shown.', 'plain', nowMs));
  const words = 'Hidden; its number brings it back, and so does showing all.';
  const now = {...ui, focus: next, arrangement: {...arrangement, hidden: [...arrangement.hidden, focus]}};
  return only(noticed(now, words, 'plain', nowMs));
}

/** Going to a pane by its number shows it again. */
export function focused(ui: Ui, pane: PaneId): Ui {
  const {arrangement} = ui;
  if (!arrangement.hidden.includes(pane)) return {...ui, focus: pane};
  return {...ui, focus: pane, arrangement: {...arrangement, hidden: arrangement.hidden.filter((id) => id !== pane)}};
}

/** The next of those that are shown, or the one before. */
export function neighbour({focus, arrangement}: Ui, by: 1 | -1): PaneId {
  const shown = shownPanes(paneIds, arrangement, focus);
  return shown[(shown.indexOf(focus) + by + shown.length) % shown.length] ?? focus;
}

function only(ui: Ui): Step {
  return {ui, acts: []};
}
