// What was typed is never lost: a text that was put aside is there when the same is opened again, and what was sent can be had again
// (`recall.ts`). This looks at what a key has done, whichever key it was.
import type {Doing} from '../bindings.ts';
import {noticed, type Step, type Ui, type Written} from '../ui.ts';
import {draftName, writtenIn} from './written.ts';

const draftsMax = 20;
const sentMax = 50;

export function withDrafts(before: Ui, what: Doing, step: Step, nowMs: number): Step {
  const [old, now] = [writtenIn(before.dialog), writtenIn(step.ui.dialog)];
  const [oldName, nowName] = [old && draftName(old), now && draftName(now)];
  if (oldName === nowName) return step;
  const left = old === null ? step.ui : leftBy(step.ui, old, what, nowMs);
  return {...step, ui: now === null ? left : opened(left, now)};
}

function leftBy(ui: Ui, old: Written, what: Doing, nowMs: number): Ui {
  const {[draftName(old)]: _, ...others} = ui.drafts;
  const text = old.edit.text.trim();
  if (text === '') return {...ui, drafts: others};
  if (what.do === 'send') return {...ui, drafts: others, sent: [...ui.sent, text].slice(-sentMax)};
  const drafts = Object.fromEntries([...Object.entries(others).slice(1 - draftsMax), [draftName(old), old]]);
  const words = 'What you wrote is kept: it is there when you open this again.';
  return what.do === 'close' ? noticed({...ui, drafts}, words, 'plain', nowMs) : {...ui, drafts};
}

/** As it was left: with its cursor, for whom it was, and how. */
function opened(ui: Ui, dialog: Written): Ui {
  const draft = ui.drafts[draftName(dialog)];
  if (draft === undefined) return ui;
  if (dialog.kind === 'answer') return {...ui, dialog: {...dialog, ...(draft.kind === 'answer' && sameOf(draft))}};
  return draft.kind === 'text' ? {...ui, dialog: {...draft, ...(dialog.back && {back: dialog.back})}} : ui;
}

function sameOf({
  choice,
  edit,
}: Extract<Written, {kind: 'answer'}>): Pick<Extract<Written, {kind: 'answer'}>, 'choice' | 'edit'> {
  return {choice, edit};
}
