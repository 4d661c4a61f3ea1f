// How a session ends: the one event that says what came of it, and the exit status that follows from it.
import {cutShortOf} from './endings.ts';
import type {Event, SessionOutcome, StopCause} from './events.ts';
import type {State} from './state.ts';

/** What is under way is cut short, and messages that no role will take in any more are told so, before the end. */
export function endingEvents(state: State, outcome: SessionOutcome, why: string, cause?: StopCause): readonly Event[] {
  const asked = state.assignments.flatMap(({turn}) => (turn.at === 'asked' ? [turn.turn] : []));
  const unheard = state.messages.filter(
    ({fate}) => fate.kind === 'queued' || (fate.kind === 'delivered' && asked.includes(fate.turn)),
  );
  return [
    ...cutShortOf(state),
    ...unheard.map(
      ({id}): Event => ({type: 'message.refused', message: id, why: 'the session ended before it was taken in'}),
    ),
    ...closedOpinions(state),
    {
      type: 'session.ended',
      outcome,
      ...(cause === undefined ? {} : {cause}),
      why,
      ...state.counts,
      commit: state.lastCommit ?? null,
    },
  ];
}

function closedOpinions({opinions}: State): readonly Event[] {
  const open = opinions.filter(({standing}) => standing.at !== 'closed');
  return open.map(({id}): Event => ({type: 'opinion.closed', opinion: id, why: 'the session ended'}));
}

export function exitStatusOf(session: State['session']): 0 | 1 | 3 | 130 {
  if (session.phase !== 'ended') return 3;
  switch (session.outcome) {
    case 'accepted':
      return 0;
    case 'not-accepted':
      return 1;
    case 'stopped':
      return session.cause === 'fault' ? 3 : 130;
    default:
      return session.outcome satisfies never;
  }
}
