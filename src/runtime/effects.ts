// Runs what was journaled as intended, and tells how it ended. Each effect ends in at least one event, whatever happens.
import type {Effect} from '../core/effects.ts';
import type {FaultSource} from '../core/entities.ts';
import type {ToolAnswer, World} from '../ports.ts';
import {askModel} from './ask-model.ts';
import {runBuild} from './run-build.ts';
import {runOnTarget} from './run-on-target.ts';
import type {CoreAccess, EffectRunner} from './supervisor.ts';

export interface Effects {
  readonly run: EffectRunner;
}

export function createEffects(world: World): Effects {
  const asking = new Set<AbortController>();

  async function run(effect: Effect, core: CoreAccess): Promise<void> {
    switch (effect.effect) {
      case 'askModel': {
        const controller = new AbortController();
        asking.add(controller);
        await askModel(world, effect, core, controller.signal);
        asking.delete(controller);
        return;
      }
      case 'useTool':
        return runTool(world, effect, core);
      case 'build':
        return runBuild(world, effect, core);
      case 'run':
        return runOnTarget(world, effect, core);
      case 'commit':
        return commit(world, effect, core);
      case 'power':
        return switchPower(world, effect, core);
      case 'shutDown':
        for (const controller of asking) controller.abort();
        return world.target.close();
      default:
        return effect satisfies never;
    }
  }

  return {run};
}

/** A fault goes to the person; the role that waits for the tool is told only that it could not be run. */
export async function raise(core: CoreAccess, source: FaultSource, what: string, help: string): Promise<void> {
  await core.ask({do: 'raiseFault', source, what, help});
}

async function runTool(
  world: World,
  {call, tool}: Extract<Effect, {effect: 'useTool'}>,
  core: CoreAccess,
): Promise<void> {
  const wrote = tool.tool === 'writeFile' || tool.tool === 'replaceInFile';
  try {
    const {ok, output} = await answerOf(world, tool);
    core.tell([{type: 'tool.returned', call, ok, output, ...(wrote && ok ? {wrote} : {})}]);
  } catch (error) {
    const what = `${tool.tool} failed: ${messageOf(error)}`;
    await raise(core, 'workspace', what, 'look at the workspace folder and its disk; then continue (P)');
    core.tell([{type: 'tool.returned', call, ok: false, output: 'not run: the machinery failed; try again', wrote}]);
  }
}

function answerOf(world: World, tool: Extract<Effect, {effect: 'useTool'}>['tool']): Promise<ToolAnswer> {
  switch (tool.tool) {
    case 'listFiles':
      return world.workspace.list(tool.tree);
    case 'readFile':
      return world.workspace.read(tool.path, tool.tree);
    case 'searchKernel':
      return world.searchKernel(tool.query);
    case 'writeFile':
      return world.workspace.write(tool.path, tool.content);
    case 'replaceInFile':
      return world.workspace.replace(tool.path, tool.old, tool.new);
    default:
      return tool satisfies never;
  }
}

async function commit(world: World, effect: Extract<Effect, {effect: 'commit'}>, core: CoreAccess): Promise<void> {
  for (;;) {
    try {
      const hash = await world.workspace.commit(effect.tree, effect.message);
      return core.tell([{type: 'commit.ended', task: effect.task, commit: hash}]);
    } catch (error) {
      await raise(
        core,
        'workspace',
        `the commit failed: ${messageOf(error)}`,
        'mend the workspace repository; then continue (P)',
      );
      if (!(await untilMended(world, core))) return;
    }
  }
}

/** Waits until the person has cleared the faults; false when the session ended instead. */
async function untilMended(world: World, core: CoreAccess): Promise<boolean> {
  const pollMs = 200;
  for (;;) {
    const {session, faults} = core.state();
    if (session.phase === 'ended') return false;
    if (faults.every(({cleared}) => cleared)) return true;
    await new Promise<void>((resolve) => world.clock.after(pollMs, resolve));
  }
}

async function switchPower(world: World, {act}: Extract<Effect, {effect: 'power'}>, core: CoreAccess): Promise<void> {
  try {
    const why = await switched(world, act);
    if (why !== null) await raise(core, 'target', why, 'see `quarterdeck doctor`; R tries again');
  } catch (error) {
    await raise(core, 'target', `the target can't be switched ${act}: ${messageOf(error)}`, 'see `quarterdeck doctor`');
  }
  core.tell([{type: 'power.ended', act}]);
}

async function switched(world: World, act: 'on' | 'reset' | 'off'): Promise<string | null> {
  if (act === 'off') {
    await world.target.powerOff();
    return null;
  }
  const readiness = act === 'on' ? await world.target.powerOn() : await world.target.reset();
  return readiness.kind === 'up' ? null : `the target did not come up: ${readiness.why}`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
