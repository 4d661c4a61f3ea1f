// Going back over what was sent before, newest first: what this screen sent, and what the session knows a person has said.
import type {State} from '../../core/state.ts';
import {emptyEdit, lineUpOrDown} from '../text-edit.ts';
import type {Dialog, Ui} from '../ui.ts';

type Recalling = Extract<Dialog, {kind: 'text'}>;

/** Within a text of several lines the cursor goes up and down first. */
export function recalled(ui: Ui, dialog: Recalling, by: 1 | -1, state: State): Recalling {
  const edit = lineUpOrDown(dialog.edit, by === 1 ? -1 : 1);
  if (edit !== null) return {...dialog, edit};
  const past = pastTexts(ui, state);
  const {place, own} = dialog.recalled ?? {place: -1, own: dialog.edit};
  const next = Math.min(past.length - 1, place + by);
  if (next === place || next < -1) return dialog;
  if (next === -1) return {...dialog, edit: own, recalled: undefined};
  const text = past.at(-1 - next) ?? '';
  return {...dialog, edit: {...emptyEdit, text, at: text.length}, recalled: {place: next, own}};
}

/** Oldest first, each once. */
export function pastTexts(ui: Pick<Ui, 'sent'>, {messages, constraints}: State): readonly string[] {
  const known = [...messages, ...constraints].map(({text}) => text);
  const all = [...known, ...ui.sent];
  return all.filter((text, index) => all.lastIndexOf(text) === index);
}
