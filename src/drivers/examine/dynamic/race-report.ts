// A report of two that touched the same at once: whether both sides are the module's, and where each of them is.
import {blamedPlace, type LocatedReport, type SourcePlace} from '../../../core/crash-source.ts';
import type {CrashReport, Frame} from '../../../kernel/report.ts';

/** A race with the kernel, or within it, is not the module's to mend. */
export function isOwnRace(report: CrashReport, module: string): boolean {
  const sides = sidesOf(report);
  return sides.length > 0 && sides.every((frame) => frame?.module === module);
}

/** One for each side, from the one that was watched; fewer where a side has no place in the module's source. */
export function placesOfRace(report: LocatedReport): readonly SourcePlace[] {
  return sidesOf(report).flatMap((frame) => {
    const place = frame === undefined ? undefined : blamedPlace({...report, moduleFrame: frame});
    return place === undefined ? [] : [place];
  });
}

/** The innermost frame of a module on each side. */
function sidesOf({stacks}: CrashReport): readonly (Frame | undefined)[] {
  const accesses = stacks.filter(({what}) => what === 'access');
  return accesses.map(({frames}) => frames.find(({module}) => module !== undefined));
}
