// One build: the folder is taken as a tree, the tree is built, and the role that asked reads what the compiler said.
import {buildText} from '../../agents/results.ts';
import {keptDiagnostics} from '../core/diagnostics.ts';
import type {Effect} from '../core/effects.ts';
import type {BuildResult, DiagnosticRecord} from '../core/entities.ts';
import type {TreeHash} from '../core/ids.ts';
import {cutText} from '../core/limits.ts';
import type {BuildOutcome, World} from '../ports.ts';
import {messageOf} from './insist.ts';
import {raise} from './raise.ts';
import type {CoreAccess} from './supervisor.ts';

export async function runBuild(
  world: World,
  {build, call}: Extract<Effect, {effect: 'build'}>,
  core: CoreAccess,
  signal: AbortSignal,
): Promise<void> {
  const {tree, outcome} = await built(world, core, signal);
  const durationMs = 'durationMs' in outcome ? outcome.durationMs : 0;
  const diagnostics: readonly DiagnosticRecord[] = 'diagnostics' in outcome ? outcome.diagnostics : [];
  void core.tell([
    {
      type: 'build.finished',
      build,
      ...(tree === undefined ? {} : {tree}),
      result: resultOf(outcome),
      diagnostics: keptDiagnostics(diagnostics),
      durationMs,
    },
    {type: 'tool.returned', call, ok: outcome.kind === 'built', output: cutText(buildText(outcome))},
  ]);
  if (outcome.kind !== 'fault') return;
  const help = 'see `quarterdeck doctor`; then continue (P)';
  await raise(core, 'build', `${build} could not be run: ${outcome.why}`, help);
}

async function built(
  world: World,
  core: CoreAccess,
  signal: AbortSignal,
): Promise<{readonly tree?: TreeHash; readonly outcome: BuildOutcome}> {
  try {
    const {tree, files} = await world.workspace.snapshot();
    void core.tell([{type: 'artefact.recorded', tree, files}]);
    const outcome = await world.build(tree, signal).catch(fault);
    return {tree, outcome};
  } catch (error) {
    return {outcome: fault(error)};
  }
}

function fault(error: unknown): BuildOutcome {
  return {kind: 'fault', why: messageOf(error)};
}

function resultOf(outcome: BuildOutcome): BuildResult {
  switch (outcome.kind) {
    case 'built':
      return {kind: 'built', koPath: outcome.koPath, elfBuildId: outcome.buildId};
    case 'failed':
      return {kind: 'failed'};
    case 'refused':
      return {kind: 'refused', why: outcome.why};
    case 'fault':
      return {kind: 'fault', why: outcome.why};
    default:
      return outcome satisfies never;
  }
}
