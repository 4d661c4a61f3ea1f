// How the Scheduler's tasks are taken: named by keys that the Scheduler made up, in an order in which they can be done.
import type {NewTask, ToolCommand} from './commands.ts';
import {type Decision, done, finished} from './decision.ts';
import type {Assignment} from './entities.ts';
import type {Event} from './events.ts';
import {type TaskId, taskId} from './ids.ts';
import {cutText} from './limits.ts';
import type {State} from './state.ts';
import {acceptsAll} from './task-order.ts';

export function decideTasks(
  state: State,
  assignment: Assignment,
  {call, tasks}: Extract<ToolCommand, {do: 'createTasks'}>,
): Decision {
  const refused = newTasksRefusal(state, tasks);
  if (refused !== null) return {refused};
  const created = createdTasks(state, tasks, []);
  const named = created.map(({task, title}) => `${task} ${title}`).join('\n');
  const result = [...created, done(call, `created:\n${named}`)];
  return assignment.purpose === 'breakDown' ? [...result, finished(assignment, `${tasks.length} tasks`)] : result;
}

type Created = Extract<Event, {type: 'task.created'}>;

/** A task that names nothing to wait for waits for `after`. */
export function createdTasks(state: State, tasks: readonly NewTask[], after: readonly TaskId[]): readonly Created[] {
  const known = state.tasks.map(({id}): [string, TaskId] => [id, id]);
  const made = tasks.map(({key}, index): [string, TaskId] => [key, taskId(state.ordinals.tasks + index + 1)]);
  const ids = new Map([...known, ...made]);
  return tasks.map((task) => taskCreated(task, ids, after));
}

function taskCreated(
  {key, title, goal, acceptance, dependsOn}: NewTask,
  ids: ReadonlyMap<string, TaskId>,
  after: readonly TaskId[],
): Created {
  return {
    type: 'task.created',
    task: idOf(ids, key),
    title: cutText(title.trim(), 200),
    goal: cutText(goal.trim(), 4000),
    acceptance,
    dependsOn: dependsOn.length === 0 ? after : dependsOn.map((other) => idOf(ids, other)),
  };
}

function idOf(ids: ReadonlyMap<string, TaskId>, key: string): TaskId {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`task key "${key}" was not checked`);
  return id;
}

export function newTasksRefusal(state: State, tasks: readonly NewTask[]): string | null {
  const keys = tasks.map(({key}) => key);
  if (tasks.length === 0) return 'name at least one task';
  const most = state.limits.tasks - state.tasks.length;
  if (tasks.length > most) return `${tasks.length} tasks are more than the ${most} that are left; make them larger`;
  if (new Set(keys).size !== keys.length) return 'two tasks have the same key';
  if (tasks.some(({title}) => title.trim() === '')) return 'every task needs a title';
  const open = state.tasks.filter(({stage}) => stage !== 'failed' && stage !== 'cancelled').map(({id}): string => id);
  const early = tasks.find(({dependsOn}, index) =>
    dependsOn.some((key) => !open.includes(key) && !keys.slice(0, index).includes(key)),
  );
  if (early) {
    return `"${early.key}" depends on ${early.dependsOn.join(', ')}; a task can depend only on tasks that stand before it in the list, or on open or finished ones by their id`;
  }
  const isAccepted = state.tasks.some(acceptsAll) || tasks.some(({acceptance}) => acceptance === 'accept');
  if (!isAccepted) return 'one task, the last, must have the acceptance "accept": it runs the whole of accept.sh';
  return null;
}
