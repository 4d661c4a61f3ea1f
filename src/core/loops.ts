// The signs that nothing moves on, as they are kept: the same call with the same result, the same error, the same findings.

/** A call with its result, however often it was made. */
export interface Try {
  readonly key: string;
  /** For the person. */
  readonly what: string;
  readonly times: number;
}

/** What a task goes round in: builds that end in the same error, reviews that find the same. */
export interface TaskLoop {
  readonly what: 'errors' | 'findings';
  /** By what the next one is known as the same. */
  readonly keys: readonly string[];
  readonly times: number;
  readonly nudged: boolean;
}
