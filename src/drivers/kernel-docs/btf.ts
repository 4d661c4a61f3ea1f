// Reads the BPF Type Format (Documentation/bpf/btf.rst), in which a kernel image carries the types and prototypes that it was
// compiled with. Bytes in, types by number out; a damaged piece is void, and never an exception.

export type BtfType =
  | {readonly kind: 'void'}
  | {readonly kind: 'number'; readonly name: string; readonly bytes: number}
  | {readonly kind: 'pointer'; readonly to: number}
  | {readonly kind: 'qualified'; readonly word: 'const' | 'volatile' | 'restrict'; readonly of: number}
  /** As sparse has it, without the underscores: `user`, `rcu`, `percpu`. */
  | {readonly kind: 'tagged'; readonly tag: string; readonly of: number}
  | {readonly kind: 'typedef'; readonly name: string; readonly of: number}
  | {readonly kind: 'array'; readonly of: number; readonly count: number}
  | {
      readonly kind: 'struct' | 'union';
      readonly name: string;
      readonly bytes: number;
      readonly members: readonly BtfMember[];
    }
  | {readonly kind: 'enum'; readonly name: string; readonly bytes: number; readonly values: readonly BtfValue[]}
  /** A structure or union whose fields this kernel does not tell. */
  | {readonly kind: 'opaque'; readonly of: 'struct' | 'union'; readonly name: string}
  | {readonly kind: 'function'; readonly name: string; readonly prototype: number}
  | {readonly kind: 'prototype'; readonly returns: number; readonly parameters: readonly BtfParameter[]}
  | {readonly kind: 'variable'; readonly name: string; readonly type: number};

export interface BtfMember {
  readonly name: string;
  readonly type: number;
  readonly bitOffset: number;
  /** 0 for what is no bit field. */
  readonly bits: number;
}

export interface BtfValue {
  readonly name: string;
  readonly value: bigint;
}

export interface BtfParameter {
  readonly name: string;
  readonly type: number;
}

export interface Btf {
  /** Numbers run from 1 to this one; those of a base come first. */
  readonly lastType: number;
  /** The first that is not the base's. */
  readonly firstType: number;
  readonly stringBytes: number;
  readonly pointerBytes: number;
  type(number: number): BtfType;
  text(offset: number): string;
}

const magic = 0xeb9f;
const headerBytes = 24;
const none: BtfType = {kind: 'void'};

/** `base`: what a module's types count on from. Null when these bytes are no BTF. */
export function readBtf(bytes: Uint8Array, base: Btf | null = null): Btf | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes) return null;
  const little = view.getUint16(0, true) === magic;
  if (!little && view.getUint16(0, false) !== magic) return null;
  const [header = 0, typesAt = 0, typesBytes = 0, textAt = 0, textBytes = 0] = [4, 8, 12, 16, 20].map((at) =>
    view.getUint32(at, little),
  );
  const types = {from: header + typesAt, to: header + typesAt + typesBytes};
  const text = {from: header + textAt, to: header + textAt + textBytes};
  if (types.to > bytes.length || text.to > bytes.length) return null;
  const firstType = (base?.lastType ?? 0) + 1;
  const places = placesOf(view, little, types);
  const baseText = base?.stringBytes ?? 0;
  const texts = Buffer.from(bytes.buffer, bytes.byteOffset + text.from, textBytes).toString('latin1');
  const textOf = (offset: number): string => {
    if (offset < baseText) return base?.text(offset) ?? '';
    const start = offset - baseText;
    const end = texts.indexOf('\0', start);
    return texts.slice(start, end < 0 ? undefined : end);
  };
  const btf: Omit<Btf, 'pointerBytes'> = {
    lastType: firstType + places.length - 1,
    firstType,
    stringBytes: baseText + textBytes,
    text: textOf,
    type(number) {
      if (number < firstType) return base?.type(number) ?? none;
      const at = places[number - firstType];
      return at === undefined ? none : decode({view, little, text: textOf}, at);
    },
  };
  return {...btf, pointerBytes: base?.pointerBytes ?? pointerBytesOf(btf)};
}

/** BTF does not say; as long as a long, which every kernel has. */
function pointerBytesOf({firstType, lastType, type}: Omit<Btf, 'pointerBytes'>): number {
  for (let number = firstType; number <= lastType; number++) {
    const one = type(number);
    if (one.kind === 'number' && /^(?:unsigned long|long unsigned int|long|long int)$/.test(one.name)) return one.bytes;
  }
  return 8;
}

/** Where each type begins; ends before the first that is cut or of a kind that has no known size. */
function placesOf(view: DataView, little: boolean, {from, to}: {readonly from: number; readonly to: number}): number[] {
  const places: number[] = [];
  for (let at = from; at + 12 <= to; ) {
    const information = view.getUint32(at + 4, little);
    const size = sizes[kindOf(information)]?.(countOf(information));
    if (size === undefined || at + 12 + size > to) break;
    places.push(at);
    at += 12 + size;
  }
  return places;
}

const kindOf = (information: number): number => (information >>> 24) & 0x1f;
const countOf = (information: number): number => information & 0xffff;

const nothing = (): number => 0;
const each = (bytes: number) => (count: number) => count * bytes;
const word = (): number => 4;

/** What follows the twelve bytes of each kind, which are numbered from 1. */
const sizes: readonly (((count: number) => number) | undefined)[] = [
  ...[undefined, word, nothing, () => 12, each(12), each(12), each(8), nothing, nothing, nothing, nothing, nothing],
  ...[nothing, each(8), word, each(12), nothing, word, nothing, each(12)],
];

interface Source {
  readonly view: DataView;
  readonly little: boolean;
  text(offset: number): string;
}

function decode(source: Source, at: number): BtfType {
  const {view, little} = source;
  const word = (offset: number): number => view.getUint32(at + offset, little);
  const name = source.text(word(0));
  const [information, more] = [word(4), word(8)];
  const count = countOf(information);
  const flag = information >>> 31 === 1;
  switch (kindOf(information)) {
    case 1:
    case 16:
      return {kind: 'number', name, bytes: more};
    case 2:
      return {kind: 'pointer', to: more};
    case 3:
      return {kind: 'array', of: word(12), count: word(20)};
    case 4:
    case 5:
      return {
        kind: kindOf(information) === 4 ? 'struct' : 'union',
        ...{name, bytes: more, members: membersOf(source, at + 12, count, flag)},
      };
    case 6:
      return {kind: 'enum', name, bytes: more, values: valuesOf(source, at + 12, count, flag)};
    case 7:
      return {kind: 'opaque', of: flag ? 'union' : 'struct', name};
    case 8:
      return {kind: 'typedef', name, of: more};
    case 9:
      return {kind: 'qualified', word: 'volatile', of: more};
    case 10:
      return {kind: 'qualified', word: 'const', of: more};
    case 11:
      return {kind: 'qualified', word: 'restrict', of: more};
    case 12:
      return {kind: 'function', name, prototype: more};
    case 13:
      return {kind: 'prototype', returns: more, parameters: parametersOf(source, at + 12, count)};
    case 14:
      return {kind: 'variable', name, type: more};
    case 18:
      return {kind: 'tagged', tag: name, of: more};
    case 19:
      return {kind: 'enum', name, bytes: more, values: wideValuesOf(source, at + 12, count, flag)};
    default:
      return none;
  }
}

function membersOf({view, little, text}: Source, at: number, count: number, hasBits: boolean): BtfMember[] {
  return Array.from({length: count}, (_, index) => {
    const place = at + index * 12;
    const offset = view.getUint32(place + 8, little);
    return {
      name: text(view.getUint32(place, little)),
      type: view.getUint32(place + 4, little),
      bitOffset: hasBits ? offset & 0xffffff : offset,
      bits: hasBits ? offset >>> 24 : 0,
    };
  });
}

function parametersOf({view, little, text}: Source, at: number, count: number): BtfParameter[] {
  return Array.from({length: count}, (_, index) => ({
    name: text(view.getUint32(at + index * 8, little)),
    type: view.getUint32(at + index * 8 + 4, little),
  }));
}

/** Pahole of 2022 and later says whether they are signed; without that, one below zero is what the source most likely meant. */
function valuesOf({view, little, text}: Source, at: number, count: number, isSigned: boolean): BtfValue[] {
  return Array.from({length: count}, (_, index) => {
    const place = at + index * 8;
    const value = view.getInt32(place + 4, little);
    const shown = isSigned || value > -4096 ? value : value >>> 0;
    return {name: text(view.getUint32(place, little)), value: BigInt(shown)};
  });
}

function wideValuesOf({view, little, text}: Source, at: number, count: number, isSigned: boolean): BtfValue[] {
  return Array.from({length: count}, (_, index) => {
    const place = at + index * 12;
    const [low, high] = [view.getUint32(place + 4, little), view.getUint32(place + 8, little)];
    const value = (BigInt(high) << 32n) | BigInt(low);
    return {name: text(view.getUint32(place, little)), value: isSigned ? BigInt.asIntN(64, value) : value};
  });
}
