// What a piece of C declares: a name, what kind of thing it is, and the exact text.
import type {Piece} from './c-pieces.ts';
import {bounded, type Entry, type EntryKind} from './entry.ts';

type Declared = Omit<Entry, 'file'>;

export function declaredBy(piece: Piece): readonly Declared[] {
  return piece.kind === 'define' ? defined(piece) : piece.kind === 'statement' ? stated(piece) : [];
}

function defined({text, plain, line, unmet}: Piece): readonly Declared[] {
  const found = /^\s*#\s*define\s+(\w+)(\(?)/.exec(plain);
  const name = found?.[1];
  if (name === undefined || isGuard(name, plain)) return [];
  return [{name, kind: found?.[2] === '(' ? 'macro' : 'constant', line, text: bounded(text.trim()), unmet}];
}

/** `#define _LINUX_SLAB_H`: nothing is defined by it that anybody looks for. */
function isGuard(name: string, plain: string): boolean {
  return /_H_*$|_H_INCLUDED_*$/.test(name) && plain.trim().endsWith(name);
}

function stated(piece: Piece): readonly Declared[] {
  const {plain} = piece;
  const open = plain.indexOf('{');
  const head = open < 0 ? plain : plain.slice(0, open);
  if (/^\s*typedef\b/.test(head)) return [...typedefOf(piece, open), ...enumeratorsOf(piece, head, open)];
  const type = open < 0 ? null : typeHead.exec(head);
  if (type) return [...typeOf(piece, type), ...enumeratorsOf(piece, head, open)];
  return callableOf(piece, head, open) ?? variableOf(piece, head);
}

const typeHead = /\b(struct|union|enum)(?:\s+(?:__\w+(?:\([^{]*\))?\s+)*(\w+))?\s*$/;

function typeOf(piece: Piece, [, kind, name]: RegExpExecArray): readonly Declared[] {
  if (name === undefined) return [];
  return [declared(piece, name, kind as EntryKind, piece.plain.search(typeWord))];
}

const typeWord = /\b(?:struct|union|enum)\b/;

function typedefOf(piece: Piece, open: number): readonly Declared[] {
  const {plain} = piece;
  const tail = open < 0 ? plain : plain.slice(plain.lastIndexOf('}'));
  const name =
    /\(\s*(?:\w+\s+)?\*+\s*(?:const\s+)?(\w+)\s*(?:\[[^\]]*\]\s*)?\)/.exec(tail)?.[1] ??
    (open < 0 ? /(\w+)\s*\(/.exec(withoutAttributes(tail))?.[1] : undefined) ??
    /(\w+)\s*(?:\[[^\]]*\]\s*)*;\s*$/.exec(withoutAttributes(tail))?.[1];
  return name === undefined ? [] : [declared(piece, name, 'typedef', plain.lastIndexOf(name))];
}

/** Each on a place of its own: a constant is looked up by its name. */
function enumeratorsOf(piece: Piece, head: string, open: number): readonly Declared[] {
  if (open < 0 || !/\benum\b[^(){};]*$/.test(head)) return [];
  const end = piece.plain.lastIndexOf('}');
  const found: Declared[] = [];
  for (let at = open + 1; at < end; ) {
    const to = enumeratorEnd(piece.plain, at, end);
    const name = /\w+/.exec(piece.plain.slice(at, to));
    if (name) {
      const from = at + name.index;
      const text = bounded(piece.text.slice(from, to).trim(), 400);
      found.push({name: name[0], kind: 'enumerator', line: lineIn(piece, from), text, unmet: piece.unmet});
    }
    at = to + 1;
  }
  return found;
}

/** The comma that ends it; one in parentheses is an argument's. */
function enumeratorEnd(plain: string, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const letter = plain[at];
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (letter === ',' && depth <= 0) return at;
  }
  return end;
}

/** A prototype, or a function with its body; null when it is none. */
function callableOf(piece: Piece, head: string, open: number): readonly Declared[] | null {
  const bare = withoutAttributes(head);
  if (/=/.test(bare.split('(', 1)[0] ?? '')) return null;
  const found = /(\w+)\s*\(/.exec(bare);
  const name = found?.[1];
  if (name === undefined || /^(?:if|for|while|switch|return|sizeof|typeof|__typeof__)$/.test(name)) return null;
  const before = bare.slice(0, found?.index);
  const perCpu = /^\s*DECLARE_PER_CPU\w*\s*\(.*,\s*(\w+)\s*\)\s*;/.exec(head)?.[1];
  if (perCpu !== undefined) return [declared(piece, perCpu, 'variable', head.indexOf(perCpu))];
  // A call of a macro at the outermost level declares what only its definition knows.
  if (before.trim() === '') return [];
  const returnsPointer = /\(\s*\*/.test(bare.slice(found?.index, (found?.index ?? 0) + name.length + 4));
  if (returnsPointer) return null;
  const kind = open < 0 ? 'function' : 'inline';
  return [declared(piece, name, kind, bare.indexOf(name, found?.index))];
}

function variableOf(piece: Piece, head: string): readonly Declared[] {
  const bare = withoutAttributes(head);
  if (!/^\s*extern\b/.test(bare)) return [];
  const name =
    /\(\s*\*+\s*(\w+)(?:\[[^\]]*\])?\s*\)\s*\(/.exec(bare)?.[1] ?? /(\w+)\s*(?:\[[^\]]*\]\s*)*;\s*$/.exec(bare)?.[1];
  return name === undefined ? [] : [declared(piece, name, 'variable', bare.lastIndexOf(name))];
}

/** What takes parentheses and is no function; blanked, so that places stay. */
const attribute =
  /\b(?:__attribute__|__printf|__scanf|__alloc_size|__aligned|__section|__assume_aligned|__realloc_size|__format_arg|__acquires|__releases|__must_hold|__cond_lock|__cond_acquires|__counted_by|__nonnull|__declspec|noinstr|__no_sanitize|__malloc|__alias|__diagnose_as|__error|__warning|__asm__|asm|__asm|__PASTE|_Alignas|alignas|__typeof__|typeof)\s*\(/g;

function withoutAttributes(text: string): string {
  let out = '';
  let at = 0;
  for (const {index, 0: word} of text.matchAll(attribute)) {
    if (index < at) continue;
    const end = closingOf(text, index + word.length - 1);
    const blanked = ' '.repeat(end - index);
    out += text.slice(at, index) + (/typeof/.test(word) ? `int${blanked.slice(3)}` : blanked);
    at = end;
  }
  return out + text.slice(at);
}

/** Behind the parenthesis that closes the one at `open`, or the end of the text. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

function declared(piece: Piece, name: string, kind: EntryKind, at: number): Declared {
  return {name, kind, line: lineIn(piece, Math.max(0, at)), text: bounded(piece.text.trim()), unmet: piece.unmet};
}

function lineIn({plain, line}: Piece, at: number): number {
  let lines = line;
  for (let next = plain.indexOf('\n'); next >= 0 && next < at; next = plain.indexOf('\n', next + 1)) lines++;
  return lines;
}
