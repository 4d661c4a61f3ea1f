// What came to nothing: each intent without an end gets one, when the core's process has ended under it and when the session
// ends over it. None is run again blindly.
import type {Assignment} from './entities.ts';
import {estimatedAsk} from './estimate.ts';
import type {Event, ModelFailure} from './events.ts';
import type {State} from './state.ts';

/** For a core that comes back to a session: what was under way has ended with the process that did it. */
export function endingsOf(state: State): readonly Event[] {
  const {phase} = state.target.now;
  const died: Event = {type: 'target.died', why: 'the core that ran it ended'};
  return [
    ...powerEndings(state),
    ...(phase === 'off' ? [] : [died]),
    ...machineEndings(state),
    ...turnEndings(state, {
      failure: {failure: 'interrupted', message: 'the core ended while the answer was on its way'},
      output: 'interrupted: the core ended while this ran. Whether it was done is not known; look before you go on.',
      retryInMs: 0,
    }),
  ];
}

/** For a session that ends now: nobody waits for what is under way, and what it still says is not believed any more. */
export function cutShortOf(state: State): readonly Event[] {
  return [
    ...powerEndings(state),
    ...machineEndings(state),
    ...turnEndings(state, {
      failure: {failure: 'cancelled', message: 'the session ended while the answer was on its way'},
      output: 'interrupted: the session ended while this ran',
    }),
  ];
}

function powerEndings({power}: State): readonly Event[] {
  return power === undefined ? [] : [{type: 'power.ended', act: power.act}];
}

function machineEndings({builds, runs}: State): readonly Event[] {
  const building = builds.filter(({result}) => result === undefined);
  const running = runs.filter(({verdict}) => verdict === undefined);
  return [
    ...building.map(
      ({id: build}): Event => ({
        type: 'build.finished',
        build,
        result: {kind: 'interrupted'},
        diagnostics: [],
        durationMs: 0,
      }),
    ),
    ...running.map(
      ({id: run}): Event => ({type: 'run.finished', run, verdict: {kind: 'interrupted'}, reports: [], durationMs: 0}),
    ),
  ];
}

interface Words {
  readonly failure: ModelFailure;
  readonly output: string;
  readonly retryInMs?: number;
}

function turnEndings(state: State, words: Words): readonly Event[] {
  return state.assignments.flatMap((assignment) => turnEnding(state, assignment, words));
}

/** Whether a write was done is not known, so the folder counts as changed. */
function turnEnding(state: State, assignment: Assignment, {failure, output, retryInMs}: Words): readonly Event[] {
  const {turn} = assignment;
  if (turn.at === 'asked') {
    const usage = estimatedAsk(state, assignment);
    return [{type: 'turn.failed', turn: turn.turn, failure, ...(retryInMs === undefined ? {} : {retryInMs}), usage}];
  }
  if (turn.at !== 'calls') return [];
  const running = turn.pending.filter(({state}) => state === 'running');
  return running.map(({id}): Event => ({type: 'tool.returned', call: id, ok: false, output, wrote: true}));
}
