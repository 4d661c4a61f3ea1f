// The Planner's plan, and the person's right to follow another approach of it.
import type {PersonCommand, ToolCommand} from './commands.ts';
import {type Decision, done, finished} from './decision.ts';
import type {Approach, Assignment, Plan, Task} from './entities.ts';
import type {Event} from './events.ts';
import {planId} from './ids.ts';
import {cutText, openMax} from './limits.ts';
import {messageEvents} from './message-events.ts';
import type {State} from './state.ts';
import {fullRefusal} from './steering.ts';

type PlanCommand = Extract<ToolCommand, {do: 'proposePlan'}>;

export function proposePlan(state: State, assignment: Assignment, command: PlanCommand): Decision {
  const refused = planRefusal(command);
  if (refused !== null) return {refused};
  if (assignment.task === undefined) return {refused: 'this assignment has no task to plan'};
  const {call, criteria, choice} = command;
  const approaches = command.approaches.map(boundedApproach);
  const lost = command.lost.map(({approach, why}) => ({approach, why: cutText(why, 1000)}));
  const bounded = {criteria, approaches, choice, why: cutText(command.why.trim(), 4000), lost};
  return [
    {type: 'plan.proposed', plan: planId(state.ordinals.plans + 1), task: assignment.task, ...bounded},
    done(call, `taken: ${choice}`),
    finished(assignment, `chose ${choice}`),
  ];
}

/** Once the work has begun the Executor is told, at its next boundary. */
export function choosePlan(state: State, {plan: id, choice}: Extract<PersonCommand, {do: 'choosePlan'}>): Decision {
  const plan = state.plans.find((candidate) => candidate.id === id);
  const task = state.tasks.find((candidate) => candidate.id === plan?.task);
  if (plan === undefined || task === undefined) return {refused: `there is no plan ${id} any more`};
  const refused = choiceRefusal(state, plan, task, choice);
  if (refused !== null) return {refused};
  const chosen: Event = {type: 'plan.chosen', plan: id, task: task.id, choice};
  const hasBegun = begunStages.includes(task.stage) || task.builds > 0;
  const full = hasBegun ? fullRefusal(state, 'executor') : null;
  if (full !== null) return {refused: full};
  const words = `I chose another approach for ${task.id}: "${choice}", in place of "${plan.choice}". ${summaryOf(plan, choice)}`;
  return hasBegun ? [chosen, ...messageEvents(state, 'executor', 'redirect', words)] : [chosen];
}

const begunStages: readonly Task['stage'][] = ['writing', 'reviewing', 'running'];

function choiceRefusal({label}: State, {approaches, choice: now}: Plan, task: Task, choice: string): string | null {
  const names = approaches.map(({name}) => name);
  if (!names.includes(choice)) return `"${choice}" is none of the approaches: ${names.join(', ')}`;
  if (choice === now) return `"${choice}" is the one that is followed`;
  if (label.kind === 'tape') return `the model is the tape "${label.name}", which can follow no other approach`;
  const isOver =
    task.stage === 'committing' || task.stage === 'done' || task.stage === 'failed' || task.stage === 'cancelled';
  return isOver ? `${task.id} is ${task.stage}; its plan is past` : null;
}

function summaryOf({approaches}: Plan, choice: string): string {
  const {summary, algorithms, dataStructures, locking, lifetime} = approaches.find(({name}) => name === choice) ?? {};
  const parts = [
    summary,
    algorithms,
    dataStructures,
    locking && `Locking: ${locking}`,
    lifetime && `Lifetime: ${lifetime}`,
  ];
  return cutText(parts.filter(Boolean).join(' '), 3000);
}

function boundedApproach(approach: Approach): Approach {
  return {
    ...approach,
    summary: cutText(approach.summary, 4000),
    algorithms: cutText(approach.algorithms, 4000),
    dataStructures: cutText(approach.dataStructures, 4000),
    locking: cutText(approach.locking, 4000),
    lifetime: cutText(approach.lifetime, 4000),
    kernelApi: approach.kernelApi
      .slice(0, 40)
      .map(({name, header}) => ({name: cutText(name, 200), header: cutText(header, 200)})),
    risks: approach.risks.slice(0, 40).map((risk) => cutText(risk, 1000)),
  };
}

function planRefusal({criteria, approaches, choice, lost}: PlanCommand): string | null {
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
  const unsaid = names.find(
    (name) => name !== choice && !lost.some(({approach, why}) => approach === name && why.trim() !== ''),
  );
  return unsaid === undefined ? null : `say in "lost" why "${unsaid}" lost`;
}
