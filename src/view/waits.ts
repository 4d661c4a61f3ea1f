// What an agent, or all of them, still waits for: a pause takes hold when that has come to its end.
import type {Assignment, PendingCall} from '../core/entities.ts';
import type {State} from '../core/state.ts';

/** Null where nothing is under way. */
export function waitOf(state: State, {turn}: Assignment): string | null {
  if (turn.at === 'asked') return 'its answer';
  if (turn.at !== 'calls') return null;
  const running = turn.pending.find((call) => call.state === 'running');
  return running === undefined ? null : workOf(state, running);
}

/** What keeps a call from beginning: there is one machine, and it is built or run on once at a time. */
export function waitOfCall(state: State, {name}: PendingCall): string | null {
  if (name !== 'build' && name !== 'try_on_target') return null;
  const {phase} = state.target.now;
  return onTheMachine(state) ?? (name === 'build' || phase === 'up' ? null : `the target, which is ${phase}`);
}

/** What the house has under way by itself counts as well. */
export function waitOfAll(state: State): string | null {
  const machine = onTheMachine(state);
  if (machine !== null) return machine;
  const examined = state.examinations.find(({end}) => end === undefined);
  if (examined !== undefined) return `the checks of ${examined.task}`;
  if (state.commit !== undefined) return `the commit of ${state.commit.task}`;
  const answers = state.assignments.filter(({turn}) => turn.at === 'asked').length;
  if (answers > 0) return answers === 1 ? 'an answer' : `${answers} answers`;
  return state.assignments.map((assignment) => waitOf(state, assignment)).find((wait) => wait !== null) ?? null;
}

/** A call that a build or a run was started for is known by its name: they are made one at a time. */
function workOf(state: State, {name}: PendingCall): string {
  return (name === 'build' || name === 'try_on_target' ? onTheMachine(state) : null) ?? name;
}

function onTheMachine({builds, runs}: State): string | null {
  const run = runs.find(({verdict}) => verdict === undefined);
  if (run !== undefined) return `run ${run.id} on the target`;
  const build = builds.find(({result}) => result === undefined);
  return build === undefined ? null : `build ${build.id}`;
}
