// What the server of the tests says in one answer, whichever wire it is asked by.
import type {Fault} from './faults.ts';

export interface ServerCall {
  readonly name: string;
  readonly argumentsJson: string;
}

export interface ServerTurn {
  readonly say?: string;
  readonly reasoning?: string;
  readonly calls?: readonly ServerCall[];
  readonly usage?: {readonly input: number; readonly cached: number; readonly output: number};
  /** Where another model answers than was asked. */
  readonly model?: string;
  readonly fault?: Fault;
}

export const usageOfTurns = {input: 1000, cached: 400, output: 200};

/** A stream tells words in pieces. */
export function piecesOf(text: string): readonly string[] {
  return text.match(/[\s\S]{1,7}/g) ?? [];
}
