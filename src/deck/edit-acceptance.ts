// A file of what a goal is held against, in the person's own editor; what is saved there is proposed in its place.
import {type AcceptanceDraft, partsOf, withPart} from '../core/acceptance.ts';
import type {Act} from '../view/ui.ts';
import {type EditorHands, openEditor} from './open-editor.ts';

export async function editAcceptance(
  hands: Omit<EditorHands, 'put'>,
  {draft, part}: {readonly draft: AcceptanceDraft; readonly part: string},
  carryOut: (act: Act) => void,
): Promise<void> {
  const text = partsOf(draft).find(({name}) => name === part)?.text;
  if (text === undefined) return;
  const put = (now: string): void => {
    if (now === text) return;
    carryOut({kind: 'command', command: {do: 'editAcceptance', draft: withPart(draft, {name: part, text: now})}});
  };
  await openEditor({...hands, put}, {file: part, text});
}
