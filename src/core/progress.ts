// How far something is that takes its time, for whoever waits for it.
export interface Progress {
  /** As a person would say it: `fetching the kernel for the target`. The same words are the same stage. */
  readonly what: string;
  readonly done: number;
  /** 0 where nobody knows how much there is. */
  readonly of: number;
  /** `seconds`: against how long it took the last time. */
  readonly unit: 'bytes' | 'parts' | 'seconds';
}

export type TellProgress = (progress: Progress) => void;
