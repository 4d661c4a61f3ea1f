// Telling of a fault of the machinery. It goes to the person; a role never hears of it as its module's failure.
import type {FaultSource} from '../core/fault.ts';
import type {CoreAccess} from './supervisor.ts';

/** `what`: what was attempted, on what, and what happened. `help`: what a person can do. */
export async function raise(core: CoreAccess, source: FaultSource, what: string, help: string): Promise<void> {
  await core.ask({do: 'raiseFault', source, what, help});
}
