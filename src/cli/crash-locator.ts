// Looks up the source of the reports of `quarterdeck crash`: each place once, and for no longer than a person waits.
import {createHash} from 'node:crypto';
import {dirname} from 'node:path';
import type {CrashSource, LocatedReport} from '../core/crash-source.ts';
import type {CrashReport} from '../kernel/report.ts';
import type {CrashArguments} from './command-line.ts';

export type Locate = (report: CrashReport) => Promise<LocatedReport>;

export interface Locator {
  readonly locate: Locate;
  close(): Promise<void>;
}

const toolsMs = 60_000;
const cachedMax = 256;

/** `tell` is told once when the time is used up. */
export async function openLocator(
  {ko, vmlinux, follow}: Pick<CrashArguments, 'ko' | 'vmlinux' | 'follow'>,
  tell: (words: string) => void,
): Promise<Locator> {
  if (ko.length === 0 && vmlinux === undefined) return {locate: async (report) => report, close: async () => {}};
  const [{openSymbols}, {crashSource}] = await Promise.all([
    import('../drivers/symbols/open-symbols.ts'),
    import('../drivers/symbols/crash-source.ts'),
  ]);
  const sourceFolder = ko[0] === undefined ? undefined : dirname(ko[0]);
  const symbols = await openSymbols({
    kos: ko,
    ...(vmlinux === undefined ? {} : {vmlinux}),
    ...(sourceFolder === undefined ? {} : {sourceFolder}),
  });
  const room = {anywhere: true, folders: [...new Set([...ko.map((path) => dirname(path)), process.cwd()])]};
  // A log that is followed may bring reports for days.
  const locate = sparing(
    (report) => crashSource(report, symbols, room),
    follow ? Number.POSITIVE_INFINITY : toolsMs,
    tell,
  );
  return {locate, close: () => symbols.close()};
}

/** Asks once for reports that say the same of the code, and no more after `msMax` of asking in all. */
export function sparing(
  ask: (report: CrashReport) => Promise<CrashSource>,
  msMax: number,
  tell: (words: string) => void,
): Locate {
  const cached = new Map<string, CrashSource>();
  let spentMs = 0;
  let isTold = false;
  return async (report) => {
    const key = keyOf(report);
    const before = cached.get(key);
    if (before !== undefined) return {...report, source: before};
    if (spentMs >= msMax) {
      if (!isTold)
        tell(
          `source lines were looked up for ${Math.round(msMax / 1000)} s: the reports from here on are told without`,
        );
      isTold = true;
      return report;
    }
    const begunMs = performance.now();
    const source = await ask(report);
    spentMs += performance.now() - begunMs;
    const [oldest] = cached.keys();
    if (cached.size >= cachedMax && oldest !== undefined) cached.delete(oldest);
    cached.set(key, source);
    return {...report, source};
  };
}

/** All of a report that its source is found by. Build ids stand in the lines of its frames alone. */
function keyOf({frame, moduleFrame, instructionPointer, trace, stacks, code, registers, lines}: CrashReport): string {
  const names = registers?.map(({name}) => name);
  const ids = lines.flatMap((line) => / \[[\w-]+ [0-9a-f]{16,64}\]/.exec(line)?.[0] ?? []);
  const frames = stacks?.map((stack) => stack.frames);
  const all = [frame, moduleFrame, instructionPointer, trace, frames, code, names, ids];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
