// Remembers the newest events of a target, so that a run can tell afterwards what happened to it meanwhile.
import type {TargetEvent} from '../../core/target-events.ts';

export interface TargetWitness {
  /** A place among the events told so far. */
  mark(): number;
  /** What was told since a mark, oldest first; the oldest are forgotten when there were very many. */
  since(mark: number): readonly TargetEvent[];
}

export interface RecordingWitness extends TargetWitness {
  record(event: TargetEvent): void;
}

const eventsMax = 256;

export function createWitness(): RecordingWitness {
  const events: TargetEvent[] = [];
  let forgotten = 0;
  return {
    mark: () => forgotten + events.length,
    since: (mark) => events.slice(Math.max(0, mark - forgotten)),
    record(event) {
      events.push(event);
      if (events.length <= eventsMax) return;
      events.shift();
      forgotten += 1;
    },
  };
}
