// Tells the core what the person changes in the work folder: a moment after they have saved, once for a burst of saves, and bounded, since
// an archive that is unpacked there is a thousand files.
import type {WorkEvent} from '../core/events.ts';
import {mayBeTakenBack, takenBackEvents} from '../core/reduce-edits.ts';
import type {State} from '../core/state.ts';
import type {OpenWorkspace} from '../drivers/workspace/workspace.ts';
import type {Clock} from '../ports.ts';

/** An editor that writes a file in several steps is given this long to come to its end. */
const quietMs = 150;
const toldOneByOne = 16;
const lookedAt = 400;

export interface PersonChangesTold {
  touched(path: string): void;
  close(): void;
}

/** `stateNow`: with what is told, as far as it is taken in. */
export function tellPersonChanges(
  workspace: Pick<OpenWorkspace, 'personChange' | 'snapshot'>,
  clock: Clock,
  {tell, stateNow}: {readonly tell: (events: readonly WorkEvent[]) => void; readonly stateNow: () => State},
): PersonChangesTold {
  let pending = new Set<string>();
  let disarm = (): void => {};
  const look = async (): Promise<void> => {
    const paths = [...pending].sort();
    pending = new Set();
    const events: WorkEvent[] = [];
    let others = Math.max(0, paths.length - lookedAt);
    for (const path of paths.slice(0, lookedAt)) {
      const change = await workspace.personChange(path);
      if (change === null) continue;
      if (events.length < toldOneByOne) events.push({type: 'artefact.touched', ...change});
      else others += 1;
    }
    const last = events.pop();
    if (last === undefined) return tellTakenBack();
    if (last.type === 'artefact.touched') tell([...events, others === 0 ? last : {...last, others}]);
  };
  // A tape stands still over a change, so that nobody else writes meanwhile; another model takes it in and builds.
  const tellTakenBack = async (): Promise<void> => {
    if (stateNow().label.kind !== 'tape' || !mayBeTakenBack(stateNow())) return;
    const {tree} = await workspace.snapshot();
    const events = takenBackEvents(stateNow(), tree);
    if (events.length > 0) tell(events);
  };
  return {
    touched(path) {
      pending.add(path);
      disarm();
      // A file that can't be read just now is looked at with its next save, and before it is written to.
      disarm = clock.after(quietMs, () => void look().catch(() => {}));
    },
    close: () => disarm(),
  };
}
