// Walking along the time line: from point to point, back to now, and into what lies at a point.
import {kept} from '../../core/limits.ts';
import type {Mark} from '../../core/state.ts';
import {placeBehind} from '../pages/place-behind.ts';
import {type Facts, followingAll, noticed, type Step, type Ui} from '../ui.ts';

export type LookStep = 'back' | 'on' | 'first' | 'now';

export function looked(ui: Ui, by: LookStep, facts: Facts): Step {
  const marks = pointsOf(facts);
  const at = ui.moment === null ? marks.length : indexOf(marks, ui.moment.seq);
  switch (by) {
    case 'back':
      return at <= 0
        ? only(noticed(ui, whyNoFurther(marks), 'plain', facts.nowMs))
        : only(lookingAt(ui, marks[at - 1]));
    case 'on':
      return ui.moment === null
        ? only(noticed(ui, 'This is now. Going back along the time line shows what was.', 'plain', facts.nowMs))
        : only(lookingAt(ui, marks[at + 1]));
    case 'first':
      return only(lookingAt(ui, marks[0]));
    case 'now':
      return only(lookingAt(ui, undefined));
    default:
      return by satisfies never;
  }
}

/** At a point, or at now where there is none. Coming back to now finds every pane where it was left. */
export function lookingAt(ui: Ui, mark: Mark | undefined): Ui {
  if (mark === undefined) return ui.moment === null ? ui : {...ui, scroll: ui.moment.scrollOfNow, moment: null};
  const scrollOfNow = ui.moment?.scrollOfNow ?? ui.scroll;
  return {...ui, scroll: followingAll, moment: {seq: mark.seq, scrollOfNow}, typing: 'off'};
}

export function momentOpened(ui: Ui, {moment, state, nowMs}: Facts): Step {
  const place = moment === null ? null : placeBehind(moment.mark, state);
  if (place === null) return only(noticed(ui, 'There is no more to it than the time line says.', 'plain', nowMs));
  return only({...ui, dialog: {kind: 'page', ...place, scroll: null}});
}

export const pointsOf = ({moment, state}: Facts): readonly Mark[] => moment?.marks ?? state.marks;

function indexOf(marks: readonly Mark[], seq: number): number {
  return Math.max(
    0,
    marks.findLastIndex((mark) => mark.seq <= seq),
  );
}

function whyNoFurther(marks: readonly Mark[]): string {
  if (marks.length === 0) return 'Nothing has happened yet that could be looked back at.';
  return marks.length < kept.marks
    ? 'Nothing came before this.'
    : 'Nothing older is at hand here. "quarterdeck replay" goes back to the beginning.';
}

const only = (ui: Ui): Step => ({ui, acts: []});
