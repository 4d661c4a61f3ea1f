// One build: the folder is taken as a tree, the tree is built, and the role that asked reads what the compiler said.
import {buildText} from '../../agents/results.ts';
import type {Effect} from '../core/effects.ts';
import type {BuildResult, DiagnosticRecord} from '../core/entities.ts';
import type {Event} from '../core/events.ts';
import type {TreeHash} from '../core/ids.ts';
import {cutText} from '../core/limits.ts';
import type {BuildOutcome, World} from '../ports.ts';
import {messageOf, raise} from './effects.ts';
import type {CoreAccess} from './supervisor.ts';

export async function runBuild(
  world: World,
  {build, call}: Extract<Effect, {effect: 'build'}>,
  core: CoreAccess,
): Promise<void> {
  const {tree, outcome} = await built(world, core);
  const durationMs = 'durationMs' in outcome ? outcome.durationMs : 0;
  const diagnostics: readonly DiagnosticRecord[] = 'diagnostics' in outcome ? outcome.diagnostics : [];
  const result = resultOf(outcome);
  const finished: Event = {
    type: 'build.finished',
    build,
    ...(tree === undefined ? {} : {tree}),
    result,
    diagnostics: diagnostics.map((diagnostic) => ({...diagnostic, text: cutText(diagnostic.text, 1000)})),
    durationMs,
  };
  const output = cutText(buildText(outcome));
  if (outcome.kind === 'fault') {
    await raise(
      core,
      'build',
      `${build} could not be run: ${outcome.why}`,
      'see `quarterdeck doctor`; then continue (P)',
    );
  }
  core.tell([finished, {type: 'tool.returned', call, ok: outcome.kind === 'built', output}]);
}

async function built(
  world: World,
  core: CoreAccess,
): Promise<{readonly tree?: TreeHash; readonly outcome: BuildOutcome}> {
  try {
    const {tree, files} = await world.workspace.snapshot();
    core.tell([{type: 'artefact.recorded', tree, files}]);
    return {tree, outcome: await world.build(tree)};
  } catch (error) {
    return {outcome: {kind: 'fault', why: messageOf(error)}};
  }
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
