// A session played by chance, but by the rules: what is due is done, models answer something or fail, machines end what was
// asked of them, a person interferes. Every choice is a number of the given list, so that a failure can be played again.
import assert from 'node:assert/strict';
import type {Command, HouseCommand, PersonCommand} from '../../src/core/commands.ts';
import {deadlinesOf} from '../../src/core/deadlines.ts';
import {decide} from '../../src/core/decide.ts';
import {isRefusal} from '../../src/core/decision.ts';
import {dueOf} from '../../src/core/due.ts';
import type {PendingCall} from '../../src/core/entities.ts';
import type {Entry, Event} from '../../src/core/events.ts';

import {treeHash} from '../../src/core/ids.ts';
import {reduce} from '../../src/core/reduce.ts';
import {type Role, roles} from '../../src/core/roles.ts';
import {initialState, noUsage, type State} from '../../src/core/state.ts';
import type {TargetEvent} from '../../src/core/target-events.ts';
import {readsSource} from './examined-states.ts';
import {type Draw, toolCommand} from './random-calls.ts';
import {dismissalCommands, examinationMoves} from './random-examination.ts';
import {opinionCommands, opinionMoves} from './random-opinion.ts';
import {report, started, startMs} from './states.ts';

export interface Played {
  readonly entries: readonly Entry[];
  readonly states: readonly State[];
}

/** `attended`, `live`: what kind of session it is. */
export function playSession(
  choices: readonly number[],
  {attended, live}: {readonly attended: boolean; readonly live: boolean},
): Played {
  const entries: Entry[] = [];
  const states: State[] = [];
  let state = initialState;
  const believe = (events: readonly Event[]): void => {
    for (const [index, event] of events.entries()) {
      const more = index < events.length - 1 ? ({more: true} as const) : {};
      const entry: Entry = {seq: state.seq + 1, atMs: startMs + entries.length * 700, ...more, event};
      state = reduce(state, entry);
      entries.push(entry);
      states.push(state);
    }
  };
  const obey = (command: Command): void => {
    const decision = decide(state, command);
    if (!isRefusal(decision)) believe(decision);
  };
  const label = live ? {} : {label: {kind: 'tape', name: 't', about: 'a'} as const};
  believe([started({attended, ...label, constraints: ['keep it small'], examine: readsSource})]);
  for (const choice of choices) {
    if (state.session.phase === 'ended') break;
    const draw = drawFrom(choice);
    const due = dueOf(state);
    if (due !== null && draw(10) > 0) takeDue(state, due, draw, believe);
    else if (draw(5) === 0) obey(person(state, draw));
    else world(state, draw, believe, obey);
  }
  return {entries, states};
}

/** Digits of one number, each used once. */
function drawFrom(choice: number): Draw {
  let rest = choice;
  return (below) => {
    const drawn = rest % below;
    rest = Math.floor(rest / below);
    return drawn;
  };
}

/** What the house finds due it must also allow, else the core would stand still. */
function takeDue(state: State, due: HouseCommand, draw: Draw, believe: (events: readonly Event[]) => void): void {
  if (due.do !== 'carryOutCall') {
    const decision = decide(state, due);
    assert.ok(!isRefusal(decision), `${JSON.stringify(due)} was due and refused: ${JSON.stringify(decision)}`);
    believe(decision);
    return;
  }
  const owner = state.assignments.find(({turn}) => turn.at === 'calls' && turn.pending.some(({id}) => id === due.call));
  assert.ok(owner, 'the call that is due is open');
  const decision = decide(state, toolCommand(state, owner, due.call, draw));
  believe(
    isRefusal(decision) ? [{type: 'tool.returned', call: due.call, ok: false, output: decision.refused}] : decision,
  );
}

function person(state: State, draw: Draw): PersonCommand {
  const role = roles[draw(roles.length)] ?? 'planner';
  const open = state.questions.find(({answer}) => answer === undefined);
  const commands: readonly PersonCommand[] = [
    {do: 'pause', role},
    {do: 'pause', role: 'all'},
    {do: 'continue', role: 'all'},
    {do: 'continue', role},
    {do: 'continue', role: 'all'},
    ...roles.map((other): PersonCommand => ({do: 'continue', role: other})),
    {do: 'redirect', role, text: 'do it otherwise'},
    {do: 'redirect', role, text: 'do it otherwise'},
    {do: 'addConstraint', text: 'no globals', strength: 'must', scope: {kind: 'all'}},
    {do: 'liftConstraint', constraint: state.constraints.at(-1)?.id ?? ('C1' as never)},
    {do: 'resetTarget'},
    {do: 'skipChecks', task: state.tasks.at(-1)?.id ?? ('T1' as never)},
    ...dismissalCommands(state, draw),
    ...opinionCommands(state),
    {do: 'choosePlan', plan: state.plans.at(-1)?.id ?? ('P1' as never), choice: 'b'},
    ...(open ? [{do: 'answer', question: open.id, answer: 'try again'} as const] : []),
    ...(open ? [{do: 'answer', question: open.id, answer: 'take a mutex'} as const] : []),
    ...(open && draw(4) === 0 ? [{do: 'answer', question: open.id, answer: 'give it up'} as const] : []),
    ...(draw(40) === 0 ? [{do: 'stop', cause: 'person', why: 'enough'} as const] : []),
  ];
  return commands[draw(commands.length)] ?? {do: 'resetTarget'};
}

/** One of the things that are under way ends, or the target does something. */
function world(
  state: State,
  draw: Draw,
  believe: (events: readonly Event[]) => void,
  obey: (command: Command) => void,
): void {
  const moves = [
    ...modelMoves(state, draw),
    ...machineMoves(state, draw),
    ...changeMoves(state),
    ...toolMoves(state),
    ...opinionMoves(state),
    ...examinationMoves(state, draw),
  ];
  const move = moves[draw(moves.length + 1)];
  if (move !== undefined) believe(move);
  else if (draw(60) === 0) obey({do: 'raiseFault', source: 'model', what: `no answer ${state.seq}`, help: 'P'});
  else if (draw(3) === 0) believe([targetEvent(state, draw)]);
  else for (const {command} of deadlinesOf(state)) if (command.do !== 'expire') obey(command);
}

function modelMoves(state: State, draw: Draw): readonly (readonly Event[])[] {
  return state.assignments.flatMap(({turn}): readonly (readonly Event[])[] => {
    if (turn.at !== 'asked') return [];
    const count = draw(4);
    const calls = Array.from({length: count}, (_, index) => ({providerId: `${index}`, name: 'n', argumentsJson: '{}'}));
    if (draw(8) > 0) return [[{type: 'turn.answered', turn: turn.turn, text: 'so', calls, usage: noUsage}]];
    const failure = {failure: 'stalled', message: 'stalled'} as const;
    return [[{type: 'turn.failed', turn: turn.turn, failure, ...(draw(3) === 0 ? {} : {retryInMs: 0})}]];
  });
}

function machineMoves(state: State, draw: Draw): readonly (readonly Event[])[] {
  const tree = treeHash(`${draw(30)}`.padStart(16, '0'));
  const builds = state.builds
    .filter(({result}) => result === undefined)
    .map(({id}): readonly Event[] => [
      {type: 'artefact.recorded', tree, files: [{path: 'a.c', bytes: 1}]},
      {
        type: 'build.finished',
        build: id,
        tree,
        result: draw(4) === 0 ? {kind: 'failed'} : {kind: 'built', koPath: '/k', elfBuildId: 'ab'},
        diagnostics: draw(5) === 0 ? [{level: 'warning', text: 'w'}] : [],
        durationMs: 1,
      },
      ...returnOf(state, 'build'),
    ]);
  const crash = {kind: 'crashed', how: 'oopsed', stage: 'load', why: 'oops'} as const;
  const no = {kind: 'notAccepted', stage: 'accept', why: 'no', output: ''} as const;
  const runs = state.runs
    .filter(({verdict}) => verdict === undefined)
    .map(({id, trial}): readonly Event[] => {
      const verdict = ([{kind: 'accepted'}, {kind: 'accepted'}, crash, no] as const)[draw(4)] ?? no;
      const reports = verdict.kind === 'crashed' ? [report] : [];
      return [
        {type: 'run.finished', run: id, verdict, reports, durationMs: 1},
        ...(trial ? returnOf(state, 'run') : []),
      ];
    });
  const commits: readonly (readonly Event[])[] = state.commit
    ? [[{type: 'commit.ended', task: state.commit.task, commit: 'c0ffee'}]]
    : [];
  const power: readonly (readonly Event[])[] = state.power
    ? [
        [
          {type: 'target.poweredOn', boot: state.target.boot + 1, accelerator: 'tcg'},
          {type: 'power.ended', act: state.power.act},
        ],
      ]
    : [];
  return [...builds, ...runs, ...commits, ...power];
}

function changeMoves({changes}: State): readonly (readonly Event[])[] {
  return changes
    .filter(({files}) => files === undefined)
    .map(({task, tree}): readonly Event[] => [
      {type: 'change.described', task, tree, files: [{path: 'a.c', lines: 20, touched: [{from: 1, to: 20}]}]},
    ]);
}

function returnOf(state: State, what: 'build' | 'run'): readonly Event[] {
  const running = runningCalls(state, 'executor');
  return running.map(({id}): Event => ({type: 'tool.returned', call: id, ok: true, output: what}));
}

function toolMoves(state: State): readonly (readonly Event[])[] {
  const isOnMachine =
    state.builds.some(({result}) => result === undefined) || state.runs.some(({verdict}) => verdict === undefined);
  return roles
    .filter((role) => role !== 'executor' || !isOnMachine)
    .flatMap((role) => runningCalls(state, role))
    .map(({id}): readonly Event[] => [{type: 'tool.returned', call: id, ok: true, output: 'done', wrote: true}]);
}

function runningCalls(state: State, role: Role): readonly PendingCall[] {
  return state.assignments.flatMap((assignment) =>
    assignment.role === role && assignment.turn.at === 'calls'
      ? assignment.turn.pending.filter((call) => call.state === 'running')
      : [],
  );
}

function targetEvent({target}: State, draw: Draw): TargetEvent {
  const {boot} = target;
  const events: readonly TargetEvent[] = [
    {type: 'target.bootStarted', boot: boot + 1, release: 'r'},
    {type: 'target.cameUp', boot, release: 'r', bootId: 'b', heartbeatSeconds: 30},
    {type: 'target.oopsed', report},
    {type: 'target.panicked', report},
    {type: 'target.hung', silentSeconds: 20, lastLines: []},
    {type: 'target.watchdogFired', registers: 'RIP'},
    {type: 'target.wasReset', cause: 'watchdog'},
    {type: 'target.harvestStarted', boot, bootStatus: 32},
    {type: 'target.harvested', boot, records: [], unreadable: []},
    {type: 'target.rungTaken', rung: 'watchdog', why: 'silent', withinSeconds: 8},
    {type: 'target.evidenceTaken', boot, rung: 'nmi', what: 'registers', text: 'RIP'},
    {type: 'target.evidenceTaken', boot, rung: 'restart', what: 'ram', records: [], unreadable: []},
    {type: 'target.resetExplained', boot, cause: 'watchdog'},
    {type: 'target.restored', boot: boot + 1, accelerator: 'tcg'},
    {type: 'target.stateSaved', boot, key: 'k', bytes: 1, tookMs: 1},
    {type: 'target.saveFailed', what: 'save', why: 'full'},
    {type: 'target.lineLost', why: 'pulled'},
    {type: 'target.lineBack'},
    {type: 'target.died', why: 'killed'},
    {type: 'target.lost', why: 'silent'},
  ];
  return events[draw(events.length)] ?? {type: 'target.poweredOff'};
}
