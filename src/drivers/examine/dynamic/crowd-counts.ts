// What a crowd of processes did with a module (guest/crowd.c), and what it was refused: one that was refused everything has used nothing.
import {getSystemErrorName} from 'node:util';

const deeds = ['load', 'unload', 'open', 'read', 'write'] as const;
type Deed = (typeof deeds)[number];

export interface CrowdCounts {
  readonly done: ReadonlyMap<Deed, number>;
  readonly refused: readonly Refused[];
  /** Processes that had to be ended before they were through. */
  readonly late: number;
  /** Processes that no signal brings back from a call. */
  readonly stuck: number;
}

interface Refused {
  readonly deed: Deed;
  readonly errno: number;
  readonly count: number;
}

export function parseCrowd(output: string): CrowdCounts {
  const done = new Map<Deed, number>();
  const refused: Refused[] = [];
  for (const [, what, name, first, second] of output.matchAll(/^(done|refused) (\w+) (\d+)(?: (\d+))?$/gm)) {
    const deed = deeds.find((one) => one === name);
    if (deed === undefined) continue;
    if (what === 'done') done.set(deed, Number(first));
    else refused.push({deed, errno: Number(first), count: Number(second)});
  }
  const numberOf = (what: string) => Number(new RegExp(`^${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return {done, refused, late: numberOf('late'), stuck: numberOf('stuck')};
}

/** Whether there was a file that anybody tried to open. */
export function wasAsked({done, refused}: CrowdCounts): boolean {
  return done.has('open') || refused.some(({deed}) => deed === 'open');
}

/** Opening alone is no use. */
export function wasUsed({done}: CrowdCounts): boolean {
  return done.has('read') || done.has('write');
}

const refusedMax = 4;

/** `12 loads, 340 opens, 80 writes; refused: 40 writes with EINVAL, 3 opens with ENOENT` */
export function crowdWords({done, refused}: CrowdCounts): string {
  const taken = deeds.flatMap((deed) => (done.has(deed) ? [countWords(done.get(deed) ?? 0, deed)] : []));
  const most = refused.toSorted((one, other) => other.count - one.count).slice(0, refusedMax);
  const not = most.map(({deed, errno, count}) => `${countWords(count, deed)} with ${getSystemErrorName(-errno)}`);
  return [taken.join(', '), ...(not.length === 0 ? [] : [`refused: ${not.join(', ')}`])].filter(Boolean).join('; ');
}

function countWords(count: number, deed: Deed): string {
  return `${count} ${deed}${count === 1 ? '' : 's'}`;
}

/** Null where all came back. */
export function stuckWords({stuck}: CrowdCounts): string | null {
  if (stuck === 0) return null;
  return `${stuck === 1 ? 'a process' : `${stuck} processes`} did not come back from a call`;
}
