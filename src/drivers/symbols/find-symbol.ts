// Finds a frame's function in an object file, or says why the file can't be the one that ran: never a guess.
import type {Frame} from '../../kernel/report.ts';
import type {ObjectFile, ObjectSymbol, Section} from './object-file.ts';

export type FoundSymbol =
  | {
      readonly symbol: ObjectSymbol;
      /** Absent in a kernel image. */
      readonly section?: string;
      /** Whether the report's size of the function says that the file is the one that ran. */
      readonly isChecked: boolean;
    }
  | Unfound;

export interface Unfound {
  readonly refused: string;
  /** The whole file is another than the one that ran. */
  readonly isOther?: true;
}

const pageBytes = 4096;

export function findSymbol(object: ObjectFile, layout: Layout, frame: Frame, file: string): FoundSymbol {
  const named = layout.named.get(frame.symbol) ?? [];
  if (named.length === 0) {
    // Code that was made as the kernel ran, such as that of BPF, looks like the image's own.
    if (!object.isRelocatable) return {refused: `${file} has no function ${frame.symbol}`};
    return {refused: `${file} has no function ${frame.symbol}: it is not the one that ran`, isOther: true};
  }
  const fitting = distinct(named).filter((symbol) => fits(object, layout, symbol, frame));
  const [symbol] = fitting;
  if (symbol === undefined) {
    const sizes = distinct(named).map((one) => `0x${layout.sizeOf(one).toString(16)}`);
    return {
      refused: `${file} is not the one that ran: ${frame.symbol} has ${sizes.join(' or ')} bytes there, 0x${frame.size.toString(16)} where it ran`,
      isOther: true,
    };
  }
  if (fitting.length > 1) {
    return {
      refused: `${file} has ${fitting.length} functions ${frame.symbol} of this size: which one ran can't be told`,
    };
  }
  const section = object.isRelocatable ? layout.sectionOf(symbol)?.name : undefined;
  const isChecked = tellsSize(object, layout, symbol, frame);
  return section === undefined ? {symbol, isChecked} : {symbol, section, isChecked};
}

/** Where the loader puts code, and so what size the kernel prints for a function: the way to the next symbol. */
export interface Layout {
  readonly named: ReadonlyMap<string, readonly ObjectSymbol[]>;
  sectionOf(symbol: ObjectSymbol): Section | undefined;
  sizeOf(symbol: ObjectSymbol): number;
  /** Whether the loader may put something behind it that the file does not show. */
  isOpenEnded(symbol: ObjectSymbol): boolean;
  /** Whether no symbol follows in its place, so that its size is the way to the end of a page. */
  isLast(symbol: ObjectSymbol): boolean;
}

/**
 * Code sections follow each other in the file's order, those of init in a place of their own, each place filled up to a
 * page (layout_sections in kernel/module/main.c). The kernel knows no sizes of symbols: it takes the next one's address.
 */
export function layoutOf(object: ObjectFile): Layout {
  const sections = new Map(object.sections.map((section) => [section.index, section]));
  const starts = new Map<number, bigint>();
  const ends: Record<Place, bigint> = {core: 0n, init: 0n};
  for (const section of object.isRelocatable ? object.sections.filter(({isCode}) => isCode) : []) {
    const place = placeOf(section);
    const start = roundUp(ends[place], section.alignment);
    starts.set(section.index, start);
    ends[place] = start + BigInt(section.size);
  }
  const placeOfSymbol = ({section}: ObjectSymbol): Place => placeOf(sections.get(section));
  const addressOf = ({section, value}: ObjectSymbol): bigint => (starts.get(section) ?? 0n) + value;
  const addresses: Record<Place, readonly bigint[]> = {
    core: sorted(object.symbols.filter((one) => placeOfSymbol(one) === 'core').map(addressOf)),
    init: sorted(object.symbols.filter((one) => placeOfSymbol(one) === 'init').map(addressOf)),
  };
  const hasTables = object.sections.some(({name}) => /^\.(?:init\.)?plt$|^\.text\.ftrace_trampoline$/.test(name));
  const named = new Map<string, ObjectSymbol[]>();
  for (const symbol of object.symbols) {
    const same = named.get(symbol.name);
    if (same === undefined) named.set(symbol.name, [symbol]);
    else same.push(symbol);
  }
  return {
    named,
    sectionOf: ({section}) => sections.get(section),
    sizeOf(symbol) {
      const place = placeOfSymbol(symbol);
      const end = object.isRelocatable ? roundUp(ends[place], pageBytes) : addressOf(symbol) + BigInt(symbol.size);
      return Number((above(addresses[place], addressOf(symbol)) ?? end) - addressOf(symbol));
    },
    isLast: (symbol) => above(addresses[placeOfSymbol(symbol)], addressOf(symbol)) === undefined,
    isOpenEnded: (symbol) =>
      hasTables && !object.symbols.some(({section, value}) => section === symbol.section && value > symbol.value),
  };
}

type Place = 'core' | 'init';

function placeOf(section: Section | undefined): Place {
  return section?.name.startsWith('.init') ? 'init' : 'core';
}

/** A name for the same code, such as `init_module`, is no second function. */
function distinct(symbols: readonly ObjectSymbol[]): readonly ObjectSymbol[] {
  return symbols.filter(
    ({section, value}, at) => symbols.findIndex((one) => one.section === section && one.value === value) === at,
  );
}

function fits(object: ObjectFile, layout: Layout, symbol: ObjectSymbol, frame: Frame): boolean {
  const size = layout.sizeOf(symbol);
  // What a call returns to may lie behind a function that never returns, such as one that ends in panic().
  if (frame.offset > Math.max(size, symbol.size)) return false;
  const isInit = placeOf(layout.sectionOf(symbol)) === 'init';
  // Init's place has been a page and more, and is gone soon: its sizes say nothing.
  if (object.isRelocatable && isInit) return true;
  return frame.size === size || frame.size === symbol.size || (layout.isOpenEnded(symbol) && frame.size >= symbol.size);
}

/** A way to the end of a page is the same for most functions, and that of init and of what has tables behind it for any. */
function tellsSize(object: ObjectFile, layout: Layout, symbol: ObjectSymbol, frame: Frame): boolean {
  if (!object.isRelocatable || frame.size === symbol.size) return true;
  return frame.size === layout.sizeOf(symbol) && !layout.isLast(symbol);
}

function roundUp(value: bigint, to: number): bigint {
  const unit = BigInt(Math.max(1, to));
  return ((value + unit - 1n) / unit) * unit;
}

function sorted(values: readonly bigint[]): readonly bigint[] {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The first of the sorted values that is greater. */
function above(values: readonly bigint[], value: bigint): bigint | undefined {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0n) > value) high = middle;
    else low = middle + 1;
  }
  return values[low];
}
