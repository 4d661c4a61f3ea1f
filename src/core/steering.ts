// When a role hears the person: at its next boundary, or at once because the person says so or the words have waited too long.
import type {PersonCommand} from './commands.ts';
import type {Decision} from './decision.ts';
import type {Assignment, SteeringMessage} from './entities.ts';
import type {Event} from './events.ts';
import {type MessageId, messageId} from './ids.ts';
import {interruptionsOf} from './interruption.ts';
import {openMax} from './limits.ts';
import {messageEvents, tooLong} from './message-events.ts';
import {type Role, roleNames} from './roles.ts';
import type {State} from './state.ts';

/** How long a redirect waits for a boundary before what its role is at is cut short. */
export const urgedAfterMs = 20_000;

export function redirect(state: State, {role, text, now = false}: Extract<PersonCommand, {do: 'redirect'}>): Decision {
  if (text.trim() === '') return {refused: 'a redirect needs words'};
  const long = tooLong(text.trim());
  if (long !== null) return {refused: long};
  const full = fullRefusal(state, role);
  if (full !== null) return {refused: full};
  const said = messageEvents(state, role, 'redirect', text.trim());
  const isHeard = state.label.kind === 'live';
  const id = messageId(state.ordinals.messages + 1);
  return now && isHeard ? [...said, ...urging(state, role, id, 'person')] : said;
}

/** What waits must not be pushed out by what is new. */
export function fullRefusal(state: State, role: Role): string | null {
  const waiting = waitingFor(state, role).length;
  if (waiting < openMax.messagesPerRole) return null;
  return `${waiting} messages wait for the ${roleNames[role]} already; it has to hear those first`;
}

export function urge(state: State, role: Role): Decision {
  const last = waitingFor(state, role).at(-1);
  if (last === undefined) return {refused: `no words of yours wait for the ${roleNames[role]}`};
  return urging(state, role, last.id, 'person');
}

export function urgeMessage(state: State, id: MessageId): Decision {
  const message = state.messages.find((candidate) => candidate.id === id);
  if (message?.fate.kind !== 'queued') return {refused: `message ${id} does not wait any more`};
  return urging(state, message.to, id, 'house');
}

/** Words that wait and that will not be heard soon: the role is in the middle of something. */
export function unheardOf(state: State): readonly SteeringMessage[] {
  const busy = state.assignments.filter(isBusy).map(({role}) => role);
  return state.messages.filter(
    ({to, about, fate, urged}) =>
      about === 'redirect' &&
      fate.kind === 'queued' &&
      urged === undefined &&
      busy.includes(to) &&
      !state.agents[to].paused,
  );
}

function isBusy({turn}: Assignment): boolean {
  return turn.at === 'asked' || turn.at === 'calls';
}

function waitingFor(state: State, role: Role): readonly SteeringMessage[] {
  return state.messages.filter(({to, fate}) => to === role && fate.kind === 'queued');
}

function urging(state: State, role: Role, message: MessageId, by: 'person' | 'house'): readonly Event[] {
  return [{type: 'message.urged', message, by}, ...interruptionsOf(state, role)];
}
