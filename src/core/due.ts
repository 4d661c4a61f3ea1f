// What is due now, from what is true: the supervisor asks after every event until nothing is. Being a question about the
// state and not a reaction to an event, it has the same answer after a resume.

import {isAcceptanceOpen} from './acceptance.ts';
import {haltDue} from './budget-due.ts';
import {holdOf, warningDue} from './budget-stand.ts';
import type {HouseCommand} from './commands.ts';
import {isExaminationDue} from './decide-examination.ts';
import {opinionDue} from './due-opinion.ts';
import {acceptanceDue, hypothesisDue, replanDue} from './due-roles.ts';
import {turnDueOf} from './due-turn.ts';
import type {Assignment, Task} from './entities.ts';
import {underWayOf} from './examined.ts';
import {approvalOf, blockingFindings, cleanBuildOf, currentVerdictOf, gateOf, isBuiltClean, isJudged} from './gate.ts';
import {isPlanSpent} from './hypotheses.ts';
import type {TaskId} from './ids.ts';
import {mayWork} from './may-work.ts';
import {isOpinionUnderWay} from './open-opinion.ts';
import {changeOf, reviewOf, untriedFindings} from './reviews.ts';
import type {Role} from './roles.ts';
import type {State} from './state.ts';
import {holdsFolder, isEnded} from './task-order.ts';
import {unansweredConstraints} from './unanswered.ts';

export function dueOf(state: State): HouseCommand | null {
  return opinionDue(state) ?? (mayWork(state, 'scheduler') ? workDue(state) : null);
}

function workDue(state: State): HouseCommand | null {
  return (
    powerDue(state) ??
    budgetDue(state) ??
    hypothesisDue(state) ??
    replanDue(state) ??
    turnDue(state) ??
    (isAcceptanceOpen(state.acceptance) ? acceptanceDue(state) : (taskDue(state) ?? schedulerDue(state)))
  );
}

/** The target is started with the session, so that it is ready when the first module is. */
function powerDue(state: State): HouseCommand | null {
  const isOff = state.target.boot === 0 && state.target.now.phase === 'off' && state.power === undefined;
  return isOff && !isHeld(state) ? {do: 'powerOn'} : null;
}

/** Asked about once: a target that the person left off is switched on by a run that they allow, or by them. */
function isHeld({approve, attended, questions}: State): boolean {
  return approve.reset === 'ask' && (!attended || questions.some(({about}) => about?.held.act === 'reset'));
}

function budgetDue(state: State): HouseCommand | null {
  const stand = warningDue(state);
  return stand === null ? null : {do: 'warnOfBudget', scope: stand.scope, measure: stand.measure};
}

function turnDue(state: State): HouseCommand | null {
  const crew = state.assignments.filter(({role}) => role !== 'verifier');
  return firstDue(crew, (assignment) => assignmentDue(state, assignment));
}

function assignmentDue(state: State, assignment: Assignment): HouseCommand | null {
  const {paused} = state.agents[assignment.role];
  const spent = assignment.turn.at === 'boundary' && !paused ? attemptsSpent(state, assignment) : null;
  if (spent !== null) return {do: 'giveUp', assignment: assignment.id, why: spent};
  return turnDueOf(state, assignment);
}

function taskDue(state: State): HouseCommand | null {
  return firstDue(state.tasks, (task) => (isAskedAbout(state, task) ? null : stageDue(state, task)));
}

function firstDue<Item>(items: readonly Item[], dueOf: (item: Item) => HouseCommand | null): HouseCommand | null {
  for (const item of items) {
    const due = dueOf(item);
    if (due !== null) return due;
  }
  return null;
}

function stageDue(state: State, task: Task): HouseCommand | null {
  switch (task.stage) {
    case 'waiting':
      return hopeless(state, task) ?? (isFree(state, 'planner') ? {do: 'advance', task: task.id} : null);
    case 'planning':
      if (task.plan !== undefined) return {do: 'advance', task: task.id};
      return isFree(state, 'planner') ? {do: 'startAssignment', role: 'planner', purpose: 'plan', task: task.id} : null;
    case 'planned':
      return plannedDue(state, task);
    case 'writing':
      return writingDue(state, task);
    case 'reviewing':
      return reviewingDue(state, task);
    case 'running':
      return runningDue(state, task);
    case 'committing':
      return committingDue(state, task);
    case 'done':
    case 'failed':
    case 'cancelled':
      return null;
    default:
      return task.stage satisfies never;
  }
}

/** There is one working folder, so one task is written, reviewed, run and committed at a time; planning goes on ahead. */
function plannedDue(state: State, task: Task): HouseCommand | null {
  const isFolderTaken = state.tasks.some((other) => other.id !== task.id && holdsFolder(other)) || isMachineBusy(state);
  const isReady = dependenciesOf(state, task).every(({stage}) => stage === 'done') && !isFolderTaken;
  return hopeless(state, task) ?? (isReady ? {do: 'advance', task: task.id} : null);
}

function hopeless(state: State, task: Task): HouseCommand | null {
  const failed = failedDependencyOf(state, task);
  return failed ? {do: 'failTask', task: task.id, why: `it depends on ${failed.id}, which failed`} : null;
}

function dependenciesOf(state: State, {dependsOn}: Task): readonly Task[] {
  return state.tasks.filter(({id}) => dependsOn.includes(id));
}

export function failedDependencyOf(state: State, task: Task): Task | undefined {
  return dependenciesOf(state, task).find(({stage}) => stage === 'failed');
}

function writingDue(state: State, task: Task): HouseCommand | null {
  if (!isFree(state, 'executor')) return null;
  const spent = isPlanSpent(state, task) ? 'the same crash came back under every plan' : taskAttemptsSpent(state, task);
  if (spent !== null) return {do: 'failTask', task: task.id, why: spent};
  const isNew = task.submitted === undefined && blockingFindings(state, task.id).length === 0;
  return {do: 'startAssignment', role: 'executor', purpose: isNew ? 'write' : 'mend', task: task.id};
}

function isMachineBusy({builds, runs}: State): boolean {
  return builds.some(({result}) => result === undefined) || runs.some(({verdict}) => verdict === undefined);
}

/** After the last build that it may have, an Executor can still try and submit what that build gave. */
function attemptsSpent(state: State, {role, task: id}: Assignment): string | null {
  const task = role === 'executor' ? state.tasks.find((candidate) => candidate.id === id) : undefined;
  if (task === undefined) return null;
  return taskAttemptsSpent(state, isBuiltClean(state) ? {...task, builds: 0} : task);
}

function taskAttemptsSpent({limits}: State, task: Task): string | null {
  if (task.reviewRounds > limits.reviewRoundsPerTask) return `the Reviewer sent it back ${task.reviewRounds} times`;
  if (task.crashes >= limits.crashesPerTask) return `it brought the target down ${task.crashes} times`;
  if (task.rejections >= limits.rejectionsPerTask)
    return `it was not accepted ${task.rejections} times after an approval`;
  if (task.builds >= limits.buildsPerTask) return `${task.builds} builds were spent`;
  return null;
}

/** The machine looks first, so that whoever reads knows what it has seen. A verdict under older constraints is asked for again. */
function reviewingDue(state: State, task: Task): HouseCommand | null {
  const change = changeOf(state, task);
  if (change === undefined) return {do: 'describeChange', task: task.id};
  if (change.files === undefined) return null;
  const verdict = task.submitted && currentVerdictOf(state, task, task.submitted);
  if (verdict === undefined && isExaminationDue(state, task)) return {do: 'examine', task: task.id};
  if (underWayOf(state, task.id) !== undefined || !isFree(state, 'reviewer')) return null;
  if (verdict !== undefined) return {do: 'advance', task: task.id};
  const review = reviewOf(state, task)?.outcome;
  const isReviewed = review?.constraintRevision === state.constraintRevision;
  const purpose = isReviewed && untriedFindings(state, task).length > 0 ? 'disprove' : 'review';
  return {do: 'startAssignment', role: 'reviewer', purpose, task: task.id};
}

/** An approval that went stale before the run leads back to the Reviewer first, a build that is gone to the Executor. */
function runningDue(state: State, task: Task): HouseCommand | null {
  const run = state.runs.findLast((candidate) => candidate.task === task.id && !candidate.trial);
  if (run !== undefined && run.verdict === undefined) return null;
  const isApproved = task.submitted !== undefined && approvalOf(state, task, task.submitted) !== undefined;
  const isRunnable = isApproved && cleanBuildOf(state, task.submitted) !== undefined;
  if (!isRunnable || isJudged(run, task.submitted)) return {do: 'advance', task: task.id};
  const hold = holdOf(state, {role: 'executor', task: task.id}, ['panics']);
  return hold === null ? {do: 'startRun', task: task.id} : haltDue(hold);
}

/** A constraint may have come in since the gate was open. */
function committingDue(state: State, task: Task): HouseCommand | null {
  if (task.commit !== undefined && state.lastCommittedTree === task.submitted) return {do: 'advance', task: task.id};
  if (state.commit !== undefined) return null;
  return gateOf(state, task.id).open ? {do: 'startCommit', task: task.id} : {do: 'advance', task: task.id};
}

function schedulerDue(state: State): HouseCommand | null {
  if (!isFree(state, 'scheduler') || hasOpenQuestion(state, undefined)) return null;
  if (state.tasks.length === 0) return {do: 'startAssignment', role: 'scheduler', purpose: 'breakDown'};
  const heed: HouseCommand = {do: 'startAssignment', role: 'scheduler', purpose: 'heed'};
  if (isPersonWaiting(state)) return heed;
  if (!state.tasks.every(({stage}) => isEnded(stage))) return state.news.length > 0 ? heed : null;
  if (state.concluded && isOpinionUnderWay(state)) return null;
  return state.concluded ? {do: 'conclude'} : {do: 'startAssignment', role: 'scheduler', purpose: 'conclude'};
}

/** What the person has said is taken in also when all tasks have ended: it may mean that one has not. */
function isPersonWaiting(state: State): boolean {
  const isQueued = state.messages.some(({to, fate}) => to === 'scheduler' && fate.kind === 'queued');
  return isQueued || unansweredConstraints(state).length > 0;
}

function isFree(state: State, role: Role): boolean {
  const agent = state.agents[role];
  return agent.assignment === undefined && !agent.paused;
}

function isAskedAbout(state: State, task: Task): boolean {
  return hasOpenQuestion(state, task.id);
}

/** A question of the house that waits for the person: about a task, or about the whole when `task` is undefined. */
function hasOpenQuestion(state: State, task: TaskId | undefined): boolean {
  return state.questions.some(
    ({answer, call, task: about, about: held}) =>
      answer === undefined && call === undefined && about === task && held?.held.act !== 'reset',
  );
}
