// A report of two that touched the same at once: whether both sides are the module's, and where each of them is.
import {blamedPlace, type LocatedReport, type SourcePlace} from '../../../core/crash-source.ts';
import type {CrashReport, Frame, Stack} from '../../../kernel/report.ts';

/** A race with the kernel, or within it, is not the module's to mend. */
export function isOwnRace(report: CrashReport, module: string): boolean {
  const sides = sidesOf(report);
  return sides.length > 0 && sides.every((frame) => frame?.module === module);
}

export interface RaceSide {
  readonly place: SourcePlace;
  /** Neither marked nor a write. */
  readonly isPlainRead: boolean;
}

/** From the one that was watched; fewer where a side has no place in the module's source. */
export function raceSides(report: LocatedReport): readonly RaceSide[] {
  const places = sidesOf(report).map((frame) => frame && blamedPlace({...report, moduleFrame: frame}));
  return accessesOf(report).flatMap(({label}, at) => {
    const place = places[at];
    return place === undefined ? [] : [{place, isPlainRead: label.startsWith('read to ')}];
  });
}

/** The innermost frame of a module on each side. */
function sidesOf(report: CrashReport): readonly (Frame | undefined)[] {
  return accessesOf(report).map(({frames}) => frames.find(({module}) => module !== undefined));
}

function accessesOf({stacks}: CrashReport): readonly Stack[] {
  return stacks.filter(({what}) => what === 'access');
}
