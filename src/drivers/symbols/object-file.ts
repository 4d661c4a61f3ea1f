// What readelf says of a module or a kernel image: sections, symbols, the module's name, the build id. Text in, facts out.

export interface Section {
  readonly name: string;
  readonly index: number;
  readonly size: number;
  readonly alignment: number;
  /** Loaded, and run by the processor. */
  readonly isCode: boolean;
}

export interface ObjectSymbol {
  readonly name: string;
  /** From the section's beginning in a module, where every section starts at 0; an address of the kernel in `vmlinux`. */
  readonly value: bigint;
  readonly size: number;
  /** Index of its section. */
  readonly section: number;
}

export interface ObjectFile {
  /** As the module calls itself; absent for a kernel image. */
  readonly moduleName?: string;
  readonly buildId?: string;
  readonly isRelocatable: boolean;
  readonly hasDebugLines: boolean;
  readonly sections: readonly Section[];
  /** Those that lie in code. */
  readonly symbols: readonly ObjectSymbol[];
}

export const readelfArguments = ['-W', '-h', '-S', '-s', '-n', '-p', '.modinfo'] as const;

const sectionLine =
  /^ {2}\[ *(\d+)\] (\S+) +[A-Z]\S* +[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+) [0-9a-f]+ +([A-Za-z]*) +\d+ +\d+ +(\d+)/;
const symbolLine =
  /^ *\d+: ([0-9a-f]+) +(0x[0-9a-f]+|\d+) (?:FUNC|NOTYPE|OBJECT|IFUNC) +\w+ +\w+ +(?:\[[^\]]*\] +)?(\d+) (\S+)/;

/** Never throws: what is not understood is not there. */
export function parseObjectFile(text: string): ObjectFile {
  const sections: Section[] = [];
  const symbols: ObjectSymbol[] = [];
  const isCode = new Set<number>();
  let buildId: string | undefined;
  let moduleName: string | undefined;
  for (const line of text.split('\n')) {
    const section = sectionLine.exec(line);
    if (section !== null) {
      const [, index = '', name = '', size = '', flags = '', alignment = ''] = section;
      const found = {index: Number(index), name, size: Number.parseInt(size, 16), alignment: Number(alignment)};
      sections.push({...found, isCode: flags.includes('A') && flags.includes('X')});
      if (sections.at(-1)?.isCode) isCode.add(found.index);
      continue;
    }
    const symbol = symbolLine.exec(line);
    if (symbol !== null) {
      const [, value = '', size = '', index = '', name = ''] = symbol;
      if (isCode.has(Number(index)) && !isMapping(name)) {
        symbols.push({name, value: BigInt(`0x${value}`), size: Number(size), section: Number(index)});
      }
      continue;
    }
    buildId ??= /\bBuild ID: ([0-9a-f]{8,64})$/.exec(line)?.[1];
    moduleName ??= /^ +\[ *[0-9a-f]+\] +name=([\w-]+)$/.exec(line)?.[1];
  }
  return {
    ...(moduleName === undefined ? {} : {moduleName}),
    ...(buildId === undefined ? {} : {buildId}),
    isRelocatable: /^ +Type: +REL /m.test(text),
    hasDebugLines: sections.some(({name}) => name === '.debug_line' || name === '.zdebug_line'),
    sections,
    symbols,
  };
}

/** Marks of the compiler for code and data, which the kernel leaves out of its table as well (is_mapping_symbol). */
function isMapping(name: string): boolean {
  return name.startsWith('.L') || name.startsWith('L0') || /^\$[adtx](?:\.|$)/.test(name);
}
