// A person's words to a role, as the events that they come in with.
import type {Event} from './events.ts';
import {messageId} from './ids.ts';
import type {Role} from './roles.ts';
import type {State} from './state.ts';

/** Of the person's own words; more is refused, since words that are cut say something else. */
export const messageCharactersMax = 4_000;

export function tooLong(text: string): string | null {
  if (text.length <= messageCharactersMax) return null;
  return `${text.length} characters are more than the ${messageCharactersMax} that can be said at once`;
}

/**
 * A tape can't answer a person; the message is kept with that fate, in so many words. `of`: the constraint or the file that it
 * tells of.
 */
export function messageEvents(
  state: State,
  to: Role,
  about: 'redirect' | 'constraint',
  text: string,
  of?: string,
): readonly Event[] {
  const message = messageId(state.ordinals.messages + 1);
  const queued: Event = {type: 'message.queued', message, to, about, text, ...(of === undefined ? {} : {of})};
  if (state.label.kind !== 'tape') return [queued];
  const why = `recorded, but nobody takes it in: the model is the tape "${state.label.name}", which can't answer`;
  return [queued, {type: 'message.refused', message, why}];
}
