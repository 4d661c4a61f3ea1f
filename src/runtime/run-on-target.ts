// One run of a built module on the target: its verdict goes into the journal, and as words to the role that tried it.
import {runText} from '../../agents/results.ts';
import type {Effect} from '../core/effects.ts';
import type {Reproduction, Run, RunVerdict} from '../core/entities.ts';
import type {Event} from '../core/events.ts';
import type {CallId, RunId} from '../core/ids.ts';
import {cutText, kept} from '../core/limits.ts';
import {mendedOf} from '../core/mended.ts';
import type {State} from '../core/state.ts';
import type {CrashRecord} from '../core/target-state.ts';
import type {RunOutcome, World} from '../ports.ts';
import {messageOf} from './insist.ts';
import {raise} from './raise.ts';
import type {CoreAccess} from './supervisor.ts';

export async function runOnTarget(
  world: World,
  {run: id, call}: Extract<Effect, {effect: 'run'}>,
  core: CoreAccess,
  signal: AbortSignal,
): Promise<void> {
  const outcome = await ran(world, core.state(), id, signal);
  const verdict = verdictOf(outcome);
  // What the target told of its crash may still wait to be believed; the role is to read all of it.
  await core.tell([]);
  const finished: Event = {
    type: 'run.finished',
    run: id,
    verdict,
    reports: outcome.reports.slice(0, kept.reports),
    ...(outcome.capture ? {capture: outcome.capture} : {}),
    ...(outcome.passes ? {passes: outcome.passes} : {}),
    ...(outcome.reproduction ? {reproduction: bounded(outcome.reproduction)} : {}),
    durationMs: outcome.durationMs,
  };
  void core.tell([
    finished,
    ...(call === undefined ? [] : [returned(core.state(), {run: id, call}, outcome, verdict)]),
  ]);
  if (verdict.kind !== 'fault') return;
  const help = 'see `quarterdeck doctor`; reset the target (R), then continue (P)';
  await raise(core, 'target', `${id} could not be run: ${verdict.why}`, help);
}

function bounded({otherwise, ...known}: Reproduction): Reproduction {
  return {...known, ...(otherwise === undefined ? {} : {otherwise: cutText(otherwise, 600)})};
}

type Ran = Pick<RunOutcome, 'result' | 'durationMs' | 'reports' | 'passes' | 'reproduction'> &
  Partial<Pick<RunOutcome, 'capture'>>;

async function ran(world: World, state: State, id: RunId, signal: AbortSignal): Promise<Ran> {
  const run = runOf(state, id);
  const result = state.builds.find((build) => build.id === run?.build)?.result;
  if (run === undefined || result?.kind !== 'built') return fault('its build is not known any more');
  try {
    const {koPath, elfBuildId} = result;
    const mended = mendedOf(state, run.id);
    const {acceptance, trial} = run;
    const speed = trial ? 'quick' : 'full';
    return await world.run({koPath, elfBuildId, acceptance, speed, ...(mended === null ? {} : {mended})}, signal);
  } catch (error) {
    return fault(messageOf(error));
  }
}

interface Asked {
  readonly run: RunId;
  readonly call: CallId;
}

const runOf = ({runs}: State, id: RunId): Run | undefined => runs.find((run) => run.id === id);

/** A crash that was there before the run is another's, whose console and registers say nothing of this one. */
function crashSince({target}: State, startedAtMs: number | undefined): CrashRecord | undefined {
  return target.crashes.findLast(({atMs}) => startedAtMs !== undefined && atMs >= startedAtMs);
}

function fault(why: string): Ran {
  return {result: {kind: 'fault', why}, durationMs: 0, reports: []};
}

function returned(state: State, {run, call}: Asked, {reports, reproduction}: Ran, verdict: RunVerdict): Event {
  const crash = verdict.kind === 'crashed' ? crashSince(state, runOf(state, run)?.startedAtMs) : undefined;
  const output = cutText(runText(verdict, reports, crash, reproduction));
  return {type: 'tool.returned', call, ok: verdict.kind === 'accepted', output};
}

function verdictOf({result}: Ran): RunVerdict {
  if (result.kind !== 'notAccepted') return result;
  return {...result, output: cutText(result.output, 4000)};
}
