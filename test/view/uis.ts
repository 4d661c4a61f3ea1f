// States of the screen in which every key of a context has something to do.
import {constraintId, questionId, taskId} from '../../src/core/ids.ts';
import type {KeyContext} from '../../src/view/bindings.ts';
import type {PageId} from '../../src/view/pages/page-ids.ts';
import type {Extent, Facts, Ui} from '../../src/view/ui.ts';
import {initialUi} from '../../src/view/ui.ts';
import {told} from './story.ts';

const middle: Extent = {from: 40, to: 60, first: 0, total: 100, follows: false};

export function facts(change: Partial<Facts> = {}): Facts {
  const {live, nowMs} = told('working');
  const newestMark = String(live.state.marks.at(-1)?.seq);
  return {
    state: live.state,
    console: live.console,
    link: live.link,
    extents: {scheduler: middle, planner: middle, executor: middle, reviewer: middle, target: middle},
    dialogExtent: {
      total: 100,
      height: 20,
      items: [
        {key: 'before', from: 0, to: 1},
        {key: newestMark, from: 1, to: 2},
        {key: 'after', from: 2, to: 3},
      ],
    },
    consoleSize: {columns: 116, rows: 30},
    nowMs,
    moment: null,
    ...change,
  };
}

/** There are points before it and after it. */
const middleMark = told('working').live.state.marks.at(-1)?.seq ?? 0;

/** Nothing is open, and no pane stands where a key would lead. */
const arrangement = {hidden: ['reviewer'], grown: {planner: 1}} as const;
export const planner: Ui = {...initialUi, focus: 'planner', zoomed: true, arrangement};

export function uiIn(context: KeyContext): Ui {
  const edit = {text: 'two words', at: 4};
  const recalled = {place: 0, own: {text: 'own', at: 3}};
  switch (context) {
    case 'deck':
      return {...planner, focus: 'target', scroll: {...planner.scroll, target: {kind: 'top', line: 30}}};
    case 'moment':
      return {...uiIn('deck'), moment: {seq: middleMark, scrollOfNow: initialUi.scroll}};
    case 'replay':
      return {...uiIn('deck'), replay: true};
    case 'typing':
      return {...planner, focus: 'target', typing: 'keys'};
    case 'lineCommand':
      return {...planner, focus: 'target', typing: 'command'};
    case 'help':
      return {...planner, dialog: {kind: 'help', scroll: 30}};
    case 'details':
      return {...planner, dialog: {kind: 'details', pane: 'planner', scroll: 30}};
    case 'text':
      return {
        ...{...planner, sent: ['older', 'newer']},
        dialog: {kind: 'text', purpose: {kind: 'constraint'}, edit, strength: 'must', recalled},
      };
    case 'quit':
      return {...planner, dialog: {kind: 'quit', choice: 'pause'}};
    case 'answer':
      return {...planner, dialog: {kind: 'answer', question, choice: 1, edit}};
    case 'confirmLift':
      return {...planner, dialog: {kind: 'confirmLift', constraint: noGlobals}};
    case 'confirmSkip':
      return {...planner, dialog: {kind: 'confirmSkip', task: taskId(1)}};
    case 'confirmReset':
      return {...planner, dialog: {kind: 'confirmReset'}};
    case 'search':
      return {...planner, dialog: {kind: 'search', edit}};
    case 'palette':
      return {...planner, dialog: {kind: 'palette', edit: {text: 're o', at: 2}, choice: 1}};
    default:
      return {...planner, dialog: {kind: 'page', page: pageOf(context), selected: String(middleMark), scroll: 30}};
  }
}

const pageOf = (context: `page:${PageId}`): PageId => context.slice('page:'.length) as PageId;

const noGlobals = {
  id: constraintId(1),
  revision: 1,
  text: 'no globals',
  scope: {kind: 'all'},
  strength: 'must',
  source: 'person',
  standing: 'inForce',
} as const;

export const question = {
  id: questionId(1),
  by: 'planner',
  text: 'May a write sleep?',
  choices: ['yes', 'no', 'it depends'],
} as const;
