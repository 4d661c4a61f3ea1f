// How a build can end, as the driver tells it and as a role reads it.

export interface Diagnostic {
  readonly level: 'error' | 'warning' | 'note';
  /** Relative to the module's folder where it lies inside, else as printed. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly text: string;
}

export type BuildOutcome =
  | {
      readonly kind: 'built';
      readonly koPath: string;
      /** Of the note that the target shows in /sys/module/NAME/notes, hexadecimal. */
      readonly buildId: string;
      readonly diagnostics: readonly Diagnostic[];
      readonly durationMs: number;
    }
  | {
      readonly kind: 'failed';
      readonly diagnostics: readonly Diagnostic[];
      readonly output: string;
      readonly durationMs: number;
    }
  /** The Kbuild file asks for what a module's build may not have; the words are for the one who wrote it. */
  | {readonly kind: 'refused'; readonly why: string}
  | {readonly kind: 'fault'; readonly why: string};
