// What a Kconfig file says (a fragment or a whole .config), and which demands of one the other does not meet.

/** A symbol, without `CONFIG_`, to its value as written: `y`, `m`, `n`, a number, or a string in its quotes. */
export type Kconfig = ReadonlyMap<string, string>;

const assigned = /^CONFIG_(\w+)=(.*)$/;
const unset = /^# CONFIG_(\w+) is not set$/;

/** Of two lines for one symbol the later one holds, as for `make`. */
export function parseKconfig(text: string): Kconfig {
  const symbols = new Map<string, string>();
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, name, value] = assigned.exec(line) ?? [];
    if (name !== undefined && value !== undefined) symbols.set(name, value);
    const [, off] = unset.exec(line) ?? [];
    if (off !== undefined) symbols.set(off, 'n');
  }
  return symbols;
}

export interface UnmetSymbol {
  readonly name: string;
  readonly asked: string;
  /** `n` for what the configuration does not name: Kconfig leaves out what cannot be chosen. */
  readonly got: string;
}

export function unmetSymbols(asked: Kconfig, got: Kconfig): readonly UnmetSymbol[] {
  return [...asked]
    .map(([name, value]) => ({name, asked: value, got: got.get(name) ?? 'n'}))
    .filter((symbol) => symbol.asked !== symbol.got);
}

/** `KASAN (asked y, got n), SLUB (...)`. */
export function unmetWords(unmet: readonly UnmetSymbol[]): string {
  return unmet.map(({name, asked, got}) => `CONFIG_${name} (asked ${asked}, got ${got})`).join(', ');
}
