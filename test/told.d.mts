export interface Told {
  hear(event: {readonly type: string; readonly data: object}): void;
  readonly isWaiting: () => boolean;
  readonly failed: () => readonly string[];
  /** A test was skipped where everything can be set up. */
  readonly hasNoReason: () => boolean;
  readonly lines: () => readonly string[];
}

export function openTold(): Told;
