// Tables of function names, with `*` for any letters at either end of a word. No regular expressions, so that a name of any
// length is looked up in linear time.

export interface NameTable {
  readonly exact: ReadonlySet<string>;
  readonly beginnings: readonly string[];
  readonly endings: readonly string[];
  readonly parts: readonly string[];
}

/** Words are separated by blanks: `kfree kmem_cache_* *spin_lock* *_slowpath`. */
export function nameTable(words: string): NameTable {
  const all = words.trim().split(/\s+/);
  const cut = (starts: boolean, ends: boolean): readonly string[] =>
    all
      .filter((word) => word.startsWith('*') === starts && word.endsWith('*') === ends)
      .map((word) => word.slice(starts ? 1 : 0, ends ? -1 : undefined));
  return {
    exact: new Set(cut(false, false)),
    beginnings: cut(false, true),
    endings: cut(true, false),
    parts: cut(true, true),
  };
}

export function isNamed(table: NameTable, name: string): boolean {
  return (
    table.exact.has(name) ||
    table.beginnings.some((beginning) => name.startsWith(beginning)) ||
    table.endings.some((ending) => name.endsWith(ending)) ||
    table.parts.some((part) => name.includes(part))
  );
}
