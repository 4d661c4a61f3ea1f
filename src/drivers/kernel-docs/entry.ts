// What the index holds: one entry for each thing that is said of a name, with the place where it is said.

export const entryKinds = [
  ...(['function', 'inline', 'macro', 'constant', 'enumerator'] as const),
  ...(['struct', 'union', 'enum', 'typedef', 'variable'] as const),
  /** A kernel-doc comment; `name` is what it is about. */
  'doc',
  /** A section of Documentation; `name` is its title. */
  'guide',
  /** A function of the kernel's sources, as an example of what it calls. */
  'source',
] as const;

export type EntryKind = (typeof entryKinds)[number];

export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
  /** Relative to the tree: `include/linux/slab.h`; for what the image itself tells, the image's name. */
  readonly file: string;
  /** 0 where the image tells it, which has no lines. */
  readonly line: number;
  /** Exact, bounded by `textCharactersMax`. */
  readonly text: string;
  /** The condition of the preprocessor under which it would be there, and which this kernel does not meet; else empty. */
  readonly unmet: string;
}

export const textCharactersMax = 6000;

/** Exact up to the last line that fits. */
export function bounded(text: string, charactersMax = textCharactersMax): string {
  if (text.length <= charactersMax) return text;
  const end = text.lastIndexOf('\n', charactersMax);
  const kept = text.slice(0, end > charactersMax / 2 ? end : charactersMax);
  return `${kept}\n[... ${text.length - kept.length} characters left out ...]`;
}
