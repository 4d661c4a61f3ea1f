// How fast something goes and what is left of it, from what was told over the last seconds.
import type {Progress} from '../../core/progress.ts';

export interface Pace {
  readonly what: string;
  readonly startedAtMs: number;
  readonly now: Progress;
  /** The newest last; of the last seconds, and of no more than so many of them. */
  readonly samples: readonly {readonly atMs: number; readonly done: number}[];
}

const lookedBackMs = 8_000;
const samplesMax = 64;
/** From so much on a rate says something. */
const enoughMs = 1_000;

export function paceOf(progress: Progress, atMs: number): Pace {
  return {what: progress.what, startedAtMs: atMs, now: progress, samples: [{atMs, done: progress.done}]};
}

/** Of another stage, or one that went back: from the beginning. */
export function paced(pace: Pace | null, progress: Progress, atMs: number): Pace {
  if (pace === null || pace.what !== progress.what || progress.done < pace.now.done) return paceOf(progress, atMs);
  const recent = pace.samples.filter((sample) => atMs - sample.atMs <= lookedBackMs).slice(-samplesMax + 1);
  return {...pace, now: progress, samples: [...recent, {atMs, done: progress.done}]};
}

/** In units a second; null while too little is known. */
export function rateOf({samples, now}: Pace, nowMs: number): number | null {
  const [first] = samples;
  if (first === undefined || nowMs - first.atMs < enoughMs || now.done <= first.done) return null;
  return ((now.done - first.done) * 1000) / (nowMs - first.atMs);
}

export function leftMs(pace: Pace, nowMs: number): number | null {
  const rate = rateOf(pace, nowMs);
  const {done, of} = pace.now;
  return rate === null || of <= 0 ? null : (Math.max(0, of - done) * 1000) / rate;
}
