// Which session a person means: the one with this id, or the only one whose id begins so. A wrong id is answered with the
// ones that come nearest to it.
import type {SessionSummary} from '../drivers/session/sessions.ts';
import {CommandFault} from './say.ts';

const shownMax = 8;

export function chooseSession(sessions: readonly SessionSummary[], id: string): SessionSummary {
  const found = sessions.filter((session) => session.id === id || session.id.startsWith(id));
  const only = found.find((session) => session.id === id) ?? (found.length === 1 ? found[0] : undefined);
  if (only !== undefined) return only;
  if (found.length > 1) throw new CommandFault(`${found.length} sessions begin with ${id}:\n${listed(found)}`, 2);
  throw new CommandFault(unknownWords(sessions, id), 2);
}

export const noSessionYet = 'there is no session yet; `quarterdeck` begins one';

function unknownWords(sessions: readonly SessionSummary[], id: string): string {
  if (sessions.length === 0) return noSessionYet;
  const near = sessions.filter((session) => session.id.includes(id));
  const nearest = near.length > 0 ? near : byLikeness(sessions, id);
  return `there is no session ${id}; the nearest are:\n${listed(nearest)}`;
}

/** By how much of the beginning agrees; of those that agree alike the newest first, as they come. */
function byLikeness(sessions: readonly SessionSummary[], id: string): readonly SessionSummary[] {
  return sessions.toSorted((one, other) => agreeing(other.id, id) - agreeing(one.id, id));
}

function agreeing(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function listed(sessions: readonly SessionSummary[]): string {
  const lines = sessions
    .slice(0, shownMax)
    .map(({id, corePid}) => `  ${id}${corePid === undefined ? '' : '  running'}`);
  const more = sessions.length - shownMax;
  return [...lines, ...(more > 0 ? [`  and ${more} more: quarterdeck sessions`] : [])].join('\n');
}
