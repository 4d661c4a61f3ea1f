// What a submitted tree changes, file by file: asked for until it is known or the session ends, since no review begins without it.
import type {Effect} from '../core/effects.ts';
import type {World} from '../ports.ts';
import {messageOf} from './insist.ts';
import {raise} from './raise.ts';
import type {CoreAccess} from './supervisor.ts';

export async function describeChange(
  world: World,
  {task, tree, since}: Extract<Effect, {effect: 'describeChange'}>,
  core: CoreAccess,
): Promise<void> {
  const help = 'mend the workspace repository; then continue (P)';
  while (core.state().session.phase !== 'ended') {
    try {
      const files = await world.workspace.change(tree, since);
      return core.tell([{type: 'change.described', task, tree, files}]);
    } catch (error) {
      await raise(core, 'workspace', `the change of ${task} can't be looked at: ${messageOf(error)}`, help);
      await core.until(({session, faults}) => session.phase === 'ended' || faults.every(({cleared}) => cleared));
    }
  }
}
