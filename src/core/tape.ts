// A recording of model turns that stands in for a model. It is read in `config/` and played by a driver.
import type {Role} from './roles.ts';

export interface TapeCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** As they came, where a model wrote something that is no JSON object. */
  readonly argumentsText?: string;
}

export interface TapeTurn {
  /** How long the answer took, or should take; its words are spread over that. */
  readonly seconds: number;
  readonly reasoning?: string;
  readonly say: string;
  /** What the newest items of the prompt must hold, so that the tape fits what really happened. */
  readonly expect: readonly string[];
  readonly calls: readonly TapeCall[];
}

/** The arguments as a provider tells them. */
export function argumentsJsonOf(call: TapeCall): string {
  return call.argumentsText ?? JSON.stringify(call.arguments);
}

export interface Tape {
  readonly name: string;
  /** One line for the screen. */
  readonly about: string;
  /** Name of the requirement that it fits. */
  readonly task: string;
  readonly turns: Readonly<Record<Role, readonly TapeTurn[]>>;
}
