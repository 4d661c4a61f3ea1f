// The newest message of every prompt: where the work stands now, and last, word for word, the constraints in force. They never
// pass through a summary, and are never cut.
import type {Assignment, Constraint, Task} from '../src/core/entities.ts';
import {onOneLine} from '../src/core/quoted.ts';
import {type Role, roleNames} from '../src/core/roles.ts';
import type {State} from '../src/core/state.ts';
import {stateText} from './finding-text.ts';
import type {Piece} from './fit.ts';
import {gone, pieceOf} from './section.ts';

export function standingPieces(state: State, assignment: Assignment): readonly Piece<string>[] {
  if (assignment.role === 'verifier') return [];
  const lines = [...taskLines(state, assignment), ...roleLines(state, assignment)];
  return lines.length === 0 ? [] : [pieceOf('Where the work stands:'), ...lines];
}

/** In force for this assignment. The Reviewer holds the work against what the Executor was bound by as well. */
export function constraintsFor(state: State, {role, task}: Assignment): readonly Constraint[] {
  return state.constraints.filter(({standing, scope}) => {
    if (standing !== 'inForce') return false;
    switch (scope.kind) {
      case 'all':
        return true;
      case 'role':
        return scope.role === role || (role === 'reviewer' && scope.role === 'executor');
      case 'task':
        return scope.task === task;
      default:
        return scope satisfies never;
    }
  });
}

export function constraintsText(state: State, assignment: Assignment): string {
  const constraints = constraintsFor(state, assignment);
  const head = `Constraints in force (revision ${state.constraintRevision})`;
  if (constraints.length === 0) return `${head}: none.`;
  return [`${head}, in the person's words:`, ...constraints.map((one) => constraintLine(one, assignment.role))].join(
    '\n',
  );
}

function constraintLine({id, strength, scope, text}: Constraint, role: Role): string {
  return `${id} [${strength}]${scopeText(scope, role)} ${text}`;
}

function scopeText(scope: Constraint['scope'], role: Role): string {
  switch (scope.kind) {
    case 'all':
      return '';
    case 'role':
      return scope.role === role ? '' : ` (for the ${roleNames[scope.role]}: hold the work against it)`;
    case 'task':
      return ' (for this task)';
    default:
      return scope satisfies never;
  }
}

type Pieces = readonly Piece<string>[];

function taskLines({tasks}: State, {task: own}: Assignment): Pieces {
  const others = tasks.filter(({id}) => id !== own);
  if (others.length === 0) return [];
  const head = pieceOf(`\n- ${own === undefined ? 'tasks' : 'other tasks'}:`);
  return [
    head,
    ...others.map((task, index) => pieceOf(`${index === 0 ? ' ' : '; '}${taskState(task)}`, gone(1, 'other tasks'))),
  ];
}

function taskState({id, title, stage, commit}: Task): string {
  return `${id} "${title}" is ${stage}${commit === undefined ? '' : ` (commit ${commit.slice(0, 12)})`}`;
}

function roleLines(state: State, assignment: Assignment): Pieces {
  const task = state.tasks.find(({id}) => id === assignment.task);
  if (task === undefined) return [];
  if (assignment.role === 'executor')
    return [folderLine(state), spentLine(state, task)].map((line) => pieceOf(`\n- ${line}`));
  return assignment.role === 'reviewer' ? findingLines(state, task) : [];
}

function folderLine({artefact, builds}: State): string {
  if (artefact === undefined) return 'the folder was not built yet';
  const last = builds.findLast(({tree}) => tree === artefact.tree);
  const tree = `tree ${artefact.tree.slice(0, 12)}`;
  return artefact.unbuilt
    ? `the folder was changed since ${last?.id ?? 'it was taken'} (${tree})`
    : `the folder is ${tree}, ${last?.id ?? 'no build'} ${last?.result?.kind ?? ''}`.trimEnd();
}

function spentLine({limits}: State, {builds, crashes, reviewRounds}: Task): string {
  return `spent: ${builds} of ${limits.buildsPerTask} builds, ${crashes} of ${limits.crashesPerTask} crashes, ${reviewRounds} of ${limits.reviewRoundsPerTask} rounds of review`;
}

/** What was reported on this very tree; the earlier findings stand in the first message, with their evidence. */
function findingLines(state: State, task: Task): Pieces {
  const own = state.findings.filter((finding) => finding.task === task.id && finding.tree === task.submitted);
  return own.map((finding) => {
    const {id, severity, class: kind, file, line, claim, blocking} = finding;
    const doesBlock = blocking && finding.state === 'open';
    const place = file === undefined ? '' : ` ${file}:${line ?? '?'}`;
    const said = `${id} on this tree, ${stateText(finding)}${doesBlock ? ', blocks' : ''}: ${severity} ${kind}${place}: ${claim}`;
    return pieceOf(`\n- ${onOneLine(said)}`, gone(doesBlock ? 3 : 2, 'findings on this tree'));
  });
}
