// What is being written over the deck: which of the open dialogs is written in, and as what it is known when it is opened again.
import {emptyEdit, inserted, insertedLines} from '../text-edit.ts';
import type {Dialog, Purpose, Ui, Written} from '../ui.ts';

/** Null where nothing is written that anybody would miss. */
export function writtenIn(dialog: Dialog | null): Written | null {
  return dialog?.kind === 'text' || dialog?.kind === 'answer' ? dialog : null;
}

/** The same text is wanted under the same name: for this agent, about this constraint, to this question. */
export function draftName(dialog: Written): string {
  if (dialog.kind === 'answer') return `answer ${dialog.question.id}`;
  const {purpose} = dialog;
  switch (purpose.kind) {
    case 'redirect':
      return `redirect ${purpose.role}`;
    case 'grant':
      return `grant ${JSON.stringify(purpose.scope)} ${purpose.measure}`;
    case 'constraint':
      return `constraint ${purpose.edits ?? 'new'} ${purpose.opinion ?? ''}`;
    case 'secondOpinion':
      return `statements ${'opinion' in purpose ? purpose.opinion : purpose.of}`;
    case 'returnAcceptance':
      return 'acceptance';
    case 'dismiss':
      return `dismiss ${purpose.finding}`;
    case 'verifierWords':
      return `verifier ${purpose.opinion}`;
    default:
      return purpose satisfies never;
  }
}

/** Whether a text may have several lines; else it is one paragraph. */
export function hasLines(dialog: Dialog): boolean {
  if (dialog.kind === 'answer') return true;
  if (dialog.kind !== 'text') return false;
  return !paragraphs.has(dialog.purpose.kind);
}

const paragraphs: ReadonlySet<Purpose['kind']> = new Set(['constraint', 'grant', 'dismiss']);

/** The text of an editor in the place of what stood there, while the same dialog is open. */
export function rewritten(ui: Ui, draft: string, text: string): Ui {
  const written = writtenIn(ui.dialog);
  if (written === null || draftName(written) !== draft) return ui;
  const put = hasLines(written) ? insertedLines : inserted;
  const own = written.kind === 'answer' ? {choice: written.question.choices.length} : {};
  return {...ui, dialog: {...written, ...own, edit: put(emptyEdit, text.trimEnd())}};
}
