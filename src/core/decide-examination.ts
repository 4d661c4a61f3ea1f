// When a submitted tree is put through its checks, and what takes it out of them again.
import type {Decision} from './decision.ts';
import type {Task} from './entities.ts';
import type {Event} from './events.ts';
import type {ExaminationEnd} from './examination-events.ts';
import {checksOf} from './examine-settings.ts';
import {examinationOf, isMade, underWayOf} from './examined.ts';
import type {TaskId} from './ids.ts';
import type {State} from './state.ts';

/** Before it is read: once for each tree that a task hands in. */
export function isExaminationDue(state: State, task: Task): boolean {
  const {submitted: tree} = task;
  if (tree === undefined || checksOf(state.examine, state.sanitizer).length === 0) return false;
  const known = examinationOf(state, task.id, tree);
  return known === undefined || (known.end !== undefined && !isMade(known));
}

export function examine(state: State, task: Task): Decision {
  const {id, submitted: tree} = task;
  if (tree === undefined) return {refused: `no work was submitted for ${id}`};
  if (!isExaminationDue(state, task)) return {refused: `tree ${tree.slice(0, 12)} of ${id} is examined already`};
  return [{type: 'examination.started', task: id, tree, checks: checksOf(state.examine, state.sanitizer)}];
}

/** The person's word: what was found by now counts, and the Reviewer begins. */
export function skipChecks(state: State, task: TaskId): Decision {
  const ended = endingOf(state, task, 'skipped', 'the person did not want to wait for it');
  return ended.length > 0 ? ended : {refused: `no examination of ${task} is under way`};
}

export function endingOf(state: State, task: TaskId, how: ExaminationEnd, why: string): readonly Event[] {
  const known = underWayOf(state, task);
  return known === undefined ? [] : [{type: 'examination.ended', task, tree: known.tree, how, why}];
}

/** For a session whose core ended, or ends now. */
export function interruptedExaminations({examinations}: State): readonly Event[] {
  return examinations
    .filter(({end}) => end === undefined)
    .map(({task, tree}): Event => ({type: 'examination.ended', task, tree, how: 'interrupted'}));
}
