// The constraints, those that stand first, the newest of each first; from here they are added, edited and lifted.
import type {Constraint} from '../../core/entities.ts';
import type {State} from '../../core/state.ts';
import {scopeWords, sourceWords, standingCounts, standingWords} from '../constraint-words.ts';
import type {Pen} from '../pen.ts';
import {hanging, type Row, row, span, spread, wrapRows} from '../spans.ts';
import {emptyEdit} from '../text-edit.ts';
import {type Dialog, type Facts, noticed, type OpenPage, type Step, type Ui} from '../ui.ts';
import type {Page, PageItem} from './page.ts';

export const constraintsPage: Page = {
  name: 'constraints',
  title: ({state}) => {
    return `Constraints: ${standingCounts(state.constraints)}, revision ${state.constraintRevision}`;
  },
  empty:
    'No constraints. {constraints.add} puts one on the work: a rule that every agent sees with every turn until it is lifted.',
  items: ({state}, cells, pen) => {
    const constraints = [...standingOnes(state), ...liftedOnes(state)];
    const file = fileRows(state, cells, pen);
    return [
      ...(file.length === 0 ? [] : [{key: null, rows: [...file, []]}]),
      ...constraints.map((constraint) => itemOf(constraint, cells, pen)),
    ];
  },
  keys: [
    {keys: ['a'], shown: 'a', label: 'add', rank: 2, help: 'put one on the work', asks: true, step: add},
    {keys: ['e', 'enter'], shown: 'e', label: 'edit', rank: 3, help: 'say it differently', asks: true, step: edit},
    {keys: ['l'], shown: 'l', label: 'lift', rank: 4, help: 'lift it; asks first', asks: true, step: lift},
  ],
};

const isStanding = ({standing}: Constraint): boolean => standing !== 'lifted';
const standingOnes = ({constraints}: State): readonly Constraint[] => constraints.filter(isStanding).toReversed();
const liftedOnes = ({constraints}: State): readonly Constraint[] =>
  constraints.filter((constraint) => !isStanding(constraint)).toReversed();

function itemOf(constraint: Constraint, cells: number, {width, glyphs}: Pen): PageItem {
  const {id, revision, strength, scope, source, text} = constraint;
  const isLifted = !isStanding(constraint);
  const left = [
    span(`${id}  `, isLifted ? 'dim' : 'strong'),
    span(strength, isLifted ? 'dim' : strength === 'must' ? 'warn' : 'accent'),
    span(`  for ${scopeWords(scope)}  ${sourceWords[source]}  revision ${revision}`, 'dim'),
  ];
  const tone = constraint.standing === 'inForce' ? 'good' : constraint.standing === 'recorded' ? 'warn' : 'dim';
  return {
    key: id,
    rows: [
      spread(left, [span(standingWords(constraint), tone)], cells, width, glyphs.ellipsis),
      ...hanging([span('    ')], text, isLifted ? 'dim' : 'plain', cells, width),
      [],
    ],
  };
}

/** Where the file lies, and which of its lines were not understood. */
function fileRows({constraintsFile}: State, cells: number, {width}: Pen): readonly Row[] {
  if (constraintsFile === undefined) return [];
  const {path, complaints} = constraintsFile;
  const head = `Your editor's file: ${path}`;
  return [
    ...wrapRows(head, 'dim', cells, width),
    ...complaints.flatMap(({line, why}) =>
      hanging([span(line === 0 ? '  ' : `  line ${line}: `, 'bad')], why, 'bad', cells, width),
    ),
    ...(complaints.length === 0
      ? []
      : [row('  Until that is mended, nothing that is missing there is lifted.', 'warn')]),
  ];
}

const shown = (ui: Ui, dialog: Dialog): Step => ({ui: {...ui, dialog}, acts: []});

function backTo(ui: Ui, selected: string | null): OpenPage {
  return ui.dialog?.kind === 'page'
    ? {...ui.dialog, selected}
    : {kind: 'page', page: 'constraints', selected, scroll: 0};
}

function add(ui: Ui, selected: string | null): Step {
  return shown(ui, {
    kind: 'text',
    purpose: {kind: 'constraint'},
    edit: emptyEdit,
    strength: 'must',
    back: backTo(ui, selected),
  });
}

function edit(ui: Ui, selected: string | null, facts: Facts): Step {
  const found = changeable(selected, facts);
  if (typeof found === 'string') return said(ui, found, facts);
  const {id, text, strength, scope} = found;
  return shown(ui, {
    kind: 'text',
    purpose: {kind: 'constraint', scope, edits: id},
    edit: {text, at: text.length},
    strength,
    back: backTo(ui, id),
  });
}

function lift(ui: Ui, selected: string | null, facts: Facts): Step {
  const found = changeable(selected, facts);
  if (typeof found === 'string') return said(ui, found, facts);
  return shown(ui, {kind: 'confirmLift', constraint: found, back: backTo(ui, found.id)});
}

const said = (ui: Ui, words: string, {nowMs}: Facts): Step => ({ui: noticed(ui, words, 'warn', nowMs), acts: []});

/** What can't be changed from here says why at once, not after it was written. */
function changeable(selected: string | null, {state}: Facts): Constraint | string {
  const constraint = state.constraints.find(({id}) => id === selected);
  if (constraint === undefined) return 'No constraint is selected.';
  if (state.session.phase === 'ended') return 'The session has ended.';
  if (!isStanding(constraint)) return `${constraint.id} is lifted already.`;
  if (constraint.source !== 'file') return constraint;
  return `${constraint.id} stands in ${state.constraintsFile?.path ?? 'your file'}: change it there.`;
}
