// The object in memory that a checker complains of, as KASAN, KFENCE and SLUB describe it.
import type {MemoryAccess, MemoryObject} from './report.ts';

type Part = Partial<MemoryObject>;

/** Null when the lines tell of none. */
export function memoryObjectOf(lines: readonly string[]): MemoryObject | null {
  let object: Part = {};
  for (const [at, text] of lines.entries()) {
    // What is told first is nearest to the fault.
    object = {...partOf(text, lines[at + 1] ?? ''), ...object};
  }
  return Object.keys(object).length === 0 ? null : object;
}

function partOf(text: string, next: string): Part {
  return {...accessPart(text), ...kasanPart(text, next), ...kfencePart(text), ...slubPart(text)};
}

const kasanAccess = /^(Read|Write|Free) (?:of size (\d+) )?(?:at addr ([0-9a-f]+) )?by task (\S+)/;
const kfenceAccess =
  /^(?:Use-after-free|Out-of-bounds|Invalid) (read|write|free) (?:at|of) 0x([0-9a-f]+)(?: \((.*)\))?/;

function accessPart(text: string): Part {
  const [, kind, size, address, by] = kasanAccess.exec(text) ?? [];
  if (kind !== undefined) {
    const access: MemoryAccess = {
      kind: kindOf(kind),
      ...(size === undefined ? {} : {sizeBytes: Number(size)}),
      ...(by === undefined ? {} : {by}),
    };
    return {access, ...(address === undefined ? {} : {address})};
  }
  const [, how, at, relation] = kfenceAccess.exec(text) ?? [];
  if (how === undefined || at === undefined) return {};
  return {access: {kind: kindOf(how)}, address: at, ...(relation === undefined ? {} : {relation})};
}

function kindOf(word: string): MemoryAccess['kind'] {
  const kind = word.toLowerCase();
  return kind === 'read' || kind === 'write' ? kind : 'free';
}

const cacheLine = /(?:which belongs to the cache|in cache) (\S+)(?: of)? size:? (\d+)/;
const locatedLine = /The buggy address is located (\d+) bytes (?:inside|to the (?:left|right)) of/;
const regionLine = /(\d+)-byte region/;

function kasanPart(text: string, next: string): Part {
  const [, cache, size] = cacheLine.exec(text) ?? [];
  if (cache !== undefined) return {cache, sizeBytes: Number(size)};
  const located = locatedLine.exec(text);
  if (located === null) return {};
  const relation = (regionLine.test(text) ? text : `${text} ${next}`).replace(/^The buggy address is located /, '');
  const region = regionLine.exec(relation)?.[1];
  return {
    relation: relation.replace(/\s+/g, ' ').trim(),
    ...offsetOf(relation, Number(located[1]), Number(region)),
    ...(region === undefined ? {} : {sizeBytes: Number(region)}),
  };
}

function offsetOf(relation: string, distance: number, size: number): Part {
  if (relation.includes('to the left of')) return {offsetBytes: -distance};
  if (relation.includes('to the right of')) return Number.isNaN(size) ? {} : {offsetBytes: size + distance};
  return {offsetBytes: distance};
}

const kfenceObject = /^kfence-#\d+: 0x[0-9a-f]+-0x[0-9a-f]+, size=(\d+), cache=(\S+)/;

function kfencePart(text: string): Part {
  const [, size, cache] = kfenceObject.exec(text) ?? [];
  return cache === undefined ? {} : {cache, sizeBytes: Number(size)};
}

const slubHead = /^BUG (\S+) \((?:Not tainted|Tainted)/;
const slubObject = /^Object 0x([0-9a-f]+) @offset=(\d+)/;
const slubDamage = /^(?:INFO: )?0x[0-9a-f]+-0x[0-9a-f]+ @offset=\d+\. .*/;

function slubPart(text: string): Part {
  const cache = slubHead.exec(text)?.[1];
  if (cache !== undefined) return {cache};
  const address = slubObject.exec(text)?.[1];
  if (address !== undefined) return {address};
  return slubDamage.test(text) ? {relation: text.trim()} : {};
}
