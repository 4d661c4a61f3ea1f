// Which events are intents: what the supervisor has a driver do once they are in the journal. A replay runs none of them.
import type {Event, PowerAct, WorldTool} from './events.ts';
import type {AssignmentId, BuildId, CallId, RunId, TaskId, TreeHash, TurnId} from './ids.ts';
import type {State} from './state.ts';

export type Effect =
  | {readonly effect: 'askModel'; readonly assignment: AssignmentId; readonly turn: TurnId}
  | {readonly effect: 'useTool'; readonly call: CallId; readonly tool: WorldTool}
  | {readonly effect: 'build'; readonly build: BuildId; readonly call: CallId}
  | {readonly effect: 'run'; readonly run: RunId; readonly call?: CallId}
  | {readonly effect: 'commit'; readonly task: TaskId; readonly tree: TreeHash; readonly message: string}
  | {readonly effect: 'power'; readonly act: PowerAct}
  | {readonly effect: 'shutDown'};

export function effectsOf(event: Event): readonly Effect[] {
  switch (event.type) {
    case 'turn.asked':
      return [{effect: 'askModel', assignment: event.assignment, turn: event.turn}];
    case 'tool.started':
      return event.tool === undefined ? [] : [{effect: 'useTool', call: event.call, tool: event.tool}];
    case 'build.started':
      return [{effect: 'build', build: event.build, call: event.call}];
    case 'run.started':
      return [{effect: 'run', run: event.run, ...(event.call === undefined ? {} : {call: event.call})}];
    case 'commit.started':
      return [{effect: 'commit', task: event.task, tree: event.tree, message: event.message}];
    case 'power.requested':
      return [{effect: 'power', act: event.act}];
    case 'session.ended':
      return [{effect: 'shutDown'}];
    default:
      return [];
  }
}

/** What came to nothing when the core's process ended: each intent without an end gets one, and none is run again blindly. */
export function endingsOf(state: State): readonly Event[] {
  return [
    ...targetEndings(state),
    ...workEndings(state),
    ...state.assignments.flatMap((assignment) => turnEndings(assignment)),
  ];
}

/** Effects that may be run again after a resume because they look first whether they were already done. */
export function repeatableOf(state: State): readonly Effect[] {
  return state.commit === undefined ? [] : [{effect: 'commit', ...state.commit}];
}

function targetEndings(state: State): readonly Event[] {
  const power: readonly Event[] = state.power === undefined ? [] : [{type: 'power.ended', act: state.power.act}];
  const isOff = state.target.now.phase === 'off';
  return isOff ? power : [...power, {type: 'target.died', why: 'the core that ran it ended'}];
}

function workEndings(state: State): readonly Event[] {
  const builds = state.builds.filter(({result}) => result === undefined);
  const runs = state.runs.filter(({verdict}) => verdict === undefined);
  return [
    ...builds.map(
      ({id}): Event => ({
        type: 'build.finished',
        build: id,
        result: {kind: 'interrupted'},
        diagnostics: [],
        durationMs: 0,
      }),
    ),
    ...runs.map(
      ({id}): Event => ({type: 'run.finished', run: id, verdict: {kind: 'interrupted'}, reports: [], durationMs: 0}),
    ),
  ];
}

function turnEndings({turn}: State['assignments'][number]): readonly Event[] {
  if (turn.at === 'asked') {
    const failure = {failure: 'interrupted', message: 'the core ended while the answer was on its way'} as const;
    return [{type: 'turn.failed', turn: turn.turn, failure, retryInMs: 0}];
  }
  if (turn.at !== 'calls') return [];
  const running = turn.pending.filter(({state}) => state === 'running');
  const output = 'interrupted: the core ended while this ran. Whether it was done is not known; look before you go on.';
  return running.map(({id}): Event => ({type: 'tool.returned', call: id, ok: false, output, wrote: true}));
}
