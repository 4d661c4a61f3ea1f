// What is cut short so that a role hears the person, or stops, now and not after all that it had in mind: an answer on its way,
// calls that have not begun, a question that waits. What runs on the machine is let run to its end.
import type {Assignment} from './entities.ts';
import {estimatedAsk} from './estimate.ts';
import type {Event} from './events.ts';
import type {Role} from './roles.ts';
import type {State} from './state.ts';

const redirected = 'redirected by the person';

export function interruptionsOf(state: State, role: Role): readonly Event[] {
  const assignment = state.assignments.find(({id}) => id === state.agents[role].assignment);
  if (assignment === undefined) return [];
  return [...cutAnswer(state, assignment, redirected), ...skippedCalls(state, assignment)];
}

export function cutAnswersOf(state: State, roles: readonly Role[], why: string): readonly Event[] {
  const theirs = state.assignments.filter(({role}) => roles.includes(role));
  return theirs.flatMap((assignment) => cutAnswer(state, assignment, why));
}

function cutAnswer(state: State, assignment: Assignment, message: string): readonly Event[] {
  const {turn} = assignment;
  if (turn.at !== 'asked') return [];
  const failure = {failure: 'cancelled', message} as const;
  return [{type: 'turn.failed', turn: turn.turn, failure, retryInMs: 0, usage: estimatedAsk(state, assignment)}];
}

function skippedCalls(state: State, {turn}: Assignment): readonly Event[] {
  if (turn.at !== 'calls') return [];
  return turn.pending.flatMap((call): readonly Event[] => {
    if (call.state === 'running') return [];
    const question = state.questions.find((open) => open.call === call.id && open.answer === undefined);
    const answered: readonly Event[] =
      question === undefined
        ? []
        : [{type: 'question.answered', question: question.id, answer: 'none: the person redirected instead'}];
    return [...answered, {type: 'tool.returned', call: call.id, ok: false, output: `not run: ${redirected}`}];
  });
}
