// What the Scheduler is told of the constraints. While it has not heard one message, a newer one on the same takes its place, and
// past a bound one takes the place of them all: each is told what has become of it, and none is pushed out in silence.
import type {SteeringMessage} from './entities.ts';
import type {Event} from './events.ts';
import {messageId} from './ids.ts';
import {openMax} from './limits.ts';
import {messageCharactersMax, messageEvents} from './message-events.ts';
import type {State} from './state.ts';

/** `of`: the constraint or the file. */
export function constraintMessage(state: State, of: string, text: string): readonly Event[] {
  const waiting = waitingOnes(state);
  const same = waiting.filter((message) => message.of === of);
  if (same.length > 0 || waiting.length < openMax.messagesPerRole) return inPlaceOf(state, same, text, of);
  return inPlaceOf(state, waiting, 'constraints were changed again and again; what they say now stands among them');
}

/** What an earlier save changed is told too, while there is room for it. */
export function fileMessage(state: State, file: string, lines: readonly string[]): readonly Event[] {
  const before = waitingOnes(state).find((message) => message.of === file)?.text ?? `the person saved ${file}:`;
  const text = `${before}\n${lines.join('\n')}`;
  const short = `the person saved ${file}; what it says now stands among the constraints`;
  return constraintMessage(state, file, text.length <= messageCharactersMax ? text : short);
}

function waitingOnes({messages}: State): readonly SteeringMessage[] {
  return messages.filter(({to, about, fate}) => to === 'scheduler' && about === 'constraint' && fate.kind === 'queued');
}

function inPlaceOf(state: State, old: readonly SteeringMessage[], text: string, of?: string): readonly Event[] {
  const why = `superseded by ${messageId(state.ordinals.messages + 1)}, before anybody heard it`;
  return [
    ...messageEvents(state, 'scheduler', 'constraint', text, of),
    ...old.map(({id: message}): Event => ({type: 'message.refused', message, why})),
  ];
}
