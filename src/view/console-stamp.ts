// The time that stands before a line of the console.
import type {ConsoleStamps} from './console-look.ts';
import type {ConsoleLine} from './console-view.ts';

/** Empty where that time is not known. `before`: the line that is shown above it; `zoneMs`: what local time is ahead of UTC. */
export function stampText(
  line: ConsoleLine,
  before: ConsoleLine | null,
  stamps: ConsoleStamps,
  zoneMs: number,
): string {
  switch (stamps) {
    case 'boot':
      return line.stamp;
    case 'clock':
      return line.atMs === null ? '' : clockTime(line.atMs + zoneMs);
    case 'between':
      return before === null ? '' : differenceText(line, before);
    default:
      return stamps satisfies never;
  }
}

/** By the kernel's own stamps where both have one, since those are finer; else by when they came in. */
function differenceText(line: ConsoleLine, before: ConsoleLine): string {
  const seconds = secondsBetween(line, before);
  return seconds === null ? '' : `+${seconds.toFixed(6)}`;
}

function secondsBetween(line: ConsoleLine, before: ConsoleLine): number | null {
  if (line.stamp !== '' && before.stamp !== '' && line.kernel === before.kernel) {
    return Math.max(0, Number(line.stamp) - Number(before.stamp));
  }
  if (line.atMs === null || before.atMs === null) return null;
  return Math.max(0, line.atMs - before.atMs) / 1000;
}

const dayMs = 24 * 60 * 60 * 1000;

function clockTime(ms: number): string {
  const inDay = ((ms % dayMs) + dayMs) % dayMs;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const millis = String(Math.floor(inDay % 1000)).padStart(3, '0');
  return `${two(inDay / 3_600_000)}:${two((inDay / 60_000) % 60)}:${two((inDay / 1000) % 60)}.${millis}`;
}
