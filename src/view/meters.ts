// How much came in over the last minutes, in equal spans of time: for the small charts of a wide screen.

export interface Meters {
  /** When the newest span began. */
  readonly sinceMs: number;
  /** Newest last. */
  readonly consoleBytes: readonly number[];
  readonly tokens: readonly number[];
}

export const spanMs = 5_000;
const spansKept = 60;

export const noMeters: Meters = {sinceMs: 0, consoleBytes: [0], tokens: [0]};

export function counting(meters: Meters, what: 'consoleBytes' | 'tokens', amount: number, atMs: number): Meters {
  const current = metersAt(meters, atMs);
  const counts = current[what];
  return {...current, [what]: [...counts.slice(0, -1), (counts.at(-1) ?? 0) + amount]};
}

/** With the spans that have gone by since something was counted. */
export function metersAt(meters: Meters, atMs: number): Meters {
  const gone = Math.floor((atMs - meters.sinceMs) / spanMs);
  if (gone <= 0) return meters;
  const blank = new Array<number>(Math.min(gone, spansKept)).fill(0);
  return {
    sinceMs: gone > spansKept ? atMs : meters.sinceMs + gone * spanMs,
    consoleBytes: [...meters.consoleBytes, ...blank].slice(-spansKept),
    tokens: [...meters.tokens, ...blank].slice(-spansKept),
  };
}
