// Times of repeated runs, in milliseconds, and what is said of them.

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Runs two things in turn, so that what else the machine does falls on both alike; medians of each. */
export async function compared(
  times: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<{readonly firstMs: number; readonly secondMs: number}> {
  const firsts: number[] = [];
  const seconds: number[] = [];
  for (let round = 0; round < times; round++) {
    firsts.push(await timed(first));
    seconds.push(await timed(second));
  }
  return {firstMs: median(firsts), secondMs: median(seconds)};
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** The value that so many of a hundred are below. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export const ratio = (over: number, under: number): string => `${(over / under).toFixed(2)}x`;
export const ms = (value: number): string => `${Math.round(value)} ms`;
