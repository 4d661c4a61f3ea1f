// A session that is taken up where nobody watches: what waits for a person would wait for ever. A pause ends, a fault is tried
// again, and a question is answered with that nobody is there, as it would have been had it been asked so.
import {decideHeld} from './decide-held.ts';
import {endingEvents} from './ending.ts';
import type {Question} from './entities.ts';
import type {Event} from './events.ts';
import {unattendedWords} from './hold.ts';
import {roles} from './roles.ts';
import type {State} from './state.ts';
import {endedTask} from './task-order.ts';

export function unattendedEvents(state: State): readonly Event[] {
  const {session, faults, agents, questions} = state;
  if (session.phase === 'ended') return [];
  return [
    ...faults.filter(({cleared}) => !cleared).map(({id}): Event => ({type: 'fault.cleared', fault: id})),
    ...roles.filter((role) => agents[role].paused).map((role): Event => ({type: 'agent.continued', role})),
    ...(session.phase === 'paused' ? [{type: 'session.continued'} as const] : []),
    ...questions.filter(({answer}) => answer === undefined).flatMap((question) => unanswered(state, question)),
  ];
}

const nobody = 'none: the session went on with nobody there to answer';

function unanswered(state: State, question: Question): readonly Event[] {
  const answered: Event = {type: 'question.answered', question: question.id, answer: nobody};
  if (question.about !== undefined) {
    const {held} = question.about;
    return [answered, ...decideHeld(state, held, unattendedWords(held.act))];
  }
  if (question.call !== undefined) {
    const output = 'nobody is there to answer; decide yourself, and say in your next words what you assumed';
    return [answered, {type: 'tool.returned', call: question.call, ok: false, output}];
  }
  if (endedTask(state, question.task) !== undefined) return [answered];
  if (question.task === undefined) return [answered, ...endingEvents(state, 'not-accepted', question.text)];
  return [answered, {type: 'task.advanced', task: question.task, stage: 'failed', because: question.text}];
}
