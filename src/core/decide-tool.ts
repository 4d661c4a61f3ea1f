// What a role's tool call may bring about. The rights follow the role, here in code; a refusal goes back to the model as
// the call's result, in words that it can act on.
import {holdOf} from './budget-stand.ts';
import {standWords} from './budget-words.ts';
import type {Refusal, ToolCommand} from './commands.ts';
import {decideOpinionTool} from './decide-opinion.ts';
import {decideReview} from './decide-review.ts';
import {decideTasks} from './decide-tasks.ts';
import {type Decision, done, finished} from './decision.ts';
import type {Approach, Assignment, Build} from './entities.ts';
import {type Event, isWriting, type WorldTool} from './events.ts';
import {isClean, knownRejection} from './gate.ts';
import {unlessHeld} from './hold.ts';
import {buildId, type CallId, planId, questionId, runId, type TreeHash} from './ids.ts';
import {cutText, openMax} from './limits.ts';
import {openOpinionOf} from './open-opinion.ts';
import {assignmentOfCall} from './reduce-agents.ts';
import {type Role, roleNames} from './roles.ts';
import type {State} from './state.ts';

export function decideTool(state: State, command: ToolCommand): Decision {
  const assignment = assignmentOfCall(state, command.call);
  if (assignment === undefined) return {refused: `call ${command.call} is not open any more`};
  const allowed = rightsOf(command);
  if (!allowed.includes(assignment.role)) {
    const who = allowed.map((role) => roleNames[role]).join(' or ');
    return {refused: `the ${roleNames[assignment.role]} may not do this; it is for the ${who}`};
  }
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
      return worldTool(state, assignment, command);
    case 'build':
      return build(state, assignment, command.call);
    case 'tryOnTarget':
      return tryOnTarget(state, assignment, command.call);
    case 'submitWork':
      return submitWork(state, assignment, command);
    case 'reportFinding':
    case 'giveVerdict':
      return decideReview(state, assignment, command);
    case 'answerStatement':
    case 'concludeOpinion':
      return decideOpinionTool(state, command);
    default:
      return command satisfies never;
  }
}

/** The Verifier sees the tree that was pinned for it, and not the Executor's folder as it changes. */
function worldTool(state: State, {role}: Assignment, {call, tool}: Extract<ToolCommand, {do: 'useTool'}>): Decision {
  if (role === 'verifier' && !isOfPinnedTree(state, tool)) return {refused: 'only the pinned tree can be read'};
  return [{type: 'tool.started', call, tool}];
}

function isOfPinnedTree(state: State, tool: WorldTool): boolean {
  if (tool.tool !== 'listFiles' && tool.tool !== 'readFile') return true;
  const pin = openOpinionOf(state)?.pin;
  return pin?.at === 'pinned' && tool.tree === pin.tree;
}

function rightsOf(command: ToolCommand): readonly Role[] {
  switch (command.do) {
    case 'createTasks':
    case 'writeNote':
      return ['scheduler'];
    case 'askPerson':
      return ['scheduler', 'planner', 'executor'];
    case 'proposePlan':
      return ['planner'];
    case 'useTool':
      return isWriting(command.tool) ? ['executor'] : ['planner', 'executor', 'reviewer', 'verifier'];
    case 'build':
    case 'tryOnTarget':
    case 'submitWork':
      return ['executor'];
    case 'reportFinding':
    case 'giveVerdict':
      return ['reviewer'];
    case 'answerStatement':
    case 'concludeOpinion':
      return ['verifier'];
    default:
      return command satisfies never;
  }
}

/** A note is how the Scheduler ends its work where no tasks are to be made; at first there must be some. */
function writeNote(state: State, assignment: Assignment, command: Extract<ToolCommand, {do: 'writeNote'}>): Decision {
  const text = cutText(command.text.trim(), 4000);
  if (text === '') return {refused: 'a note needs words'};
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

function proposePlan(
  state: State,
  assignment: Assignment,
  command: Extract<ToolCommand, {do: 'proposePlan'}>,
): Decision {
  const {do: _do, call, ...plan} = command;
  const refused = planRefusal(plan);
  if (refused !== null) return {refused};
  if (assignment.task === undefined) return {refused: 'this assignment has no task to plan'};
  const {criteria, choice} = plan;
  const approaches = plan.approaches.map(boundedApproach);
  const bounded = {criteria, approaches, choice, why: cutText(plan.why.trim(), 4000)};
  return [
    {type: 'plan.proposed', plan: planId(state.ordinals.plans + 1), task: assignment.task, ...bounded},
    done(call, `taken: ${plan.choice}`),
    finished(assignment, `chose ${plan.choice}`),
  ];
}

function boundedApproach(approach: Approach): Approach {
  return {
    ...approach,
    summary: cutText(approach.summary, 4000),
    dataStructures: cutText(approach.dataStructures, 4000),
    locking: cutText(approach.locking, 4000),
    kernelApi: approach.kernelApi.slice(0, 40).map((call) => cutText(call, 200)),
    risks: approach.risks.slice(0, 40).map((risk) => cutText(risk, 1000)),
  };
}

function planRefusal({
  criteria,
  approaches,
  choice,
}: Pick<Extract<ToolCommand, {do: 'proposePlan'}>, 'criteria' | 'approaches' | 'choice'>): string | null {
  const names = approaches.map(({name}) => name);
  if (approaches.length < 2) return 'a plan weighs two or more approaches';
  if (approaches.length > openMax.approaches) return `weigh at most ${openMax.approaches} approaches`;
  if (criteria.length > openMax.criteria) return `score by at most ${openMax.criteria} criteria`;
  if (criteria.length === 0) return 'a plan names the criteria that it scores by';
  if (new Set(names).size !== names.length) return 'two approaches have the same name';
  if (!names.includes(choice)) return `the choice "${choice}" is none of the approaches: ${names.join(', ')}`;
  const unscored = approaches.find(({scores}) => scores.length !== criteria.length);
  if (unscored) {
    return `"${unscored.name}" has ${unscored.scores.length} scores for ${criteria.length} criteria; give one for each`;
  }
  return null;
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
