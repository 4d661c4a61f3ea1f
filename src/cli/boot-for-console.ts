// A console is of something that runs: an emulated target that nobody holds is booted first, as by `target boot`, and goes on after the
// console is left. A board is looked at as it is.
import type {TargetSettings} from '../core/target-settings.ts';
import {heldTarget} from './take-target.ts';
import {bootTarget} from './target-hold.ts';

/** What is to be said of it when the console is left; null where nothing was booted. Throws a CommandFault when it does not come up. */
export async function bootForConsole(settings: TargetSettings): Promise<string | null> {
  if (settings.kind === 'board') return null;
  const held = await heldTarget(settings.name, 'quarterdeck console');
  if (held !== null) {
    await held.close();
    return null;
  }
  await bootTarget(settings);
  return `${settings.name} runs on in the background; \`quarterdeck target off --target ${settings.name}\` ends it`;
}
