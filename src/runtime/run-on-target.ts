// One run of a built module on the target: its verdict goes into the journal, and as words to the role that tried it.
import {runText} from '../../agents/results.ts';
import type {Effect} from '../core/effects.ts';
import type {RunVerdict} from '../core/entities.ts';
import type {Event} from '../core/events.ts';
import {cutText, kept} from '../core/limits.ts';
import type {State} from '../core/state.ts';
import type {RunOutcome, World} from '../ports.ts';
import {messageOf, raise} from './effects.ts';
import type {CoreAccess} from './supervisor.ts';

export async function runOnTarget(
  world: World,
  {run: id, call}: Extract<Effect, {effect: 'run'}>,
  core: CoreAccess,
): Promise<void> {
  const outcome = await ran(world, core.state(), id);
  const verdict = verdictOf(outcome);
  const finished: Event = {
    type: 'run.finished',
    run: id,
    verdict,
    reports: outcome.reports.slice(0, kept.reports),
    ...(outcome.capture ? {capture: outcome.capture} : {}),
    durationMs: outcome.durationMs,
  };
  if (verdict.kind === 'fault') {
    await raise(
      core,
      'target',
      `${id} could not be run: ${verdict.why}`,
      'see `quarterdeck doctor`; R resets the target',
    );
  }
  core.tell([finished]);
  if (call === undefined) return;
  const crash = verdict.kind === 'crashed' ? core.state().target.crashes.at(-1) : undefined;
  const output = cutText(runText(verdict, outcome.reports, crash));
  core.tell([{type: 'tool.returned', call, ok: verdict.kind === 'accepted', output}]);
}

type Ran = Pick<RunOutcome, 'result' | 'durationMs' | 'reports'> & Partial<Pick<RunOutcome, 'capture'>>;

async function ran(world: World, state: State, id: string): Promise<Ran> {
  const run = state.runs.find((candidate) => candidate.id === id);
  const result = state.builds.find((build) => build.id === run?.build)?.result;
  if (run === undefined || result?.kind !== 'built') return fault('its build is not known any more');
  try {
    const readiness = await world.target.settled();
    const ready = readiness.kind === 'up' ? readiness : await world.target.powerOn();
    if (ready.kind !== 'up') return fault(`the target is ${ready.kind}: ${ready.why}`);
    const {acceptance} = run;
    return await world.run({koPath: result.koPath, elfBuildId: result.elfBuildId, acceptance});
  } catch (error) {
    return fault(messageOf(error));
  }
}

function fault(why: string): Ran {
  return {result: {kind: 'fault', why}, durationMs: 0, reports: []};
}

function verdictOf({result}: Ran): RunVerdict {
  if (result.kind !== 'notAccepted') return result;
  return {...result, output: cutText(result.output, 4000)};
}
