// How the Scheduler changes the tasks that are there: split, put in order, cancelled, taken up again; and how it answers a constraint.

import {createdTasks, newTasksRefusal} from './decide-tasks.ts';
import {type Decision, done} from './decision.ts';
import type {Task} from './entities.ts';
import type {Event} from './events.ts';
import type {ConstraintId, TaskId} from './ids.ts';
import {cutText, openMax} from './limits.ts';
import type {SchedulerCommand} from './role-commands.ts';
import type {State} from './state.ts';
import {stopWork} from './stop-work.ts';
import {acceptsAll, cycleIn, isEnded, isUnbegun, namedTask} from './task-order.ts';

type Command<Do extends SchedulerCommand['do']> = Extract<SchedulerCommand, {do: Do}>;

export function decideScheduler(state: State, command: SchedulerCommand): Decision {
  switch (command.do) {
    case 'splitTask':
      return splitTask(state, command);
    case 'orderTasks':
      return orderTasks(state, command);
    case 'cancelTask':
      return cancelTask(state, command);
    case 'reopenTask':
      return reopenTask(state, command);
    case 'answerConstraint':
      return answerConstraint(state, command);
    default:
      return command satisfies never;
  }
}

/** What depended on the whole depends on all of its pieces; what the whole depended on, its pieces do. */
function splitTask(state: State, {call, task: name, tasks: pieces, why}: Command<'splitTask'>): Decision {
  const task = namedTask(state, name);
  if ('refused' in task) return task;
  const refused = pastRefusal(task) ?? (pieces.length < 2 ? 'a split makes two or more tasks of one' : null);
  if (refused !== null) return {refused};
  const others = state.tasks.filter(({id}) => id !== task.id);
  const wrong = newTasksRefusal({...state, tasks: others}, pieces);
  if (wrong !== null) return {refused: wrong};
  const created = createdTasks(state, pieces, task.dependsOn);
  const ids = created.map(({task: id}) => id);
  const moved = state.tasks.filter(({dependsOn, stage}) => dependsOn.includes(task.id) && !isEnded(stage));
  const order = moved.map(({id, dependsOn}) => ({
    task: id,
    dependsOn: [...dependsOn.filter((other) => other !== task.id), ...ids],
  }));
  return [
    ...created,
    ...(order.length === 0 ? [] : [{type: 'tasks.ordered', order} as const]),
    ...cancelled(state, task.id, `split into ${ids.join(', ')}: ${cutText(why.trim(), 600)}`),
    done(call, `${task.id} is now ${ids.join(', ')}`),
  ];
}

function orderTasks(state: State, {call, order}: Command<'orderTasks'>): Decision {
  if (order.length === 0) return {refused: 'name the tasks, in the order in which they are to be done'};
  const found = order.map(({task, dependsOn}) => ({
    task: namedTask(state, task),
    dependsOn: dependsOn.map((other) => namedTask(state, other)),
  }));
  const wanted: {readonly task: TaskId; readonly dependsOn: readonly TaskId[]}[] = [];
  for (const {task, dependsOn} of found) {
    if ('refused' in task) return task;
    const ids: TaskId[] = [];
    for (const other of dependsOn) {
      if ('refused' in other) return other;
      if (other.stage === 'failed' || other.stage === 'cancelled') {
        return {refused: `${task.id} can't wait for ${other.id}, which is ${other.stage}`};
      }
      ids.push(other.id);
    }
    if (!isUnbegun(task.stage)) return {refused: `${task.id} is ${task.stage}; its place is taken`};
    wanted.push({task: task.id, dependsOn: ids});
  }
  if (new Set(wanted.map(({task}) => task)).size < wanted.length) return {refused: 'a task stands twice in the order'};
  const cycle = cycleIn(state.tasks, wanted);
  if (cycle !== null) return {refused: `${cycle.join(' waits for ')}: that has no beginning`};
  return [
    {type: 'tasks.ordered', order: wanted},
    done(call, `in this order: ${wanted.map(({task}) => task).join(', ')}`),
  ];
}

function cancelTask(state: State, {call, task: name, why}: Command<'cancelTask'>): Decision {
  const task = namedTask(state, name);
  if ('refused' in task) return task;
  const refused = pastRefusal(task);
  if (refused !== null) return {refused};
  if (why.trim() === '') return {refused: 'say why, for the person'};
  const waiting = state.tasks.filter(({dependsOn, stage}) => dependsOn.includes(task.id) && !isEnded(stage));
  if (waiting.length > 0) {
    return {refused: `${waiting.map(({id}) => id).join(', ')} waits for ${task.id}; order or cancel that first`};
  }
  if (!state.tasks.some((other) => other.id !== task.id && acceptsAll(other))) {
    return {refused: `${task.id} is the one that runs the whole of accept.sh; without it the requirement is never met`};
  }
  return [...cancelled(state, task.id, cutText(why.trim(), 600)), done(call, `${task.id} is cancelled`)];
}

function reopenTask(state: State, {call, task: name, at, why}: Command<'reopenTask'>): Decision {
  const task = namedTask(state, name);
  if ('refused' in task) return task;
  if (!isEnded(task.stage)) return {refused: `${task.id} is open: it is ${task.stage}`};
  if (at === 'reviewing' && task.commit === undefined) {
    return {refused: `${task.id} has no committed work to review; reopen it at planning or writing`};
  }
  if (task.reopenings >= openMax.reopenings) {
    return {refused: `${task.id} was reopened ${task.reopenings} times; ask the person how it goes on`};
  }
  const lost = state.tasks.find(
    (other) => task.dependsOn.includes(other.id) && other.stage !== 'done' && isEnded(other.stage),
  );
  if (lost !== undefined)
    return {refused: `${task.id} depends on ${lost.id}, which is ${lost.stage}; reopen that first`};
  const because = cutText(why.trim(), 600) || 'reopened by the Scheduler';
  return [
    {type: 'task.reopened', task: task.id, at, why: because},
    done(call, `${task.id} is taken up again at ${at}`),
  ];
}

function answerConstraint(state: State, command: Command<'answerConstraint'>): Decision {
  const constraint = state.constraints.find(({id}) => id === command.constraint);
  if (constraint === undefined) return {refused: `there is no constraint ${command.constraint}`};
  if (constraint.answer !== undefined) return {refused: `${constraint.id} is answered already`};
  const says = cutText(command.says.trim(), 2000);
  if (says === '') return {refused: 'say what changes because of it, or that nothing does'};
  const touches = idsOf(state, command.touches);
  if ('refused' in touches) return touches;
  const recheck = idsOf(state, command.recheck);
  if ('refused' in recheck) return recheck;
  const unfinished = state.tasks.find(({id, stage}) => recheck.ids.includes(id) && stage !== 'done');
  if (unfinished !== undefined) {
    return {
      refused: `${unfinished.id} is not finished (${unfinished.stage}): it is held against ${constraint.id} anyway`,
    };
  }
  const words = recheck.ids.length === 0 ? 'nothing is checked again' : `checked again: ${recheck.ids.join(', ')}`;
  return [
    {type: 'constraint.answered', constraint: constraint.id, touches: touches.ids, recheck: recheck.ids, says},
    ...recheck.ids.map((task): Event => recheckOf(task, constraint.id)),
    done(command.call, `${constraint.id} is answered; ${words}`),
  ];
}

function recheckOf(task: TaskId, constraint: ConstraintId): Event {
  return {type: 'task.reopened', task, at: 'reviewing', why: `to be checked again: ${constraint} came in since`};
}

function idsOf(state: State, names: readonly string[]): {readonly ids: readonly TaskId[]} | {readonly refused: string} {
  const ids: TaskId[] = [];
  for (const name of new Set(names)) {
    const task = namedTask(state, name);
    if ('refused' in task) return task;
    ids.push(task.id);
  }
  return {ids};
}

function cancelled(state: State, task: TaskId, because: string): readonly Event[] {
  return [...stopWork(state, task, because), {type: 'task.advanced', task, stage: 'cancelled', because}];
}

function pastRefusal({id, stage}: Task): string | null {
  if (stage === 'committing') return `${id} is being committed; it can't be stopped any more`;
  return isEnded(stage) && stage !== 'failed' ? `${id} is ${stage} already` : null;
}
