// A fault of the machinery, as it is kept until a person goes on.
import type {FaultId} from './ids.ts';

export const faultSources = ['target', 'model', 'build', 'workspace', 'journal'] as const;
export type FaultSource = (typeof faultSources)[number];

/** The machinery failed; never shown to a model as its module's failure. */
export interface Fault {
  readonly id: FaultId;
  readonly source: FaultSource;
  /** What was attempted, on what, and what happened. */
  readonly what: string;
  readonly help: string;
  readonly cleared: boolean;
}
