// Folds a review: what the tree changes, the passes over it, what was found and whether it stood.
import {replaceById} from './replace.ts';
import type {Review} from './review.ts';
import type {ReviewEvent} from './role-events.ts';
import type {State} from './state.ts';

export function reduceReview(state: State, event: ReviewEvent): State {
  switch (event.type) {
    case 'change.asked':
      return withChange(state, {
        task: event.task,
        tree: event.tree,
        ...(event.since === undefined ? {} : {since: event.since}),
      });
    case 'change.described':
      return withChange(state, {...changeFor(state, event), task: event.task, tree: event.tree, files: event.files});
    case 'pass.finished': {
      const {pass, lookedAt, ...of} = event;
      return withReview(state, of, (review) => ({...review, passes: [...review.passes, {pass, lookedAt}]}));
    }
    case 'review.finished': {
      const {verdict, summary, resolved, constraintRevision, ...of} = event;
      const outcome = {verdict, summary, resolved, constraintRevision};
      return withReview(state, of, (review) => ({...review, outcome}));
    }
    case 'finding.judged': {
      const {stands, why} = event;
      const findings = replaceById(state.findings, event.finding, (finding) => ({
        ...finding,
        judgement: {stands, why},
        ...(stands ? {} : {state: 'disproved' as const}),
      }));
      return {...state, findings};
    }
    default:
      return event satisfies never;
  }
}

function changeFor(
  {changes}: State,
  {task, tree}: Pick<State['changes'][number], 'task' | 'tree'>,
): State['changes'][number] | undefined {
  return changes.find((change) => change.task === task && change.tree === tree);
}

function withChange(state: State, change: State['changes'][number]): State {
  return {...state, changes: [...state.changes.filter(({task}) => task !== change.task), change]};
}

function withReview(
  state: State,
  {assignment, task, tree}: Pick<Review, 'assignment' | 'task' | 'tree'>,
  change: (review: Review) => Review,
): State {
  const known = state.reviews.find((review) => review.assignment === assignment);
  const changed = change(known ?? {assignment, task, tree, passes: []});
  return {...state, reviews: [...state.reviews.filter((review) => review.task !== task), changed]};
}
