// Where the review of a task stands: the newest one of its tree, what of it has not been tried, where a line lies in the change.
import type {Finding, Task} from './entities.ts';
import type {Change, Review, ReviewedFile} from './review.ts';
import type {State} from './state.ts';

export function reviewOf({reviews}: State, task: Task): Review | undefined {
  return reviews.find((review) => review.task === task.id && review.tree === task.submitted);
}

/** Found by the Reviewer in this very tree, and nobody has tried to disprove it. */
export function untriedFindings({findings}: State, task: Task): readonly Finding[] {
  return findings.filter(
    ({by, task: of, tree, state, judgement}) =>
      by === 'reviewer' && of === task.id && tree === task.submitted && state === 'open' && judgement === undefined,
  );
}

export function changeOf({changes}: State, task: Task): Change | undefined {
  return changes.find((change) => change.task === task.id && change.tree === task.submitted);
}

/** A change shows its harm some lines away, in what it did not touch: the files that it touched are its place. */
export function isInsideChange({touched}: ReviewedFile): boolean {
  return touched.length > 0;
}

/** Lines around a touched one that count as touched, for a person who reads the finding. */
const tolerance = 3;

export function isTouched({touched}: ReviewedFile, line: number): boolean {
  return touched.some(({from, to}) => line >= from - tolerance && line <= to + tolerance);
}
