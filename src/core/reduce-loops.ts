// Counts how often a task's builds ended in the same error, and its reviews found the same.
import type {DiagnosticRecord, Finding, Task} from './entities.ts';
import type {Event} from './events.ts';
import type {TaskLoop} from './loops.ts';
import {withTask} from './reduce-work.ts';
import type {State} from './state.ts';

/** `state` is the one that the event has led to. */
export function withLoops(state: State, event: Event): State {
  switch (event.type) {
    case 'build.finished': {
      const task = state.builds.find(({id}) => id === event.build)?.task;
      const {kind} = event.result;
      if (task === undefined || (kind !== 'built' && kind !== 'failed')) return state;
      return withLoop(state, task, 'errors', kind === 'failed' ? errorKeys(event.diagnostics) : []);
    }
    case 'verdict.given': {
      const found = event.verdict === 'change' ? foundIn(state, event) : [];
      return withLoop(state, event.task, 'findings', found.flatMap(findingKeys));
    }
    case 'assignment.nudged':
      return event.loop === undefined ? state : nudged(state, event);
    case 'task.reopened':
      return withTask(state, event.task, ({loops: _over, ...task}) => task);
    case 'artefact.touched':
      return {...state, assignments: state.assignments.map((assignment) => ({...assignment, tries: [], repeats: 0}))};
    default:
      return state;
  }
}

/** The first error is the one that counts: the others often follow from it. A line that moved is still the same one. */
function errorKeys(diagnostics: readonly DiagnosticRecord[]): readonly string[] {
  const first = diagnostics.find(({level}) => level === 'error') ?? diagnostics[0];
  return [first === undefined ? 'a failure without a word of the compiler' : `${first.file ?? ''}: ${first.text}`];
}

/** With what an earlier review found and this one holds to be open still. */
function foundIn({findings}: State, {task}: Extract<Event, {type: 'verdict.given'}>): readonly Finding[] {
  return findings.filter(
    (finding) => finding.task === task && finding.by !== 'target' && finding.blocking && finding.state === 'open',
  );
}

/** The same is found where the claim is the same, or another one of its class is made of the same line. */
function findingKeys({class: kind, file = '', line, claim}: Finding): readonly [string, string] {
  const words = claim
    .toLowerCase()
    .replace(/[^a-z_]+/g, ' ')
    .trim();
  return [`${kind} ${file}:${line ?? ''}`, `${kind} ${file}: ${words}`];
}

function withLoop(state: State, task: Task['id'], what: TaskLoop['what'], keys: readonly string[]): State {
  return withTask(state, task, (old) => {
    const others = (old.loops ?? []).filter((loop) => loop.what !== what);
    if (keys.length === 0) return {...old, loops: others};
    const before = old.loops?.find((loop) => loop.what === what);
    const isSame = before !== undefined && isCovered(keys, before.keys, what === 'findings' ? 2 : 1);
    const loop: TaskLoop = isSame ? {...before, keys, times: before.times + 1} : {what, keys, times: 1, nudged: false};
    return {...old, loops: [...others, loop]};
  });
}

/** `size` keys stand for one thing, and one of them is enough. */
function isCovered(keys: readonly string[], before: readonly string[], size: number): boolean {
  for (let at = 0; at < keys.length; at += size) {
    if (!keys.slice(at, at + size).some((key) => before.includes(key))) return false;
  }
  return true;
}

function nudged(state: State, event: Extract<Event, {type: 'assignment.nudged'}>): State {
  const task = state.assignments.find(({id}) => id === event.assignment)?.task;
  if (task === undefined) return state;
  return withTask(state, task, (old) => ({
    ...old,
    loops: (old.loops ?? []).map((loop) => (loop.what === event.loop ? {...loop, nudged: true} : loop)),
  }));
}
