// What a person's redirect cuts short, so that the role hears it now and not after all that it had in mind: an answer on its
// way, calls that have not begun, a question that waits. What runs on the machine is let run to its end.
import type {Assignment} from './entities.ts';
import {estimatedAsk} from './estimate.ts';
import type {Event} from './events.ts';
import type {Role} from './roles.ts';
import type {State} from './state.ts';

export function interruptionsOf(state: State, role: Role): readonly Event[] {
  const assignment = state.assignments.find(({id}) => id === state.agents[role].assignment);
  return assignment === undefined ? [] : [...cutAnswer(state, assignment), ...skippedCalls(state, assignment)];
}

function cutAnswer(state: State, assignment: Assignment): readonly Event[] {
  const {turn} = assignment;
  if (turn.at !== 'asked') return [];
  const failure = {failure: 'cancelled', message: 'redirected by the person'} as const;
  return [{type: 'turn.failed', turn: turn.turn, failure, retryInMs: 0, usage: estimatedAsk(state, assignment)}];
}

const skipped = 'not run: redirected by the person';

function skippedCalls(state: State, {turn}: Assignment): readonly Event[] {
  if (turn.at !== 'calls') return [];
  return turn.pending.flatMap((call): readonly Event[] => {
    if (call.state === 'running') return [];
    const question = state.questions.find((open) => open.call === call.id && open.answer === undefined);
    const answered: readonly Event[] =
      question === undefined
        ? []
        : [{type: 'question.answered', question: question.id, answer: 'none: the person redirected instead'}];
    return [...answered, {type: 'tool.returned', call: call.id, ok: false, output: skipped}];
  });
}
