// A person's words to a role, as the events that they come in with.
import type {Event} from './events.ts';
import {messageId} from './ids.ts';
import {cutText} from './limits.ts';
import type {Role} from './roles.ts';
import type {State} from './state.ts';

/** A tape can't answer a person; the message is kept with that fate, in so many words. */
export function messageEvents(
  state: State,
  to: Role,
  about: 'redirect' | 'constraint',
  text: string,
): readonly Event[] {
  const message = messageId(state.ordinals.messages + 1);
  const queued: Event = {type: 'message.queued', message, to, about, text: cutText(text, 4000)};
  if (state.label.kind !== 'tape') return [queued];
  const why = `recorded, but nobody takes it in: the model is the tape "${state.label.name}", which can't answer`;
  return [queued, {type: 'message.refused', message, why}];
}
