// What keys change of the arrangement of the panes.

import {roleNames} from '../../core/roles.ts';
import {noticed, type PaneId, paneIds, type Step, type Ui} from '../ui.ts';
import {type Arrangement, grownBy, shownPanes, usualArrangement} from './arrangement.ts';

export type ArrangementDoing = 'moreRows' | 'fewerRows' | 'evenRows' | 'hidePane' | 'showPanes';

export function arranged(ui: Ui, what: ArrangementDoing, nowMs: number): Step {
  const {arrangement, focus} = ui;
  const told = (now: Arrangement, words: string): Step =>
    only(noticed({...ui, arrangement: now}, words, 'plain', nowMs));
  switch (what) {
    case 'moreRows':
      return told(grownBy(arrangement, focus, 1), `more rows for ${nameOf(focus)}`);
    case 'fewerRows':
      return told(grownBy(arrangement, focus, -1), `fewer rows for ${nameOf(focus)}`);
    case 'evenRows':
      return told({...arrangement, grown: usualArrangement.grown}, 'every pane has its usual rows');
    case 'hidePane':
      return hidden(ui, nowMs);
    case 'showPanes':
      return told({...arrangement, hidden: []}, 'every pane is shown');
    default:
      return what satisfies never;
  }
}

const nameOf = (id: PaneId): string => (id === 'target' ? 'the console' : `the ${roleNames[id]}`);

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
