// What the core does by itself. Each command is asked for by `dueOf` or by a deadline, and is checked again here, since the
// state may have moved on since it was asked for.

import {askHoldOf} from './budget-due.ts';
import {standWords} from './budget-words.ts';
import type {HouseCommand} from './commands.ts';
import {commitMessageOf} from './commit-message.ts';
import type {TakeConstraintsFile} from './constraint-events.ts';
import {approveByFlag} from './decide-acceptance.ts';
import {examine} from './decide-examination.ts';
import {replan, settleHypothesis} from './decide-hypothesis.ts';
import {haltEvents} from './decide-opinion.ts';
import type {Decision} from './decision.ts';
import {describeChange} from './describe-change.ts';
import {failedDependencyOf} from './due.ts';
import {endingEvents} from './ending.ts';
import type {Task} from './entities.ts';
import type {Event} from './events.ts';
import {approvalOf, blockingFindings, cleanBuildOf, currentVerdictOf, gateOf, knownRejection} from './gate.ts';
import {orFailed, unlessHeld} from './hold.ts';
import {assignmentId, faultId, runId, type TaskId, turnId} from './ids.ts';
import {mayWork} from './may-work.ts';
import {isOpinionUnderWay} from './open-opinion.ts';
import {asksPerson, giveItUp, tryAgain} from './question.ts';
import {reservationFor} from './reservation.ts';
import {roleNames} from './roles.ts';
import type {State} from './state.ts';
import {triedOf} from './stuck.ts';
import {isEnded} from './task-order.ts';
import {unansweredConstraints} from './unanswered.ts';

type OwnCommand = Exclude<HouseCommand, TakeConstraintsFile | {do: 'urgeMessage' | 'warnOfBudget' | 'haltForBudget'}>;

export function decideHouse(state: State, command: OwnCommand): Decision {
  switch (command.do) {
    case 'powerOn':
      return powerOn(state);
    case 'startAssignment':
      return startAssignment(state, command);
    case 'askModel':
      return askModel(state, command);
    case 'carryOutCall':
      return {refused: `call ${command.call} must first be read as a command`};
    case 'nudge':
      return nudge(command);
    case 'giveUp':
      return giveUp(state, command);
    case 'advance':
      return withTask(state, command.task, (task) => advance(state, task));
    case 'failTask':
      return withTask(state, command.task, (task) => failOrAsk(state, task, command.why));
    case 'approveByFlag':
      return approveByFlag(state);
    case 'describeChange':
      return withTask(state, command.task, (task) => describeChange(state, task));
    case 'examine':
      return withTask(state, command.task, (task) => examine(state, task));
    case 'settleHypothesis':
      return settleHypothesis(state, command.hypothesis);
    case 'replan':
      return withTask(state, command.task, (task) => replan(state, task, command.why));
    case 'startRun':
      return withTask(state, command.task, (task) => startRun(state, task));
    case 'startCommit':
      return withTask(state, command.task, (task) => startCommit(state, task));
    case 'pinOpinion':
      return [{type: 'opinion.pinStarted', opinion: command.opinion}];
    case 'conclude':
      return conclude(state);
    case 'expire':
      return expire(state);
    case 'raiseFault':
      return raiseFault(state, command);
    default:
      return command satisfies never;
  }
}

function powerOn(state: State): Decision {
  return unlessHeld(state, {act: 'reset'}, 'Switch the target on?', [
    {type: 'power.requested', act: 'on', by: 'house'},
  ]);
}

function nudge({assignment, text, loop}: Extract<HouseCommand, {do: 'nudge'}>): Decision {
  return [{type: 'assignment.nudged', assignment, text, ...(loop === undefined ? {} : {loop})}];
}

function withTask(state: State, id: TaskId, then: (task: Task) => Decision): Decision {
  const task = state.tasks.find((candidate) => candidate.id === id);
  return task ? then(task) : {refused: `there is no task ${id}`};
}

function startAssignment(state: State, command: Extract<HouseCommand, {do: 'startAssignment'}>): Decision {
  const busy = state.agents[command.role].assignment;
  if (busy !== undefined) return {refused: `the ${roleNames[command.role]} is at work on ${busy}`};
  const {do: _do, ...rest} = command;
  return [{type: 'assignment.started', assignment: assignmentId(state.ordinals.assignments + 1), ...rest}];
}

function askModel(state: State, command: Extract<HouseCommand, {do: 'askModel'}>): Decision {
  const assignment = state.assignments.find(({id}) => id === command.assignment);
  if (assignment === undefined) return {refused: `there is no assignment ${command.assignment} any more`};
  if (!mayWork(state, assignment.role))
    return {refused: `the session is ${state.session.phase}, or something is at fault`};
  if (state.agents[assignment.role].paused) return {refused: `the ${roleNames[assignment.role]} is paused`};
  if (assignment.turn.at !== 'boundary' && assignment.turn.at !== 'retry') {
    return {refused: `assignment ${assignment.id} has a turn under way`};
  }
  const hold = askHoldOf(state, assignment);
  if (hold !== null) return {refused: standWords(hold.stand)};
  const messages = state.messages.filter(({to, fate}) => to === assignment.role && fate.kind === 'queued');
  const turn = turnId(assignment.id, assignment.turns + 1);
  const reserved = reservationFor(state, assignment);
  return [{type: 'turn.asked', assignment: assignment.id, turn, messages: messages.map(({id}) => id), reserved}];
}

function giveUp(state: State, command: Extract<HouseCommand, {do: 'giveUp'}>): Decision {
  const assignment = state.assignments.find(({id}) => id === command.assignment);
  if (assignment === undefined) return {refused: `there is no assignment ${command.assignment} any more`};
  if (assignment.role === 'verifier') return haltEvents(state, assignment, command.why);
  const why = `the ${roleNames[assignment.role]} is stuck: ${command.why}`;
  const ended: Event = {type: 'assignment.ended', assignment: assignment.id, how: 'stuck', why};
  const task = state.tasks.find(({id}) => id === assignment.task);
  const tried = triedOf(state, assignment);
  if (task) return [ended, ...failOrAsk(state, task, why, tried)];
  if (assignment.purpose === 'heed') return [ended, ...answersOfNobody(state, why)];
  return state.tasks.length === 0 ? [ended, ...endOrAsk(state, why, tried)] : [ended];
}

/** Else the Scheduler would be called for the same constraint for ever. */
function answersOfNobody(state: State, why: string): readonly Event[] {
  return unansweredConstraints(state).map(
    ({id: constraint}): Event => ({type: 'constraint.answered', constraint, touches: [], recheck: [], says: why}),
  );
}

/** A task whose dependency failed has nothing that could be tried again. */
function failOrAsk(state: State, task: Task, why: string, tried: readonly string[] = []): readonly Event[] {
  if (!state.attended || failedDependencyOf(state, task) !== undefined)
    return [{type: 'task.advanced', task: task.id, stage: 'failed', because: why}];
  const text = `${task.id} "${task.title}" needs you: ${why}`;
  return [asksPerson(state, {text, choices: [tryAgain, giveItUp], task: task.id, ...(tried.length > 0 && {tried})})];
}

function endOrAsk(state: State, why: string, tried: readonly string[]): readonly Event[] {
  if (!state.attended) return endingEvents(state, 'not-accepted', why);
  return [asksPerson(state, {text: why, choices: [tryAgain, giveItUp], ...(tried.length > 0 && {tried})})];
}

/** From stage to stage by what is true, not by what was said. */
function advance(state: State, task: Task): Decision {
  const to = (stage: Task['stage'], because: string): Decision => [
    {type: 'task.advanced', task: task.id, stage, because},
  ];
  switch (task.stage) {
    case 'waiting':
      return to('planning', 'the Planner is free');
    case 'planning': {
      const plan = state.plans.find(({id}) => id === task.plan);
      return plan ? to('planned', `chosen: ${plan.choice}`) : {refused: `${task.id} has no plan yet`};
    }
    case 'planned':
      return task.resumeAt === 'reviewing'
        ? checkedAgain(state, task, to)
        : to('writing', 'planned, and nothing else is being written');
    case 'reviewing':
      return afterReview(state, task, to);
    case 'running':
      return afterRun(state, task, to);
    case 'committing':
      return afterCommit(state, task, to);
    case 'writing':
    case 'done':
    case 'failed':
    case 'cancelled':
      return {refused: `${task.id} is ${task.stage}; nothing leads on from there by itself`};
    default:
      return task.stage satisfies never;
  }
}

/** What is committed by now is reviewed, the work of later tasks in it. */
function checkedAgain({lastCommittedTree: tree}: State, task: Task, to: Step): Decision {
  if (tree === undefined) return to('writing', 'nothing is committed that could be checked again');
  const summary = 'as it is committed, to be checked again';
  const reviewing = to('reviewing', task.because);
  return 'refused' in reviewing ? reviewing : [{type: 'work.submitted', task: task.id, tree, summary}, ...reviewing];
}

type Step = (stage: Task['stage'], because: string) => Decision;

function afterReview(state: State, task: Task, to: Step): Decision {
  const verdict = task.submitted && currentVerdictOf(state, task, task.submitted);
  if (verdict === undefined) {
    return {refused: `${task.id} has no verdict on the tree that was submitted, under the constraints as they are`};
  }
  const open = blockingFindings(state, task.id);
  if (verdict.verdict === 'approve' && open.length === 0) return to('running', 'approved');
  const findings = open.map(({id}) => id).join(', ');
  return to('writing', `sent back by the Reviewer${findings === '' ? '' : `: ${findings}`}`);
}

function afterRun(state: State, task: Task, to: Step): Decision {
  const gate = gateOf(state, task.id);
  if (!gate.open) return back(state, task, gate.missing, to);
  const isCommitted = task.commit !== undefined && gate.evidence.tree === state.lastCommittedTree;
  return isCommitted
    ? to('done', `checked again under constraint revision ${gate.evidence.verdict.constraintRevision}`)
    : to('committing', `accepted in ${gate.evidence.run.id}`);
}

function afterCommit(state: State, task: Task, to: Step): Decision {
  const isCommitted = task.commit !== undefined && state.lastCommittedTree === task.submitted;
  if (isCommitted) return to('done', `commit ${task.commit.slice(0, 12)}`);
  const gate = gateOf(state, task.id);
  return gate.open ? {refused: `${task.id} is not committed yet`} : back(state, task, gate.missing, to);
}

/** To the Reviewer where only an approval under the constraints of now is missing, else to the Executor. */
function back(state: State, task: Task, missing: readonly string[], to: Step): Decision {
  const tree = task.submitted;
  const isStale = tree !== undefined && approvalOf(state, task, tree) === undefined;
  const isRejected = tree === undefined || knownRejection(state, task, tree) !== null;
  return to(isStale && !isRejected ? 'reviewing' : 'writing', missing.join('; '));
}

function startRun(state: State, task: Task): Decision {
  const build = task.submitted && cleanBuildOf(state, task.submitted);
  if (!task.submitted || !build) return {refused: `${task.id} has no clean build of the tree that was submitted`};
  if (!approvalOf(state, task, task.submitted)) return {refused: `${task.id} is not approved`};
  const {acceptance} = task;
  const run = runId(state.ordinals.runs + 1);
  const held = {act: 'load', task: task.id} as const;
  const what = `Run ${build.id} of ${task.id} on the target, for the verdict that counts?`;
  return orFailed(
    task.id,
    unlessHeld(state, held, what, [
      {type: 'run.started', run, task: task.id, build: build.id, tree: task.submitted, acceptance},
    ]),
  );
}

function startCommit(state: State, task: Task): Decision {
  const gate = gateOf(state, task.id);
  if (!gate.open) return {refused: `${task.id} can't be committed: ${gate.missing.join('; ')}`};
  const message = commitMessageOf(state, task, gate.evidence);
  const held = {act: 'commit', task: task.id} as const;
  return orFailed(
    task.id,
    unlessHeld(state, held, `Commit ${task.id} "${task.title}"?`, [
      {type: 'commit.started', task: task.id, tree: gate.evidence.tree, message},
    ]),
  );
}

function conclude(state: State): Decision {
  const failed = state.tasks.filter(({stage}) => stage === 'failed');
  const open = state.tasks.filter(({stage}) => !isEnded(stage));
  if (open.length > 0) return {refused: `${open.map(({id}) => id).join(', ')} not ended yet`};
  if (failed.length === 0) return endingEvents(state, 'accepted', 'every task passed its gate');
  const why = failed.map(({id, because}) => `${id} failed: ${because}`).join('; ');
  return endingEvents(state, 'not-accepted', why);
}

function expire(state: State): Decision {
  if (state.session.phase !== 'running') return {refused: `the session is ${state.session.phase}`};
  // All that was to be judged is: only a second opinion was waited for.
  if (state.concluded && isOpinionUnderWay(state)) return conclude(state);
  return endingEvents(state, 'not-accepted', `the ${state.requirement?.minutes ?? 0} minutes of the task are over`);
}

/** Where nobody can mend it, a fault of the machinery ends the session. */
function raiseFault(state: State, command: Extract<HouseCommand, {do: 'raiseFault'}>): Decision {
  const {source, what, help} = command;
  if (state.faults.some((fault) => !fault.cleared && fault.what === what)) return [];
  const raised: Event = {type: 'fault.raised', fault: faultId(state.ordinals.faults + 1), source, what, help};
  return state.attended ? [raised] : [raised, ...endingEvents(state, 'stopped', what, 'fault')];
}
