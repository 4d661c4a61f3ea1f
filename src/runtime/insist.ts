// Writing that must not be given up: a full disk stops the work, not the core. It is tried again until there is room, and
// the screens say so meanwhile.
import type {World} from '../ports.ts';

const retryMs = 2_000;

export async function insist<Result>(
  {clock, screens}: Pick<World, 'clock' | 'screens'>,
  what: string,
  act: () => Promise<Result>,
): Promise<Result> {
  for (let failed = false; ; failed = true) {
    try {
      const result = await act();
      if (failed) screens.trouble(null);
      return result;
    } catch (error) {
      screens.trouble(`work waits: ${what} can't be written: ${messageOf(error)}`);
      await new Promise<void>((resolve) => clock.after(retryMs, resolve));
    }
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
