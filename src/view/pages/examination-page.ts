// What the machine looked for in the trees that were submitted, the newest first; and what nobody looks for, with what would.
import {checksOf, isMissed, missedWithout} from '../../core/examine-settings.ts';
import type {State} from '../../core/state.ts';
import {counted} from '../formats.ts';
import type {Pen} from '../pen.ts';
import {named} from '../rebinding/named.ts';
import {type Row, row, wrapRows} from '../spans.ts';
import {type Facts, noticed, type Step, type Ui} from '../ui.ts';
import {dismissKeys} from './dismiss-keys.ts';
import {checkKey, examinationItems, findingOfKey} from './examination-items.ts';
import type {Page, PageItem} from './page.ts';

export const examinationPage: Page = {
  name: 'what the machine looked for',
  title: ({state: {examinations}}) =>
    examinations.length === 0
      ? 'Examination'
      : `Examination: ${counted(examinations.length, 'tree')}, the newest first`,
  empty:
    'Nothing was examined yet. When the Executor submits its work, compilers and analysers read it, and a kernel with sanitizers runs it where one is built, before the Reviewer begins. What blocks is mended when the same check looks at a newer tree and sees it no more; {examination.dismiss} dismisses what is none.',
  items: ({state}, cells, pen) => {
    const missed = missedRows(state, cells, pen);
    if (state.examinations.length === 0) return beforeTheFirst(state, missed, cells, pen);
    return [
      ...state.examinations.toReversed().flatMap((one) => examinationItems(state, one, cells, pen)),
      ...(missed.length === 0 ? [] : [{key: null, rows: [...missed, []]}]),
      ...(state.label.kind === 'tape' ? [{key: null, rows: wrapRows(onTape, 'dim', cells, pen.width)}] : []),
    ];
  },
  keys: [
    {
      ...{keys: ['enter'], shown: 'enter', label: 'open', rank: 1},
      help: 'open the selected finding, or the first that the selected check found, with its evidence',
      step: openFound,
    },
    {
      ...{keys: ['s'], shown: 's', label: 'skip', rank: 2, asks: true},
      help: 'go on without what is still looked for: the Reviewer begins; asks first',
      step: skip,
    },
    ...dismissKeys(findingOfKey, 3),
  ],
};

const switchedOff = 'Nothing is examined in this session: `examine` in the configuration switches all checks off.';

function beforeTheFirst(state: State, missed: readonly Row[], cells: number, pen: Pen): readonly PageItem[] {
  if (checksOf(state.examine, state.sanitizer).length === 0)
    return [{key: null, rows: wrapRows(switchedOff, 'dim', cells, pen.width)}];
  const yet = wrapRows(named(examinationPage.empty, pen), 'dim', cells, pen.width);
  return missed.length === 0 ? [] : [{key: null, rows: [...yet, [], ...missed]}];
}

const onTape = 'What is found is shown and blocks nothing: the models are a tape, which can’t take it in.';

/** What nobody looks for on this host, and what would. */
function missedRows({examine, examinations, sanitizer}: State, cells: number, {width}: Pen): readonly Row[] {
  if (!isMissed(examine, examinations.at(-1)?.checks ?? checksOf(examine, sanitizer))) return [];
  return [row('Not looked for', 'warn'), ...wrapRows(missedWithout, 'dim', cells, width)];
}

function openFound(ui: Ui, selected: string | null, {state, nowMs}: Facts): Step {
  const results = state.examinations.flatMap((one) =>
    one.results.map((result) => ({key: checkKey(one, result), result})),
  );
  const found = findingOfKey(selected) ?? results.find(({key}) => key === selected)?.result.findings[0];
  if (found === undefined)
    return {
      ui: noticed(ui, 'This check found nothing: what it looked at is all that is known.', 'plain', nowMs),
      acts: [],
    };
  const back = ui.dialog?.kind === 'page' ? {back: {...ui.dialog, selected}} : {};
  return {ui: {...ui, dialog: {kind: 'page', page: 'findings', selected: found, scroll: null, ...back}}, acts: []};
}

function skip(ui: Ui, selected: string | null, {state, nowMs}: Facts): Step {
  const task = state.examinations.findLast(({end}) => end === undefined)?.task;
  if (task === undefined) return {ui: noticed(ui, 'Nothing is being looked for now.', 'plain', nowMs), acts: []};
  const back = ui.dialog?.kind === 'page' ? {back: {...ui.dialog, selected}} : {};
  return {ui: {...ui, dialog: {kind: 'confirmSkip', task, ...back}}, acts: []};
}
