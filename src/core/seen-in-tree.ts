// What checks have seen in a tree, and what they looked for in it and did not see: a tree that was examined is not examined again.
import type {Task} from './entities.ts';
import {examinationOf} from './examined.ts';
import type {CheckedFinding} from './finding.ts';
import type {TreeHash} from './ids.ts';
import {hasLookedFor} from './looked-for.ts';
import type {State} from './state.ts';

/** Handed in once more: what a newer tree had mended is in it as before. */
export function withSeenIn(state: State, task: Task['id'], tree: TreeHash): State {
  const seen = new Set(examinationOf(state, task, tree)?.results.flatMap(({findings}) => findings));
  if (seen.size === 0) return state;
  const findings = state.findings.map((one) =>
    one.by === 'check' && one.state === 'mended' && seen.has(one.id) ? {...one, state: 'open' as const, tree} : one,
  );
  return {...state, findings};
}

/** Its check came to its end on the tree that is handed in, and did not see it. */
export function isGoneFrom(state: State, {id, class: kind, seen}: CheckedFinding, task: Task): boolean {
  const examination = task.submitted === undefined ? undefined : examinationOf(state, task.id, task.submitted);
  const result = examination?.results.find((one) => hasLookedFor(one, {...seen, class: kind}));
  return result?.leftOut === 0 && !result.findings.includes(id);
}
