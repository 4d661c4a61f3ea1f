// What a console says of its target beside what the target's own line says: that it was reset and is up again, and what was kept of a crash.
import type {TargetEvent} from '../core/target-events.ts';

/** Words for an event; null for one that the console's own lines tell, or that is none of a crash. */
export function openNotes(name: string): (event: TargetEvent) => string | null {
  let isDown = false;
  return (event) => {
    switch (event.type) {
      case 'target.wasReset':
        isDown = true;
        return null;
      case 'target.hung':
        return `${name} hangs: it was silent for ${event.silentSeconds} s`;
      case 'target.harvested':
        return event.records.map(({file}) => `a record of the crash was kept: ${file}`).join('; ') || null;
      case 'target.cameUp': {
        const words = isDown ? `${name} is up again, boot ${event.boot}` : null;
        isDown = false;
        return words;
      }
      case 'target.restored':
        isDown = false;
        return `${name} begins anew from its saved state`;
      case 'target.lost':
        return `${name} is lost: ${event.why}`;
      default:
        return null;
    }
  };
}
