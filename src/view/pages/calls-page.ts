// The calls of the agent that was focused, the newest first: each a line, and opened all that was said and came back.
import {parseJson} from '../../core/json.ts';
import {type CrewRole, roleNames} from '../../core/roles.ts';
import {callText} from '../call-text.ts';
import {type Called, calledOf} from '../called.ts';
import {diffRows} from '../diff-rows.ts';
import {clock, counted, oneLine} from '../formats.ts';
import type {Live} from '../live.ts';
import type {Pen} from '../pen.ts';
import {type Sheet, sheetOf} from '../sheet.ts';
import {type Row, row, span, spread} from '../spans.ts';
import {outputOf} from '../trail.ts';
import type {OpenPage, PaneId, Step, Ui} from '../ui.ts';
import type {Page, PageItem} from './page.ts';
import {toldRows} from './told-rows.ts';

export const callsPage: Page = {
  name: 'calls',
  title: (live, open) => {
    const role = roleOf(open?.about);
    return `Calls of the ${roleNames[role]}: ${counted(calledOf(live.state, role).length, 'call')}, the newest first`;
  },
  empty: 'No call yet. What this agent asks Quarterdeck to do is listed here, with what came back.',
  items: (live, cells, pen, open) => {
    const calls = calledOf(live.state, roleOf(open?.about)).toReversed();
    const opened = open?.opened === undefined ? calls[0]?.call : open.opened;
    return calls.map((called) => itemOf(live, called, called.call === opened, cells, pen));
  },
  keys: [
    {
      keys: ['enter', 'o'],
      shown: 'enter',
      label: 'open, fold',
      rank: 1,
      help: 'open the selected call, or fold it to a line again',
      step: toggled,
    },
  ],
};

/** The target has no calls: the Executor's are what runs on it. */
const roleOf = (about: PaneId = 'executor'): CrewRole => (about === 'target' ? 'executor' : about);

function toggled(ui: Ui, selected: string | null): Step {
  const {dialog} = ui;
  if (dialog?.kind !== 'page' || selected === null) return {ui, acts: []};
  const isOpen = dialog.opened === undefined ? dialog.selected === null : dialog.opened === selected;
  const page: OpenPage = {...dialog, selected, opened: isOpen ? null : selected, scroll: null};
  return {ui: {...ui, dialog: page}, acts: []};
}

function itemOf(live: Live, called: Called, isOpen: boolean, cells: number, pen: Pen): PageItem {
  const {call, name, about, atMs, result} = called;
  const {glyphs, width} = pen;
  const head: Row = [
    span(`${clock(atMs - live.state.startedAtMs)}  `, 'dim'),
    span(oneLine(name), 'strong'),
    span(` ${callText(name, about).about}`, 'dim'),
  ];
  const mark: Row = result.ok ? [span(glyphs.good, 'good')] : [span(`${glyphs.bad} failed`, 'bad')];
  const folded = spread(head, mark, cells, width, glyphs.ellipsis);
  const rows = isOpen ? [folded, ...openRows(live, called, cells, pen), []] : [folded];
  return {key: call, rows, text: `${about}\n${outputOf(live.trail, {call})}`};
}

function openRows(live: Live, {call, name, about, result}: Called, cells: number, pen: Pen): readonly Row[] {
  const sheet = sheetOf(cells, pen);
  const output = outputOf(live.trail, {call}) || result.line;
  const diff = result.diff ?? '';
  return [
    ...argumentRows(name, about, sheet),
    ...(diff === '' ? [] : [[], ...diffRows(diff, cells, pen.width)]),
    [],
    row(result.ok ? 'came back' : 'came back, refused or failed', 'dim'),
    ...toldRows(output, cells, pen),
  ];
}

/** Each argument under its name; what is no JSON any more, since its middle was left out, as it stands. */
function argumentRows(name: string, about: string, sheet: Sheet): readonly Row[] {
  const fields = parseJson(about);
  if (fields === null) return sheet.text(about, 'dim');
  return Object.entries(fields)
    .filter(([key]) => !(name === 'apply_patch' && key === 'patch'))
    .flatMap(([key, value]) => sheet.item(key, typeof value === 'string' ? value : JSON.stringify(value)));
}
