// What the measuring and the thread that plays the core say to each other.
import type {Event} from '../../../src/core/events.ts';
import type {Delta} from '../../../src/core/link.ts';

export interface FloodThreadStart {
  readonly socketPath: string;
  readonly beginning: readonly Event[];
}

export interface Flow {
  readonly bytesPerSecond: number;
  readonly tokensPerSecond: number;
  /** Who streams, each at this rate. */
  readonly streams: readonly Pick<Delta, 'role' | 'turn'>[];
  readonly bytesMax: number;
}

export type ToThread =
  | {readonly kind: 'flow'; readonly flow: Flow}
  | {readonly kind: 'stop'}
  | {readonly kind: 'tell'; readonly event: Event};

export type FromThread =
  | {readonly kind: 'listening'}
  | {readonly kind: 'attached'}
  | {readonly kind: 'flowed'; readonly bytes: number; readonly seconds: number};

export const lastLine = 'the flood is over';
