// What can be said of tasks by their stages and of what waits for what.
import type {Refusal} from './commands.ts';
import type {Task, TaskStage} from './entities.ts';
import type {TaskId} from './ids.ts';
import type {State} from './state.ts';

export function namedTask({tasks}: State, name: string): Task | Refusal {
  const found = tasks.find(({id}) => id === name);
  if (found !== undefined) return found;
  return {refused: `there is no task ${name.slice(0, 40)}; the tasks are ${tasks.map(({id}) => id).join(', ')}`};
}

export function isEnded(stage: TaskStage): boolean {
  return stage === 'done' || stage === 'failed' || stage === 'cancelled';
}

/** The task, where it has ended. */
export function endedTask({tasks}: State, task: TaskId | undefined): Task | undefined {
  return tasks.find(({id, stage}) => id === task && isEnded(stage));
}

/** Nothing of it was written yet. */
export function isUnbegun(stage: TaskStage): boolean {
  return stage === 'waiting' || stage === 'planning' || stage === 'planned';
}

/** Where it passes, the whole of the acceptance has. */
export function acceptsAll({acceptance, stage}: Pick<Task, 'acceptance' | 'stage'>): boolean {
  return acceptance === 'accept' && stage !== 'failed' && stage !== 'cancelled';
}

const stagesInTheFolder: readonly TaskStage[] = ['writing', 'reviewing', 'running', 'committing'];

/** There is one working folder. What is planned anew still has its work in it. */
export function holdsFolder({stage, replanned}: Task): boolean {
  return stagesInTheFolder.includes(stage) || (isUnbegun(stage) && replanned === true);
}

/** The first way from a task back to itself, or null. */
export function cycleIn(
  tasks: readonly Task[],
  changed: readonly {readonly task: TaskId; readonly dependsOn: readonly TaskId[]}[],
): readonly TaskId[] | null {
  const edges = new Map(tasks.map(({id, dependsOn}) => [id, dependsOn]));
  for (const {task, dependsOn} of changed) edges.set(task, dependsOn);
  for (const start of edges.keys()) {
    const way = wayBack(edges, start, [start]);
    if (way !== null) return way;
  }
  return null;
}

function wayBack(
  edges: ReadonlyMap<TaskId, readonly TaskId[]>,
  start: TaskId,
  way: readonly TaskId[],
): readonly TaskId[] | null {
  for (const next of edges.get(way.at(-1) ?? start) ?? []) {
    if (next === start) return [...way, start];
    if (way.includes(next)) continue;
    const further = wayBack(edges, start, [...way, next]);
    if (further !== null) return further;
  }
  return null;
}
