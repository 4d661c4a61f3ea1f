// Tasks as a tree of what waits for what: each hangs below the one that it has to wait for longest, and names the others.
import type {Task} from '../core/entities.ts';
import {oneLine} from './formats.ts';
import type {Pen} from './pen.ts';
import {stageSpan} from './scheduler-rows.ts';
import {type Row, span, spread} from './spans.ts';

/** Nothing where no task waits for another. */
export function taskTreeRows(tasks: readonly Task[], cells: number, pen: Pen): readonly Row[] {
  if (tasks.every(({dependsOn}) => dependsOn.length === 0)) return [];
  return below(undefined, tasks, '').map(({task, guide, also}) => {
    const head = [span(guide, 'dim'), span(`${task.id}  `, 'dim'), span(oneLine(task.title))];
    const others = also.length === 0 ? [] : [span(`  also after ${also.join(', ')}`, 'dim')];
    return spread([...head, ...others], [stageSpan(task, pen)], cells, pen.width, pen.glyphs.ellipsis);
  });

  function below(parent: Task | undefined, all: readonly Task[], indent: string): readonly Placed[] {
    const children = all.filter((task) => parentOf(task, all) === parent);
    return children.flatMap((task, index) => {
      const isLast = index === children.length - 1;
      const {fork, lastFork, trunk} = pen.glyphs;
      const guide = parent === undefined ? '' : `${indent}${isLast ? lastFork : fork}`;
      const further = parent === undefined ? '' : `${indent}${isLast ? ' '.repeat(trunk.length) : trunk}`;
      const also = task.dependsOn.filter((id) => id !== parent?.id);
      return [{task, guide, also}, ...below(task, all, further)];
    });
  }
}

interface Placed {
  readonly task: Task;
  readonly guide: string;
  readonly also: Task['dependsOn'];
}

/** Of those that it depends on the one that comes last; only what comes before a task can be above it. */
function parentOf({id, dependsOn}: Task, tasks: readonly Task[]): Task | undefined {
  const at = tasks.findIndex((task) => task.id === id);
  return tasks.slice(0, at).findLast((task) => dependsOn.includes(task.id));
}
