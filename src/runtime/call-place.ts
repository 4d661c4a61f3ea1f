// What a role's call is made in, told from the state: the work that was submitted, where its change begins, what was pinned.
import type {CallPlace} from '../../agents/tools.ts';
import type {Assignment} from '../core/entities.ts';
import {openOpinionOf} from '../core/open-opinion.ts';
import {changeOf} from '../core/reviews.ts';
import type {State} from '../core/state.ts';

export function placeOf(state: State, {task: id, purpose}: Assignment): CallPlace {
  const task = state.tasks.find((candidate) => candidate.id === id);
  const submitted = task?.submitted === undefined ? {} : {submitted: task.submitted};
  const since = task === undefined ? undefined : changeOf(state, task)?.since;
  const pin = openOpinionOf(state)?.pin;
  const pinned = pin?.at === 'pinned' ? {pinned: pin.tree} : {};
  return {purpose, ...submitted, ...pinned, ...(since === undefined ? {} : {since})};
}
