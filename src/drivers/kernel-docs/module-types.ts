// The types that modules of the kernel add to the image's: prototypes of what they export, and structures that headers declare.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Btf} from './btf.ts';
import {readBtf} from './btf.ts';
import {btfEntries} from './btf-entries.ts';
import type {Entry} from './entry.ts';
import type {Ingredients} from './ingredients.ts';
import {readSection} from './read-section.ts';
import {parseSymvers} from './symvers.ts';

export interface ModuleTypes {
  readonly module: string;
  readonly types: Btf;
  readonly exported: ReadonlySet<string>;
}

/** Of every module that exports something and is there, unpacked. */
export async function moduleTypesOf(
  {modules, symvers}: Ingredients,
  base: Btf | null,
): Promise<readonly ModuleTypes[]> {
  if (base === null || modules === null) return [];
  const found: ModuleTypes[] = [];
  for (const [module, exported] of exportsByModule(symvers)) {
    const section = await readSection(join(modules, `${module}.ko`), '.BTF').catch(() => null);
    const types = section === null ? null : readBtf(section, base);
    if (types !== null) found.push({module, types, exported});
  }
  return found;
}

function exportsByModule(files: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of files) {
    for (const {symbol, module} of parseSymvers(readFileSync(file, 'latin1'))) {
      if (module === 'vmlinux' || module.split('/').includes('..')) continue;
      const symbols = found.get(module) ?? new Set();
      found.set(module, symbols.add(symbol));
    }
  }
  return found;
}

/** Each structure once, though a hundred modules have it. `declared`: types that some header declares. */
export function* moduleEntries(all: readonly ModuleTypes[], declared: ReadonlySet<string>): Generator<Entry> {
  const told = new Set<string>();
  for (const {module, types, exported} of all) {
    for (const entry of btfEntries(types, `${module}.ko (BTF)`)) {
      const {kind, name} = entry;
      const key = `${kind} ${name}`;
      const isWanted = kind === 'function' || kind === 'variable' ? exported.has(name) : declared.has(key);
      if (!isWanted || told.has(key)) continue;
      told.add(key);
      yield entry;
    }
  }
}
