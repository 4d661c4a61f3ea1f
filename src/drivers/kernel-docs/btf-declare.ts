// Writes types of BTF as C: a declaration of a name, a prototype, a structure with the place of each field as pahole shows it.
import type {Btf, BtfMember, BtfType} from './btf.ts';

/** Deeper than any type of a kernel; a damaged one may lead back to itself. */
const depthMax = 24;
const columnOfPlace = 56;
const linesMax = 400;

/** `type` as the type of `name`, which may be empty: `int (*read)(struct file *, char *)`. */
export function declare(btf: Btf, number: number, name: string, depth = 0): string {
  const type = btf.type(number);
  if (depth > depthMax) return joined('…', name);
  const inside = (of: number, inner: string): string => declare(btf, of, inner, depth + 1);
  switch (type.kind) {
    case 'pointer':
      return inside(type.to, needsParentheses(btf.type(type.to)) ? `(*${name})` : `*${name}`);
    case 'array':
      return inside(type.of, `${name}[${type.count}]`);
    case 'prototype':
      return inside(type.returns, `${name}(${parametersOf(btf, type, depth)})`);
    case 'qualified':
      return isPointer(btf, type.of, depth)
        ? inside(type.of, joined(type.word, name))
        : `${type.word} ${inside(type.of, name)}`;
    case 'tagged':
      return inside(type.of, joined(`__${type.tag}`, name));
    default:
      return joined(baseOf(btf, type, depth), name);
  }
}

/** The whole prototype of a function, its name and its parameters' names included. */
export function prototypeOf(btf: Btf, {name, prototype}: Extract<BtfType, {kind: 'function'}>): string {
  return declare(btf, prototype, name);
}

/** Offset and size in bytes stand beside each field; for a bit field `offset:bit` and its bits. */
export function structureOf(btf: Btf, type: Extract<BtfType, {kind: 'struct' | 'union'}>): string {
  const lines = [`${type.kind} ${type.name} {`.replace('  ', ' '), ...fieldLines(btf, type, 0, 1)];
  const shown = lines.slice(0, linesMax);
  if (lines.length > linesMax) shown.push(`\t/* ${lines.length - linesMax} more lines are left out */`);
  return [...shown, `}; /* ${type.bytes} bytes */`].join('\n');
}

export function enumOf({name, values}: Extract<BtfType, {kind: 'enum'}>): string {
  const lines = values.slice(0, linesMax).map((one) => `\t${one.name} = ${one.value},`);
  if (values.length > linesMax) lines.push(`\t/* ${values.length - linesMax} more are left out */`);
  return [`${joined('enum', name)} {`, ...lines, '};'].join('\n');
}

function fieldLines(
  btf: Btf,
  {members}: Extract<BtfType, {kind: 'struct' | 'union'}>,
  atBits: number,
  depth: number,
): readonly string[] {
  const indent = '\t'.repeat(depth);
  return members.flatMap((member) => {
    const bitOffset = atBits + member.bitOffset;
    const below = btf.type(member.type);
    const place = placeOf(btf, member, bitOffset);
    const isOpen = (below.kind === 'struct' || below.kind === 'union') && below.name === '' && depth < depthMax;
    if (!isOpen) {
      const bits = member.bits > 0 ? `:${member.bits}` : '';
      return [lineOf(`${indent}${declare(btf, member.type, member.name)}${bits};`, place)];
    }
    return [
      `${indent}${below.kind} {`,
      ...fieldLines(btf, below, bitOffset, depth + 1),
      lineOf(`${indent}}${member.name === '' ? '' : ` ${member.name}`};`, place),
    ];
  });
}

function lineOf(text: string, place: string): string {
  const width = text.replace(/\t/g, '        ').length;
  return `${text}${' '.repeat(Math.max(1, columnOfPlace - width))}${place}`;
}

function placeOf(btf: Btf, {type, bits}: BtfMember, bitOffset: number): string {
  const bytes = Math.floor(bitOffset / 8);
  if (bits > 0) return `/* ${bytes}:${bitOffset % 8} ${bits} bit${bits === 1 ? '' : 's'} */`;
  return `/* ${bytes} ${bytesOf(btf, type)} */`;
}

function bytesOf(btf: Btf, number: number, depth = 0): number {
  const type = btf.type(number);
  if (depth > depthMax) return 0;
  switch (type.kind) {
    case 'number':
    case 'struct':
    case 'union':
    case 'enum':
      return type.bytes;
    case 'pointer':
      return btf.pointerBytes;
    case 'array':
      return type.count * bytesOf(btf, type.of, depth + 1);
    case 'typedef':
    case 'qualified':
    case 'tagged':
      return bytesOf(btf, type.of, depth + 1);
    default:
      return 0;
  }
}

function isPointer(btf: Btf, number: number, depth: number): boolean {
  const type = btf.type(number);
  if ((type.kind === 'qualified' || type.kind === 'tagged') && depth < depthMax)
    return isPointer(btf, type.of, depth + 1);
  return type.kind === 'pointer';
}

const needsParentheses = ({kind}: BtfType): boolean => kind === 'array' || kind === 'prototype';

/** An unnamed last parameter without a type is `...`. */
function parametersOf(btf: Btf, {parameters}: Extract<BtfType, {kind: 'prototype'}>, depth: number): string {
  if (parameters.length === 0) return 'void';
  return parameters
    .map(({name, type}) => (type === 0 && name === '' ? '...' : declare(btf, type, name, depth + 1)))
    .join(', ');
}

function baseOf(btf: Btf, type: BtfType, depth: number): string {
  switch (type.kind) {
    case 'void':
      return 'void';
    case 'number':
    case 'typedef':
      return type.name;
    case 'opaque':
      return joined(type.of, type.name);
    case 'enum':
      return type.name === '' ? 'enum { … }' : `enum ${type.name}`;
    case 'struct':
    case 'union':
      return type.name === '' ? unnamed(btf, type, depth) : `${type.kind} ${type.name}`;
    case 'function':
    case 'variable':
      return type.name;
    default:
      return '…';
  }
}

function unnamed(btf: Btf, {kind, members}: Extract<BtfType, {kind: 'struct' | 'union'}>, depth: number): string {
  if (depth > 3 || members.length > 8) return `${kind} { … }`;
  return `${kind} { ${members.map(({name, type}) => `${declare(btf, type, name, depth + 1)};`).join(' ')} }`;
}

function joined(left: string, right: string): string {
  return right === '' ? left : `${left} ${right}`;
}
