// What the Reviewer may bring about. A review goes pass by pass; what it finds is tried in a context of its own before it counts,
// and an approval with a blocking finding open is none.
import type {ToolCommand} from './commands.ts';
import {reportFinding} from './decide-finding.ts';
import {type Decision, done, finished} from './decision.ts';
import type {Assignment, Finding, Task} from './entities.ts';
import type {Event} from './events.ts';
import {blockingFindings} from './gate.ts';
import type {CallId, FindingId} from './ids.ts';
import {cutText} from './limits.ts';
import {type ReviewOutcome, reviewPasses} from './review.ts';
import {reviewOf, untriedFindings} from './reviews.ts';
import type {PassCommand} from './role-commands.ts';
import type {State} from './state.ts';

type ReviewCommand = Extract<ToolCommand, {do: 'reportFinding' | 'giveVerdict'}> | PassCommand;
type Tree = NonNullable<Task['submitted']>;

export function decideReview(state: State, assignment: Assignment, command: ReviewCommand): Decision {
  const task = state.tasks.find(({id}) => id === assignment.task);
  if (task?.submitted === undefined) return {refused: 'no work was submitted for this task'};
  switch (command.do) {
    case 'reportFinding':
      return reportFinding(state, task, task.submitted, command);
    case 'finishPass':
      return finishPass(state, assignment, task, task.submitted, command);
    case 'giveVerdict':
      return giveVerdict(state, assignment, task, task.submitted, command);
    case 'judgeFinding':
      return judgeFinding(state, assignment, task, command);
    default:
      return command satisfies never;
  }
}

function finishPass(
  state: State,
  assignment: Assignment,
  task: Task,
  tree: Tree,
  {call, pass, lookedAt}: Extract<PassCommand, {do: 'finishPass'}>,
): Decision {
  const looked = cutText(lookedAt.trim(), 1500);
  if (looked === '') return {refused: 'say what you looked at, as places in the files and what you asked of them'};
  const left = unfinishedPasses(state, assignment);
  if (!left.includes(pass))
    return {refused: `the pass "${pass}" is finished already; what is left: ${left.join(', ')}`};
  const rest = left.filter((one) => one !== pass);
  return [
    {type: 'pass.finished', assignment: assignment.id, task: task.id, tree, pass, lookedAt: looked},
    done(call, rest.length === 0 ? 'all passes are finished: give your verdict' : `left: ${rest.join(', ')}`),
  ];
}

function unfinishedPasses(state: State, {id}: Assignment): readonly (typeof reviewPasses)[number][] {
  const finishedOnes = state.reviews.find(({assignment}) => assignment === id)?.passes.map(({pass}) => pass) ?? [];
  return reviewPasses.filter((pass) => !finishedOnes.includes(pass));
}

function giveVerdict(
  state: State,
  assignment: Assignment,
  task: Task,
  tree: Tree,
  command: Extract<ReviewCommand, {do: 'giveVerdict'}>,
): Decision {
  const left = unfinishedPasses(state, assignment);
  if (left.length > 0)
    return {refused: `these passes are not finished: ${left.join(', ')}; a verdict comes after all of them`};
  const own = state.findings.filter((finding) => finding.task === task.id);
  const unknown = command.resolved.find((id) => !own.some((finding) => finding.id === id));
  if (unknown !== undefined) return {refused: `there is no finding ${unknown} on this task`};
  const named = own.filter(({id}) => command.resolved.includes(id));
  const refused = stillSeen(named, tree);
  if (refused !== null) return {refused};
  const resolved = named.map(({id}): FindingId => id);
  const open = blockingFindings(state, task.id).filter(({id}) => !resolved.includes(id));
  if (command.verdict === 'approve' && open.length > 0) {
    return {
      refused: `${open.map(({id, claim}) => `${id} (${claim})`).join(', ')} is open and blocks; ${howToEnd(open, tree)}`,
    };
  }
  if (command.verdict === 'change' && open.length === 0) {
    return {
      refused:
        'no blocking finding is open: report what must change as a finding of major severity, with the requirement it breaks, or approve',
    };
  }
  const {constraintRevision} = assignment;
  const {call, verdict} = command;
  const summary = cutText(command.summary.trim(), 4000);
  const outcome = {verdict, summary, resolved, constraintRevision};
  const untried = untriedFindings(state, task).filter(({id}) => !resolved.includes(id));
  if (untried.length > 0) {
    return [
      {type: 'review.finished', assignment: assignment.id, task: task.id, tree, ...outcome},
      done(call, `noted; ${untried.map(({id}) => id).join(', ')} is tried first, in a context of its own`),
      finished(assignment, verdict),
    ];
  }
  return [
    {type: 'verdict.given', task: task.id, tree, ...outcome},
    done(call, verdict === 'approve' ? 'approved' : 'sent back to the Executor'),
    finished(assignment, verdict),
  ];
}

function howToEnd(open: readonly Finding[], tree: Tree): string {
  return open.every((one) => one.by === 'check' && one.tree === tree)
    ? 'the machine has shown it in this tree, so the verdict is "change"'
    : 'name it in "resolved" if it is mended';
}

/**
 * What the machine has shown in this tree is not mended in it, whatever anybody says. Of an older tree only what no check could look for
 * again is left open: there the lines decide, as for any other finding.
 */
function stillSeen(named: readonly Finding[], tree: Tree): string | null {
  const seen = named.find((one) => one.by === 'check' && one.blocking && one.state === 'open' && one.tree === tree);
  if (seen?.by !== 'check') return null;
  return `the check "${seen.seen.check}" found ${seen.id} in this very tree; it is mended when that check has looked at a newer one and does not find it any more, so leave it out of "resolved"`;
}

/** With the last of them the verdict is given: what did not stand can't send the work back. */
function judgeFinding(
  state: State,
  assignment: Assignment,
  task: Task,
  {call, finding: name, stands, why}: Extract<PassCommand, {do: 'judgeFinding'}>,
): Decision {
  const untried = untriedFindings(state, task);
  if (untried.length === 0) return nothingLeft(state, assignment, task, call);
  const finding = untried.find(({id}) => id === name);
  if (finding === undefined) {
    return {refused: `${name.slice(0, 20)} is not to be tried; what is: ${untried.map(({id}) => id).join(', ')}`};
  }
  const words = cutText(why.trim(), 2000);
  if (words === '') return {refused: 'say why: the path that you followed, and what it showed'};
  const judged: Event = {type: 'finding.judged', finding: finding.id, stands, why: words};
  const left = untried.filter(({id}) => id !== finding.id);
  if (left.length > 0) return [judged, done(call, `left: ${left.map(({id}) => id).join(', ')}`)];
  const outcome = reviewOf(state, task)?.outcome;
  const verdict = outcome === undefined ? [] : [verdictOf(state, task, outcome, stands ? undefined : finding.id)];
  return [judged, ...verdict, done(call, 'that was the last one'), finished(assignment, 'all findings were tried')];
}

/** The findings may have been judged by an assignment that did not live to its end. */
function nothingLeft(state: State, assignment: Assignment, task: Task, call: CallId): Decision {
  const outcome = reviewOf(state, task)?.outcome;
  const isGiven = state.verdicts.some((verdict) => verdict.task === task.id && verdict.tree === task.submitted);
  const verdict = outcome === undefined || isGiven ? [] : [verdictOf(state, task, outcome, undefined)];
  return [...verdict, done(call, 'nothing is left to be tried'), finished(assignment, 'all findings were tried')];
}

function verdictOf(state: State, task: Task, outcome: ReviewOutcome, disproved: FindingId | undefined): Event {
  const {summary, constraintRevision} = outcome;
  const resolved = state.findings.filter(({id}) => outcome.resolved.includes(id)).map(({id}) => id);
  const open = blockingFindings(state, task.id).filter(({id}) => !resolved.includes(id) && id !== disproved);
  const verdict = open.length === 0 ? 'approve' : 'change';
  const overruled =
    verdict === outcome.verdict ? '' : `What spoke against it was ${settledBy(state, task, disproved)}. `;
  return {
    type: 'verdict.given',
    task: task.id,
    tree: task.submitted as Tree,
    ...{verdict, summary: cutText(`${overruled}${summary}`, 4000), resolved, constraintRevision},
  };
}

/** `disproved`: the one that was judged just now. */
function settledBy({findings}: State, {id, submitted}: Task, disproved: FindingId | undefined): string {
  const own = findings.filter((one) => one.by === 'reviewer' && one.task === id && one.tree === submitted);
  if (!own.some(({state}) => state === 'dismissed')) return 'disproved';
  const isDisproved = disproved !== undefined || own.some(({state}) => state === 'disproved');
  return `${isDisproved ? 'disproved or ' : ''}dismissed by the person`;
}
