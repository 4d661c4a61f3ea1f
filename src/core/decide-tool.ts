// What a role's tool call may bring about. The rights follow the role, here in code; a refusal goes back to the model as
// the call's result, in words that it can act on.
import {holdOf} from './budget-stand.ts';
import {standWords} from './budget-words.ts';
import type {Refusal, ToolCommand} from './commands.ts';
import {proposeAcceptance} from './decide-acceptance.ts';
import {stateHypothesis, writingRefusal} from './decide-hypothesis.ts';
import {decideOpinionTool} from './decide-opinion.ts';
import {proposePlan} from './decide-plan.ts';
import {decideReview} from './decide-review.ts';
import {decideScheduler} from './decide-scheduler.ts';
import {decideTasks} from './decide-tasks.ts';
import {type Decision, done, finished} from './decision.ts';
import type {Assignment, Build} from './entities.ts';
import type {Event, WorldTool} from './events.ts';
import {isClean, knownRejection} from './gate.ts';
import {unlessHeld} from './hold.ts';
import {buildId, type CallId, questionId, runId, type TreeHash} from './ids.ts';
import {cutText} from './limits.ts';
import {openOpinionOf} from './open-opinion.ts';
import {assignmentOfCall} from './reduce-agents.ts';
import type {State} from './state.ts';
import {rightRefusal} from './tool-rights.ts';
import {unansweredConstraints} from './unanswered.ts';
import {isWriting} from './world-tool.ts';

export function decideTool(state: State, command: ToolCommand): Decision {
  const assignment = assignmentOfCall(state, command.call);
  if (assignment === undefined) return {refused: `call ${command.call} is not open any more`};
  const refused = rightRefusal(assignment, command);
  if (refused !== null) return {refused};
  switch (command.do) {
    case 'createTasks':
      return decideTasks(state, assignment, command);
    case 'writeNote':
      return writeNote(state, assignment, command);
    case 'askPerson':
      return askPerson(state, assignment, command);
    case 'proposePlan':
      return proposePlan(state, assignment, command);
    case 'useTool':
      return askWorld(state, assignment, command);
    case 'stateHypothesis':
      return stateHypothesis(state, assignment, command);
    case 'proposeAcceptance':
      return proposeAcceptance(state, command);
    case 'splitTask':
    case 'orderTasks':
    case 'cancelTask':
    case 'reopenTask':
    case 'answerConstraint':
      return decideScheduler(state, command);
    case 'build':
      return build(state, assignment, command.call);
    case 'tryOnTarget':
      return tryOnTarget(state, assignment, command.call);
    case 'submitWork':
      return submitWork(state, assignment, command);
    case 'reportFinding':
    case 'finishPass':
    case 'giveVerdict':
    case 'judgeFinding':
      return decideReview(state, assignment, command);
    case 'answerStatement':
    case 'concludeOpinion':
      return decideOpinionTool(state, command);
    default:
      return command satisfies never;
  }
}

/** The Verifier sees the tree that was pinned for it, and not the Executor's folder as it changes. */
function askWorld(state: State, assignment: Assignment, {call, tool}: Extract<ToolCommand, {do: 'useTool'}>): Decision {
  if (assignment.role === 'verifier' && !isOfPinnedTree(state, tool))
    return {refused: 'only the pinned tree can be read'};
  const refused = isWriting(tool) ? writingRefusal(state, assignment) : null;
  return refused === null ? [{type: 'tool.started', call, tool}] : {refused};
}

function isOfPinnedTree(state: State, tool: WorldTool): boolean {
  if (tool.tool !== 'listFiles' && tool.tool !== 'readFile' && tool.tool !== 'searchFiles') return true;
  const pin = openOpinionOf(state)?.pin;
  return pin?.at === 'pinned' && tool.tree === pin.tree;
}

/** A note is how the Scheduler ends its work where no tasks are to be made; at first there must be some. */
function writeNote(state: State, assignment: Assignment, command: Extract<ToolCommand, {do: 'writeNote'}>): Decision {
  const text = cutText(command.text.trim(), 4000);
  if (text === '') return {refused: 'a note needs words'};
  const unanswered = unansweredConstraints(state);
  if (unanswered.length > 0) {
    const ids = unanswered.map(({id}) => id).join(', ');
    return {refused: `${ids} has no answer yet: say with answer_constraint what changes because of it`};
  }
  const noted: readonly Event[] = [{type: 'note.written', by: 'scheduler', text}, done(command.call, 'noted')];
  return state.tasks.length === 0 ? noted : [...noted, finished(assignment, 'noted')];
}

function askPerson(state: State, assignment: Assignment, command: Extract<ToolCommand, {do: 'askPerson'}>): Decision {
  if (!state.attended || state.label.kind === 'tape') {
    return {refused: 'nobody is there to answer; decide yourself, and say in your next words what you assumed'};
  }
  const question = questionId(state.ordinals.questions + 1);
  const {call, question: text, choices} = command;
  if (text.trim() === '') return {refused: 'a question needs words'};
  return [{type: 'question.asked', question, by: assignment.role, text: cutText(text, 2000), choices, call}];
}

function build(state: State, assignment: Assignment, call: CallId): Decision {
  const task = state.tasks.find(({id}) => id === assignment.task);
  if (task === undefined) return {refused: 'this assignment has no task to build for'};
  if (task.builds >= state.limits.buildsPerTask) {
    return {
      refused: `all ${state.limits.buildsPerTask} builds of ${task.id} are spent; a person decides how it goes on`,
    };
  }
  const spent = holdOf(state, assignment, ['builds']);
  if (spent !== null) return {refused: `${standWords(spent.stand)}; the person may grant more`};
  return unlessHeld(state, {act: 'build', call}, `Build the module for ${task.id} "${task.title}"?`, [
    {type: 'tool.started', call},
    {type: 'build.started', build: buildId(state.ordinals.builds + 1), task: task.id, call},
  ]);
}

function tryOnTarget(state: State, assignment: Assignment, call: CallId): Decision {
  const task = state.tasks.find(({id}) => id === assignment.task);
  if (task === undefined) return {refused: 'this assignment has no task to run'};
  const built = builtNow(state);
  if ('refused' in built) return built;
  if (task.crashes >= state.limits.crashesPerTask) {
    return {refused: `${task.id} has brought the target down ${task.crashes} times; a person decides how it goes on`};
  }
  const run = runId(state.ordinals.runs + 1);
  const {acceptance} = task;
  const spent = holdOf(state, assignment, ['panics']);
  if (spent !== null) return {refused: `${standWords(spent.stand)}; the person may grant more`};
  return unlessHeld(state, {act: 'load', call}, `Load ${built.build.id} of ${task.id} on the target, to try it?`, [
    {type: 'tool.started', call},
    {type: 'run.started', run, task: task.id, build: built.build.id, tree: built.tree, acceptance, call},
  ]);
}

function submitWork(state: State, assignment: Assignment, command: Extract<ToolCommand, {do: 'submitWork'}>): Decision {
  const task = state.tasks.find(({id}) => id === assignment.task);
  if (task === undefined) return {refused: 'this assignment has no task to submit work for'};
  const built = builtNow(state);
  if ('refused' in built) return built;
  const rejection = knownRejection(state, task, built.tree);
  if (rejection !== null) {
    return {refused: `this very tree was handed in before and ${rejection}; change what was wrong with it, and build`};
  }
  const summary = cutText(command.summary.trim(), 4000);
  return [
    {type: 'work.submitted', task: task.id, tree: built.tree, summary},
    {
      type: 'task.advanced',
      task: task.id,
      stage: 'reviewing',
      because: `tree ${built.tree.slice(0, 12)} was submitted`,
    },
    done(command.call, `handed to the Reviewer: tree ${built.tree.slice(0, 12)}, ${built.build.id}`),
    finished(assignment, 'submitted'),
  ];
}

const words = {failed: 'failed', refused: 'was refused'} as const;

/** The clean build of what lies in the folder at this moment, or words that say which step is missing. */
function builtNow(state: State): {readonly build: Build; readonly tree: TreeHash} | Refusal {
  const {artefact} = state;
  if (artefact === undefined) return {refused: 'nothing was built yet; build first'};
  if (artefact.unbuilt) return {refused: 'the folder was changed since the last build; build first'};
  const last = state.builds.findLast(({tree}) => tree === artefact.tree);
  const kind = last?.result?.kind;
  if (kind === 'failed' || kind === 'refused')
    return {refused: `the last build ${words[kind]}; mend it and build again`};
  if (last === undefined || kind !== 'built') return {refused: 'the last build did not come to its end; build again'};
  if (!isClean(last)) return {refused: `${last.id} has warnings; mend them and build again`};
  return {build: last, tree: artefact.tree};
}
