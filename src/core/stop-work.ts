// Takes the roles off a task: what was on its way is cut short, what the person was asked about it is withdrawn, what runs on the
// machine ends by itself and is not waited for.
import {endingOf} from './decide-examination.ts';
import type {Event} from './events.ts';
import type {TaskId} from './ids.ts';
import {interruptionsOf} from './interruption.ts';
import type {State} from './state.ts';

export function stopWork(state: State, task: TaskId, why: string): readonly Event[] {
  const theirs = state.assignments.filter((assignment) => assignment.task === task);
  const stopped = theirs.flatMap(({id, role}): readonly Event[] => [
    ...interruptionsOf(state, role),
    {type: 'assignment.ended', assignment: id, how: 'stopped', why},
  ]);
  return [...stopped, ...endingOf(state, task, 'dropped', why), ...withdrawnQuestions(state, task, why)];
}

/** An answer to what was asked before would set going what has stopped since. */
function withdrawnQuestions({questions}: State, id: TaskId, why: string): readonly Event[] {
  return questions
    .filter(({answer, call, task}) => answer === undefined && call === undefined && task === id)
    .map(({id: question}): Event => ({type: 'question.answered', question, answer: `none: ${why}`}));
}
