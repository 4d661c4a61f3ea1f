// The time line as a list, the newest first: each point of the session with its words, and a way to what lies behind it.
import type {Mark} from '../../core/state.ts';
import {clock, oneLine} from '../formats.ts';
import {lookingAt, pointsOf} from '../moments/step-moment.ts';
import {hanging, span} from '../spans.ts';
import {signs} from '../time-line.ts';
import {type Facts, noticed, type Step, type Ui} from '../ui.ts';
import type {Page} from './page.ts';
import {placeBehind} from './place-behind.ts';

export const timeLinePage: Page = {
  name: 'the time line',
  title: ({state}) =>
    state.marks.length === 0 ? 'Time line: nothing yet' : `Time line: ${state.marks.length} points, the newest first`,
  empty: 'Nothing has happened yet. Builds, runs, crashes, reboots, verdicts and your messages are listed here.',
  items: ({state}, cells, pen) =>
    state.marks.toReversed().map((mark) => {
      const {glyph, word, tone} = signs[mark.kind];
      const head = [
        span(`${clock(mark.atMs - state.startedAtMs)}  `, 'dim'),
        span(`${pen.glyphs[glyph]} ${word.padEnd(11)} `, tone),
      ];
      return {key: keyOf(mark), rows: hanging(head, oneLine(mark.text), 'plain', cells, pen.width)};
    }),
  keys: [
    {
      keys: ['enter'],
      shown: 'enter',
      label: 'open',
      rank: 1,
      help: 'open what lies there: the build, the run, the crash, the finding',
      step: openSelected,
    },
    {
      keys: ['g'],
      shown: 'g',
      label: 'look at it',
      rank: 2,
      help: 'look at that moment: every pane shows it, Esc comes back to now',
      step: lookAtSelected,
    },
  ],
};

const keyOf = ({seq}: Mark): string => String(seq);

function lookAtSelected(ui: Ui, selected: string | null, facts: Facts): Step {
  const mark = pointsOf(facts).find((candidate) => keyOf(candidate) === selected);
  if (mark === undefined) return {ui, acts: []};
  return {ui: {...lookingAt(ui, mark), dialog: null}, acts: []};
}

function openSelected(ui: Ui, selected: string | null, {state, nowMs}: Facts): Step {
  const mark = state.marks.find((candidate) => keyOf(candidate) === selected);
  if (mark === undefined) return {ui, acts: []};
  const place = placeBehind(mark, state);
  if (place === null) return {ui: noticed(ui, 'There is no more to it than these words.', 'plain', nowMs), acts: []};
  const back = ui.dialog?.kind === 'page' ? {back: ui.dialog} : {};
  return {ui: {...ui, dialog: {kind: 'page', ...place, scroll: null, ...back}}, acts: []};
}
