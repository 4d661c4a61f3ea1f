// When a task is done. Nothing is done because a model said so: the same tree was built clean, approved, and accepted on the target.
import type {Build, Finding, Run, Task, Verdict} from './entities.ts';
import type {TaskId, TreeHash} from './ids.ts';
import type {State} from './state.ts';

/** What stands behind a commit. */
export interface Evidence {
  readonly tree: TreeHash;
  readonly build: Build;
  readonly verdict: Verdict;
  readonly run: Run;
}

export type Gate =
  | {readonly open: true; readonly evidence: Evidence}
  | {readonly open: false; readonly missing: readonly string[]};

export function gateOf(state: State, id: TaskId): Gate {
  const task = state.tasks.find((candidate) => candidate.id === id);
  if (task === undefined) return {open: false, missing: [`there is no task ${id}`]};
  const tree = task.submitted;
  if (tree === undefined) return {open: false, missing: ['no work was submitted']};
  const build = cleanBuildOf(state, tree);
  const verdict = approvalOf(state, task, tree);
  const run = acceptedRunOf(state, task, tree);
  const blocking = blockingFindings(state, id);
  if (build && verdict && run && blocking.length === 0) return {open: true, evidence: {tree, build, verdict, run}};
  const missing = [
    ...(build ? [] : [`no clean build of tree ${short(tree)}`]),
    ...(verdict ? [] : [missingApproval(state, task, tree)]),
    ...(run ? [] : [`no run of tree ${short(tree)} was accepted on the target`]),
    ...blocking.map((finding) => `finding ${finding.id} is open: ${finding.claim}`),
  ];
  return {open: false, missing};
}

/** Built with no error and no warning. */
export function cleanBuildOf(state: State, tree: TreeHash): Build | undefined {
  return state.builds.findLast((build) => build.tree === tree && isClean(build));
}

/** It is under way, or it is the build by which a tree that something still refers to can be run. */
export function isWorthKeeping(state: State, build: Build): boolean {
  if (build.result === undefined) return true;
  return build.tree !== undefined && isNamed(state, build.tree) && cleanBuildOf(state, build.tree)?.id === build.id;
}

function isNamed({tasks, verdicts, artefact, lastCommittedTree}: State, tree: TreeHash): boolean {
  const named = [artefact?.tree, lastCommittedTree, ...tasks.map(({submitted}) => submitted)];
  return named.includes(tree) || verdicts.some((verdict) => verdict.tree === tree);
}

export function isClean(build: Build): boolean {
  return build.result?.kind === 'built' && build.diagnostics.every(({level}) => level === 'note');
}

/** What lies in the Executor's folder at this moment is built clean. */
export function isBuiltClean({artefact, builds}: State): boolean {
  if (artefact === undefined || artefact.unbuilt) return false;
  const last = builds.findLast(({tree}) => tree === artefact.tree);
  return last !== undefined && isClean(last);
}

export function blockingFindings(state: State, task: TaskId): readonly Finding[] {
  return state.findings.filter((finding) => finding.task === task && finding.blocking && finding.state === 'open');
}

/** A verdict counts for one tree and for the constraints as they are now. */
export function currentVerdictOf(state: State, task: Task, tree: TreeHash): Verdict | undefined {
  return state.verdicts.find(
    (verdict) =>
      verdict.task === task.id && verdict.tree === tree && verdict.constraintRevision === state.constraintRevision,
  );
}

export function approvalOf(state: State, task: Task, tree: TreeHash): Verdict | undefined {
  const verdict = currentVerdictOf(state, task, tree);
  return verdict?.verdict === 'approve' ? verdict : undefined;
}

/** The run that counts is the house's own, after the approval; what the Executor tried for itself does not. */
export function acceptedRunOf(state: State, task: Task, tree: TreeHash): Run | undefined {
  return state.runs.findLast(
    (run) =>
      run.task === task.id &&
      run.tree === tree &&
      !run.trial &&
      run.acceptance === task.acceptance &&
      run.verdict?.kind === 'accepted' &&
      run.reports.length === 0,
  );
}

/** The target had its say on this tree: a run that was interrupted or could not be made says nothing. */
export function isJudged(run: Run | undefined, tree: TreeHash | undefined): boolean {
  const kind = run?.verdict?.kind;
  return run?.tree === tree && (kind === 'accepted' || kind === 'notAccepted' || kind === 'crashed');
}

/** Why this very tree need not be handed in again, or null: its review or its run would only end as before. */
export function knownRejection(state: State, task: Task, tree: TreeHash): string | null {
  if (currentVerdictOf(state, task, tree)?.verdict === 'change') return 'the Reviewer sent it back';
  const run = state.runs.findLast(
    (candidate) => candidate.task === task.id && !candidate.trial && isJudged(candidate, tree),
  );
  if (run === undefined) return null;
  const isAccepted = run.verdict?.kind === 'accepted' && run.reports.length === 0;
  return isAccepted ? null : `it did not pass its run on the target, ${run.id}`;
}

function missingApproval(state: State, task: Task, tree: TreeHash): string {
  const verdict = state.verdicts.find((candidate) => candidate.task === task.id);
  if (verdict?.verdict === 'approve' && verdict.tree === tree) {
    return `the approval was given under constraint revision ${verdict.constraintRevision}, now it is ${state.constraintRevision}`;
  }
  if (verdict?.verdict === 'approve') return `the approval is for tree ${short(verdict.tree)}, not ${short(tree)}`;
  return `no approval of tree ${short(tree)}`;
}

function short(tree: TreeHash): string {
  return tree.slice(0, 12);
}
