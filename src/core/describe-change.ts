// What a submitted tree changes is asked of the folder's history before it is reviewed.
import type {Decision} from './decision.ts';
import type {Task} from './entities.ts';
import type {State} from './state.ts';

/** Of work that is committed already, all since before it; else all since the newest commit. */
export function describeChange({lastCommittedTree}: State, task: Task): Decision {
  const {id, submitted: tree, commit} = task;
  if (tree === undefined) return {refused: `no work was submitted for ${id}`};
  const since = commit !== undefined && tree === lastCommittedTree ? {since: commit} : {};
  return [{type: 'change.asked', task: id, tree, ...since}];
}
