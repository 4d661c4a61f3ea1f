// When a task goes round and round: its Executor is told once, and then the person is asked, with what was tried.
import type {Assignment, Build, Run, Task} from './entities.ts';
import {cutText} from './limits.ts';
import type {TaskLoop} from './loops.ts';
import type {NextStep} from './next-step.ts';
import type {State} from './state.ts';

/** Null where nothing goes round, or the Executor may still try by itself. */
export function loopStep(state: State, {role, task: id}: Assignment): Extract<NextStep, {do: 'nudge' | 'stop'}> | null {
  const task = role === 'executor' ? state.tasks.find((candidate) => candidate.id === id) : undefined;
  for (const loop of task?.loops ?? []) {
    const most = loop.what === 'errors' ? state.limits.sameErrors : state.limits.sameFindings;
    if (loop.times < most) continue;
    if (!loop.nudged) return {do: 'nudge', text: nudgeText(loop), loop: loop.what};
    if (loop.times > most) return {do: 'stop', because: `${timesText(loop)}, after a nudge too`};
  }
  return null;
}

function nudgeText(loop: TaskLoop): string {
  return loop.what === 'errors'
    ? `${timesText(loop)}: ${loop.keys[0] ?? ''}. What you change does not reach its cause. Look up what it is about, or go another way.`
    : `${timesText(loop)}. Read each of them again, and say for each what you change and why it is mended by that.`;
}

function timesText({what, times}: TaskLoop): string {
  return what === 'errors'
    ? `The same compile error has ended ${times} builds in a row`
    : `The Reviewer has found the same ${times} times in a row`;
}

const triedShown = 8;
const triedCharacters = 200;

/** What was tried, for the person: the newest last. */
export function triedOf(state: State, assignment: Assignment): readonly string[] {
  const task = state.tasks.find(({id}) => id === assignment.task);
  const again = (assignment.tries ?? [])
    .filter(({times}) => times > 1)
    .map(({what, times}) => `${times} times: ${what}`);
  const made = task === undefined ? [] : madeFor(state, task);
  return [...made.slice(-(triedShown - Math.min(again.length, 3))), ...again.slice(-3)].map((line) =>
    cutText(line.replace(/\s+/g, ' '), triedCharacters),
  );
}

function madeFor({builds, runs, verdicts}: State, task: Task): readonly string[] {
  const sentBack = verdicts.filter((verdict) => verdict.task === task.id && verdict.verdict === 'change');
  return [
    ...builds.filter((build) => build.task === task.id).map(buildLine),
    ...runs.filter((run) => run.task === task.id).map(runLine),
    ...sentBack.map(({summary}) => `sent back by the Reviewer: ${summary}`),
  ];
}

function buildLine({id, result, diagnostics}: Build): string {
  const first = diagnostics.find(({level}) => level === 'error') ?? diagnostics[0];
  const words = first === undefined ? '' : `: ${first.file ?? ''} ${first.text}`;
  return `build ${id} ${result?.kind ?? 'is under way'}${words}`;
}

function runLine({id, verdict}: Run): string {
  const words = verdict !== undefined && 'why' in verdict ? `: ${verdict.why}` : '';
  return `run ${id} ${verdict?.kind ?? 'is under way'}${words}`;
}
