// What came to nothing: each intent without an end gets one, when the core's process has ended under it and when the session
// ends over it. None is run again blindly.
import {interruptedExaminations} from './decide-examination.ts';
import type {Assignment, PendingCall} from './entities.ts';
import {estimatedAsk} from './estimate.ts';
import type {Event, ModelFailure} from './events.ts';
import type {Found} from './found.ts';
import type {CallId} from './ids.ts';
import type {Role} from './roles.ts';
import type {State} from './state.ts';

/**
 * For a core that comes back to a session: what was under way has ended with the process that did it. `found`: what was seen
 * afterwards of the calls that could have written something.
 */
export function endingsOf(state: State, found: ReadonlyMap<CallId, Found> = new Map()): readonly Event[] {
  const {phase} = state.target.now;
  const died: Event = {type: 'target.died', why: 'the core that ran it ended'};
  return [
    ...powerEndings(state),
    ...(phase === 'off' ? [] : [died]),
    ...machineEndings(state),
    ...interruptedExaminations(state),
    ...checkedAnew(state),
    ...turnEndings(state, {
      failure: {failure: 'interrupted', message: 'the core ended while the answer was on its way'},
      returned: (call, role) => returnedWith(call, role === 'verifier' ? {kind: 'harmless'} : found.get(call.id)),
      retryInMs: 0,
    }),
  ];
}

/** For a session that ends now: nobody waits for what is under way, and what it still says is not believed any more. */
export function cutShortOf(state: State): readonly Event[] {
  return [
    ...powerEndings(state),
    ...machineEndings(state),
    ...interruptedExaminations(state),
    ...turnEndings(state, {
      failure: {failure: 'cancelled', message: 'the session ended while the answer was on its way'},
      returned: () => ({ok: false, output: 'interrupted: the session ended while this ran', wrote: true}),
    }),
  ];
}

/** For one assignment that ends now. */
export function cutShortOfAssignment(state: State, assignment: Assignment, why: string): readonly Event[] {
  return turnEnding(state, assignment, {
    failure: {failure: 'cancelled', message: why},
    returned: () => ({ok: false, output: `interrupted: ${why}`}),
  });
}

/** A check has no effect but its answer, so the person's edit is checked once more. */
function checkedAnew({acceptance, session}: State): readonly Event[] {
  if (session.phase === 'ended' || acceptance.kind !== 'proposed' || acceptance.checking === undefined) return [];
  return [{type: 'acceptance.drafted', draft: acceptance.checking}];
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
  readonly returned: (
    call: PendingCall,
    role: Role,
  ) => Pick<Extract<Event, {type: 'tool.returned'}>, 'ok' | 'output' | 'wrote'>;
  readonly retryInMs?: number;
}

/** Where nothing was found out, the folder counts as changed. */
function returnedWith({name}: PendingCall, found: Found | undefined): ReturnType<Words['returned']> {
  const cut = `interrupted: the core ended while ${name} ran`;
  switch (found?.kind) {
    case 'done':
      return {ok: true, output: `done, though the core ended over it: ${found.what}`, wrote: true};
    case 'notDone':
      return {ok: false, output: `${cut}, and it was not done: ${found.what}. Call it again if you still want it.`};
    case 'harmless':
      return {ok: false, output: `${cut}. Nothing was changed by it; call it again if you still want it.`};
    case 'unknown':
      return {ok: false, output: `${cut}: ${found.what}; read the file before you go on.`, wrote: true};
    case undefined:
      return {ok: false, output: `${cut}. Whether it was done is not known; look before you go on.`, wrote: true};
    default:
      return found satisfies never;
  }
}

function turnEndings(state: State, words: Words): readonly Event[] {
  return state.assignments.flatMap((assignment) => turnEnding(state, assignment, words));
}

function turnEnding(state: State, assignment: Assignment, {failure, returned, retryInMs}: Words): readonly Event[] {
  const {turn} = assignment;
  if (turn.at === 'asked') {
    const usage = estimatedAsk(state, assignment);
    return [{type: 'turn.failed', turn: turn.turn, failure, ...(retryInMs === undefined ? {} : {retryInMs}), usage}];
  }
  if (turn.at !== 'calls') return [];
  const running = turn.pending.filter(({state}) => state === 'running');
  return running.map((call): Event => ({type: 'tool.returned', call: call.id, ...returned(call, assignment.role)}));
}
