// The keys by which a person says that a finding is none, and takes that back; on every page that shows findings.
import {dismissalRefusal} from '../../core/decide-dismissal.ts';
import type {Finding} from '../../core/entities.ts';
import {isOpen} from '../finding-words.ts';
import {emptyEdit} from '../text-edit.ts';
import {type Facts, noticed, type Step, type Ui} from '../ui.ts';
import type {PageKey} from './page.ts';

/** `idOf`: the finding that a selected item is of. `rank`: of the first of them. */
export function dismissKeys(idOf: (selected: string | null) => string | null, rank: number): readonly PageKey[] {
  const found = (selected: string | null, {state}: Facts): Finding | undefined =>
    state.findings.find(({id}) => id === idOf(selected));
  return [
    {
      ...{keys: ['d'], shown: 'd', label: 'dismiss', rank, asks: true},
      help: 'dismiss the selected finding, with a reason: it blocks nothing and does not come back',
      step: (ui, selected, facts) => dismiss(ui, selected, found(selected, facts), facts),
    },
    {
      ...{keys: ['u'], shown: 'u', label: 'take back', rank: rank + 1, asks: true},
      help: 'take the dismissal back: the finding is open again',
      step: (ui, selected, facts) => takeBack(ui, found(selected, facts), facts),
    },
  ];
}

function dismiss(ui: Ui, selected: string | null, finding: Finding | undefined, facts: Facts): Step {
  if (finding === undefined) return said(ui, 'No finding is selected.', facts);
  const refused = dismissalRefusal(facts.state, finding);
  if (refused !== null) return said(ui, `${refused}.`, facts);
  const back = ui.dialog?.kind === 'page' ? {back: {...ui.dialog, selected}} : {};
  const purpose = {kind: 'dismiss', finding: finding.id} as const;
  return {ui: {...ui, dialog: {kind: 'text', purpose, edit: emptyEdit, strength: 'must', ...back}}, acts: []};
}

function takeBack(ui: Ui, finding: Finding | undefined, facts: Facts): Step {
  if (finding === undefined) return said(ui, 'No finding is selected.', facts);
  const {id, state} = finding;
  if (state === 'dismissed') return {ui, acts: [{kind: 'command', command: {do: 'takeUpFinding', finding: id}}]};
  return said(ui, isOpen(finding) ? `${id} is not dismissed: it is open.` : `${id} is not dismissed.`, facts);
}

const said = (ui: Ui, words: string, {nowMs}: Facts): Step => ({ui: noticed(ui, words, 'warn', nowMs), acts: []});
