// What a goal is held against, file by file, before it is approved and after: read here, edited in the person's own editor, sent back
// with words, or approved. Nothing changes it afterwards.
import {type AcceptanceStanding, draftOf, partsOf} from '../../core/acceptance.ts';
import type {PersonCommand} from '../../core/commands.ts';
import type {Pen} from '../pen.ts';
import {named} from '../rebinding/named.ts';
import {safeText} from '../safe-text.ts';
import {hanging, type Row, row, span, wrapRows} from '../spans.ts';
import {emptyEdit} from '../text-edit.ts';
import {type Facts, noticed, type OpenPage, type Step, type Ui} from '../ui.ts';
import type {Page, PageItem} from './page.ts';

export const acceptancePage: Page = {
  name: 'the acceptance',
  title: ({state}) => titles[state.acceptance.kind],
  empty:
    'The acceptance came with the task folder, and nothing changes it. A goal without a folder gets its own, shown here.',
  items: ({state: {acceptance}}, cells, pen) => {
    const draft = draftOf(acceptance);
    const head = headRows(acceptance, cells, pen);
    return [
      ...(head.length === 0 ? [] : [{key: null, rows: [...head, []]}]),
      ...(draft === null ? [] : partsOf(draft).map((part) => itemOf(part, cells, pen))),
    ];
  },
  keys: [
    {
      keys: ['a'],
      shown: 'a',
      label: 'approve',
      rank: 2,
      help: 'approve all of it, as it stands',
      asks: true,
      step: approve,
    },
    {
      keys: ['e', 'enter'],
      shown: 'e',
      label: 'edit',
      rank: 3,
      help: 'edit the selected file in your editor',
      asks: true,
      step: edit,
    },
    {
      keys: ['b'],
      shown: 'b',
      label: 'send back',
      rank: 4,
      help: 'send it back to the Planner with words',
      asks: true,
      step: sendBack,
    },
  ],
};

const titles: Readonly<Record<AcceptanceStanding['kind'], string>> = {
  given: 'The acceptance',
  wanted: 'The acceptance: the Planner writes it',
  proposed: 'The acceptance: it waits for you',
  approved: 'The acceptance: approved',
};

function headRows(acceptance: AcceptanceStanding, cells: number, pen: Pen): readonly Row[] {
  const said = (text: string, tone: 'plain' | 'dim' | 'warn' | 'bad' | 'good' = 'dim') =>
    wrapRows(named(text, pen), tone, cells, pen.width);
  switch (acceptance.kind) {
    case 'given':
      return [];
    case 'wanted':
      return said(
        acceptance.before === undefined ? 'Nothing is proposed yet.' : 'It was sent back; the Planner writes it anew.',
      );
    case 'proposed':
      return [
        ...said(
          'The work will be held against these very files, and no agent can change them afterwards. {acceptance.approve} approves, {acceptance.edit} edits, {acceptance.sendBack} sends back.',
          'warn',
        ),
        ...(acceptance.refused === undefined ? [] : said(`Your edit is not taken: ${acceptance.refused}`, 'bad')),
      ];
    case 'approved':
      return said(
        `Approved by ${acceptance.by === 'flag' ? 'the command line, unread' : 'you'}: ${acceptance.blob.slice(0, 16)}`,
        'good',
      );
    default:
      return acceptance satisfies never;
  }
}

/** Lines with their numbers, as an editor has them. */
function itemOf({name, text}: {readonly name: string; readonly text: string}, cells: number, {width}: Pen): PageItem {
  const lines = text.trimEnd().split('\n');
  const digits = `${lines.length}`.length;
  return {
    key: name,
    rows: [
      row(name, 'strong'),
      ...lines.flatMap((line, index) =>
        hanging([span(`  ${`${index + 1}`.padStart(digits)}  `, 'dim')], safeText(line), 'plain', cells, width),
      ),
      [],
    ],
  };
}

function approve(ui: Ui, _selected: string | null, facts: Facts): Step {
  const {acceptance} = facts.state;
  if (acceptance.kind !== 'proposed') return said(ui, notNow, facts);
  const command: PersonCommand = {do: 'approveAcceptance', blob: acceptance.checked.blob};
  return {ui: {...ui, dialog: null}, acts: [{kind: 'command', command}]};
}

function edit(ui: Ui, selected: string | null, facts: Facts): Step {
  const {acceptance} = facts.state;
  if (acceptance.kind !== 'proposed') return said(ui, notNow, facts);
  if (selected === null) return said(ui, 'Select a file first.', facts);
  return {ui, acts: [{kind: 'editAcceptance', draft: acceptance.checked.draft, part: selected}]};
}

function sendBack(ui: Ui, selected: string | null, facts: Facts): Step {
  if (facts.state.acceptance.kind !== 'proposed') return said(ui, notNow, facts);
  const back: OpenPage = {kind: 'page', page: 'acceptance', selected, scroll: null};
  return {
    ui: {...ui, dialog: {kind: 'text', purpose: {kind: 'returnAcceptance'}, edit: emptyEdit, strength: 'must', back}},
    acts: [],
  };
}

const notNow = 'Nothing waits for your approval.';

const said = (ui: Ui, words: string, {nowMs}: Facts): Step => ({ui: noticed(ui, words, 'warn', nowMs), acts: []});
