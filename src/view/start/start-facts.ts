// What the start screen knows of the world, as far as it has been found out: it fills up while one looks.
import type {ListedSession} from '../session-rows.ts';

/** A thing that a run needs, as `doctor` finds it. */
export interface MachineCheck {
  readonly name: string;
  /** `missing` keeps a run from starting; `warn` does not. */
  readonly state: 'ok' | 'warn' | 'missing' | 'checking';
  readonly found: string;
  /** What to do about it. */
  readonly mend?: string;
}

export interface ShippedTask {
  readonly name: string;
  readonly folder: string;
  /** Its goal in a line. */
  readonly about: string;
  /** Whether a recording of models stands by for it. */
  readonly hasTape: boolean;
}

export interface StartTarget {
  readonly name: string;
  readonly about: string;
}

/** A folder that what is typed can go on to. */
export interface Completion {
  readonly path: string;
  readonly isTask: boolean;
}

/** Who would answer for the models. */
export type ModelAtHand =
  | {readonly kind: 'live'; readonly name: string}
  /** `how` says how to come by one. */
  | {readonly kind: 'none'; readonly how: string};

export interface StartFacts {
  /** Where the program was started, as a person writes it. */
  readonly folder: string;
  readonly checks: readonly MachineCheck[];
  /** Absent while it is being read. */
  readonly model?: ModelAtHand;
  readonly tasks: readonly ShippedTask[];
  readonly targets: readonly StartTarget[];
  /** Newest first. */
  readonly sessions: readonly ListedSession[];
  readonly sessionsRead: 'some' | 'all';
  /** For the path that is typed now. */
  readonly completions: readonly Completion[];
  /** What could not be found out, such as a configuration that is wrong. */
  readonly trouble?: string;
}

export const noFacts: StartFacts = {
  folder: '',
  checks: [],
  tasks: [],
  targets: [],
  sessions: [],
  sessionsRead: 'some',
  completions: [],
};
