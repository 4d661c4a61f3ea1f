// Takes the roles off a task: what was on its way is cut short, what runs on the machine ends by itself and is not waited for.
import type {Event} from './events.ts';
import type {TaskId} from './ids.ts';
import {interruptionsOf} from './interruption.ts';
import type {State} from './state.ts';

export function stopWork(state: State, task: TaskId, why: string): readonly Event[] {
  return state.assignments
    .filter((assignment) => assignment.task === task)
    .flatMap(({id, role}): readonly Event[] => [
      ...interruptionsOf(state, role),
      {type: 'assignment.ended', assignment: id, how: 'stopped', why},
    ]);
}
