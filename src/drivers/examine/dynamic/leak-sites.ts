// Where a lost object was allocated. Once a module is unloaded the kernel knows its code by address alone: those are led back through where its
// sections lay, and believed only where a call in the module's file returns to.
import type {LeakPlace} from '../../../kernel/kmemleak.ts';
import type {Frame} from '../../../kernel/report.ts';
import {type ObjectFile, type ObjectSymbol, parseObjectFile, readelfArguments} from '../../symbols/object-file.ts';
import {openToolRoom} from '../../symbols/tool-room.ts';

/** Of one module's file. */
export interface CodeMap {
  readonly module: string;
  readonly object: ObjectFile;
  /** By section, where calls to other code return to. */
  readonly returns: ReadonlyMap<string, ReadonlySet<number>>;
}

/** By section, where it began when the module was last seen loaded. */
export type Bases = ReadonlyMap<string, bigint>;

const pageBytes = 4096n;

/** Frames that have a name already stay; of an address that could be of several places nothing is said. */
export function namedPlaces(backtrace: readonly LeakPlace[], map: CodeMap | null, bases: Bases): readonly Frame[] {
  return backtrace.flatMap((place) => {
    if ('frame' in place) return [place.frame];
    const frame = map === null ? null : frameAt(place.address, map, bases);
    return frame === null ? [] : [frame];
  });
}

/**
 * Where a module lies differs from load to load, but always by whole pages: an address that is not in the sections as they were seen
 * is matched by its place in the page.
 */
export function frameAt(address: bigint, map: CodeMap, bases: Bases): Frame | null {
  const there = [...bases].flatMap(([name, base]) => inSection(address - base, name, map));
  if (there[0] !== undefined && there.length === 1) return there[0];
  const inPage = [...bases].flatMap(([name, base]) => {
    const size = BigInt(sectionOf(map, name)?.size ?? 0);
    const first = (((address - base) % pageBytes) + pageBytes) % pageBytes;
    const offsets: bigint[] = [];
    for (let offset = first; offset <= size; offset += pageBytes) offsets.push(offset);
    return offsets
      .filter((offset) => map.returns.get(name)?.has(Number(offset)) === true)
      .flatMap((offset) => inSection(offset, name, map));
  });
  return inPage.length === 1 ? (inPage[0] ?? null) : null;
}

function sectionOf({object}: CodeMap, name: string) {
  return object.sections.find((section) => section.name === name && section.isCode);
}

/** A call returns behind itself: at the end of a function it is still that function's. */
function inSection(offset: bigint, name: string, map: CodeMap): readonly Frame[] {
  const section = sectionOf(map, name);
  if (section === undefined || offset <= 0n || offset > BigInt(section.size)) return [];
  const symbol = map.object.symbols
    .filter((one) => one.section === section.index && one.value < offset && one.size > 0)
    .toSorted((one, other) => Number(other.value - one.value))[0];
  if (symbol === undefined || offset > symbol.value + BigInt(symbol.size)) return [];
  return [frameOf(symbol, offset, map.module)];
}

function frameOf({name, value, size}: ObjectSymbol, offset: bigint, module: string): Frame {
  return {symbol: name, offset: Number(offset - value), size, module, reliable: true};
}

/** What `readelf -r` says of calls: a return address lies four bytes behind the place that is filled in (x86-64, arm64). */
export function parseReturns(text: string): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  let section: Set<number> | null = null;
  for (const line of text.split('\n')) {
    const head = /^Relocation section '\.rela?(\.\S+)' /.exec(line)?.[1];
    if (head !== undefined) {
      section = new Set();
      found.set(head, section);
      continue;
    }
    const place = /^([0-9a-f]{8,16}) +[0-9a-f]+ +R_(?:X86_64_(?:PLT32|PC32)|AARCH64_CALL26) /.exec(line)?.[1];
    if (place !== undefined) section?.add(Number.parseInt(place, 16) + 4);
  }
  return found;
}

/** Null where binutils are missing or can't read it: then addresses stay addresses. */
export async function readCodeMap(koPath: string, module: string): Promise<CodeMap | null> {
  const room = await openToolRoom([koPath]);
  try {
    const object = await room.run('readelf', (see) => [...readelfArguments, see.object(0)]);
    const calls = await room.run('readelf', (see) => ['-W', '-r', see.object(0)]);
    if ('refused' in object || 'refused' in calls) return null;
    return {module, object: parseObjectFile(object.output), returns: parseReturns(calls.output)};
  } finally {
    await room.close();
  }
}

/** `section .text 0xffffffffa0000000`, as the load script prints them. */
export function parseBases(output: string): Bases {
  const lines = [...output.matchAll(/^section (\.\S+) 0x([0-9a-f]{1,16})$/gm)];
  return new Map(lines.map(([, name = '', address = '0']) => [name, BigInt(`0x${address}`)]));
}
