// What a run showed beyond its verdict, in words for a role: how many clean starts stand behind it, and whether the crash that its
// build is to have mended was seen again on the build that had it.
import type {Reproduction, RunPasses} from '../src/core/entities.ts';
import {quoted} from '../src/core/quoted.ts';

export function reproductionText({title, tries, seen, otherwise}: Reproduction): string {
  const crash = quoted(title);
  if (tries === 0) {
    const why = otherwise === undefined ? '' : `: ${quoted(otherwise)}`;
    return `The earlier crash ${crash} could not be tried again on the build that had it${why}. That this build does not show it proves nothing.`;
  }
  if (seen > 0) return `The earlier crash ${crash} was seen again on the build that had it (${triedText(tries)}).`;
  const instead = otherwise === undefined ? '' : ` It did this instead: ${quoted(otherwise)}.`;
  return `The earlier crash ${crash} is unreproduced: it did not come back on the build that had it (${triedText(tries)}).${instead} That this build does not show it proves little: explain from the code why it can't happen any more.`;
}

/** Empty for a single run. */
export function passesText(passes: RunPasses | undefined): string {
  if (passes === undefined || passes.wanted === 1) return '';
  const from = passes.last === 'booted' ? 'from a real boot' : 'from a saved state';
  const before = passes.made === 1 ? '' : '; those before it went well';
  return ` (clean start ${passes.made} of ${passes.wanted}, ${from}${before})`;
}

function triedText(tries: number): string {
  return tries === 1 ? 'tried once' : `tried ${tries} times`;
}
