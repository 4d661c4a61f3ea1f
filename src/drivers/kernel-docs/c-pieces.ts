// Cuts a C file into what stands at its outermost level: kernel-doc comments, #defines and statements, each with its place.
// It need not compile: both branches of an #if are seen, and a brace too many harms only the piece that it is in.

import {type Configuration, type Truth, truthOf} from './c-condition.ts';

export interface Piece {
  readonly kind: 'doc' | 'define' | 'statement';
  /** The text, exact. */
  readonly text: string;
  /** As long as the text, with comments, strings and preprocessor lines blanked. */
  readonly plain: string;
  /** Of its first character, counted from 1. */
  readonly line: number;
  /** The condition of the preprocessor that this kernel does not meet; empty when it may be there. */
  readonly unmet: string;
}

export function piecesOf(text: string, configuration: Configuration | null = null): readonly Piece[] {
  const lineAt = openLineCount(text);
  const pieces: Piece[] = [];
  const docs: Span[] = [];
  const code = withoutComments(text, docs);
  const {plain, defines, unmet} = withoutDirectives(code, configuration);
  const add = (kind: Piece['kind'], {from, to}: Span, plainly: string): void => {
    const {condition = ''} = unmet.find((span) => span.from <= from && from < span.to) ?? {};
    pieces.push({
      kind,
      text: text.slice(from, to),
      plain: plainly.slice(from, to),
      line: lineAt(from),
      unmet: condition,
    });
  };
  for (const span of docs) add('doc', span, text);
  for (const span of defines) add('define', span, code);
  for (const span of statementsOf(plain)) add('statement', span, plain);
  return pieces;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** The comments that open with two stars are told. What a string holds is no code either. */
function withoutComments(text: string, docs: Span[]): string {
  const words = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/g;
  return text.replace(words, (found, from: number) => {
    if (found.startsWith('"') || found.startsWith("'")) return found[0] + blank(found.slice(1, -1)) + found[0];
    if (/^\/\*\*\s/.test(found)) docs.push({from, to: from + found.length});
    return blank(found);
  });
}

interface Directives {
  readonly plain: string;
  readonly defines: readonly Span[];
  /** What the configuration leaves out, in order, with the condition that is not met. */
  readonly unmet: readonly (Span & {readonly condition: string})[];
}

interface Branch {
  readonly from: number;
  readonly condition: string;
  readonly truth: Truth;
  /** Whether an earlier branch of the same #if was taken for certain. */
  readonly isDecided: boolean;
}

function withoutDirectives(code: string, configuration: Configuration | null): Directives {
  const defines: Span[] = [];
  const unmet: (Span & {readonly condition: string})[] = [];
  const open: Branch[] = [];
  const plain = code.replace(directive, (found: string, word: string, rest: string, at: number) => {
    if (word === 'define') defines.push({from: at, to: at + found.length});
    const last = /^(?:el|endif)/.test(word) ? open.pop() : undefined;
    if (last?.truth === false) unmet.push({from: last.from, to: at, condition: last.condition});
    const next = branchOf(word, rest, at, last, configuration);
    if (next !== null) open.push(next);
    return blank(found);
  });
  const dead = unmet.filter(({condition}) => /^(?:if 0|ifdef __cplusplus)$/.test(condition));
  return {plain: dead.reduceRight(blankSpan, plain), defines, unmet: unmet.sort((one, other) => one.from - other.from)};
}

const directive = /^[ \t]*#[ \t]*(\w*)((?:[^\n\\]|\\[\s\S])*)/gm;

function branchOf(
  word: string,
  rest: string,
  from: number,
  last: Branch | undefined,
  configuration: Configuration | null,
): Branch | null {
  if (/^if/.test(word)) {
    const condition = `${word} ${rest.trim().replace(/\s+/g, ' ')}`;
    return {from, condition, truth: truthOf(word, rest, configuration), isDecided: false};
  }
  if (!/^el/.test(word) || last === undefined) return null;
  const isDecided = last.isDecided || last.truth === true;
  const condition = `not: ${last.condition}`;
  if (word === 'elif')
    return {
      from,
      condition: `elif ${rest.trim()}`,
      truth: isDecided ? false : truthOf('if', rest, configuration),
      isDecided,
    };
  return {from, condition, truth: isDecided ? false : last.truth === false ? true : null, isDecided};
}

function blankSpan(text: string, {from, to}: Span): string {
  return text.slice(0, from) + blank(text.slice(from, to)) + text.slice(to);
}

/** From the first character to the semicolon or the closing brace. */
function* statementsOf(plain: string): Generator<Span> {
  let from = 0;
  while (from < plain.length) {
    const start = nextCode(plain, from);
    if (start < 0) return;
    const lone = loneCall(plain, start);
    const to = lone ?? statementEnd(plain, start);
    yield {from: start, to};
    from = to;
  }
}

function nextCode(plain: string, from: number): number {
  for (let at = from; at < plain.length; at++) {
    const code = plain.charCodeAt(at);
    if (code > 32 && code !== 0x3b && code !== 0x7d) return at;
  }
  return -1;
}

/** `DEFINE_GUARD(…)` on lines of its own: it takes no semicolon, and what follows is another statement. */
function loneCall(plain: string, start: number): number | null {
  const call = /[A-Z][A-Z0-9_]{3,}[ \t]*\(/y;
  call.lastIndex = start;
  if (!call.test(plain)) return null;
  const end = afterPair(plain, call.lastIndex - 1, '(', ')');
  return /^[ \t]*\n/.test(plain.slice(end, end + 80)) ? end : null;
}

function statementEnd(plain: string, start: number): number {
  for (let at = start; at < plain.length; at++) {
    const code = plain.charCodeAt(at);
    if (code === 0x3b) return at + 1;
    if (code === 0x28) at = afterPair(plain, at, '(', ')') - 1;
    if (code !== 0x7b) continue;
    const end = afterPair(plain, at, '{', '}');
    if (isFunctionHead(plain.slice(start, at))) return end;
    at = end - 1;
  }
  return plain.length;
}

/** What opens a body after which no semicolon comes. */
function isFunctionHead(head: string): boolean {
  return (
    head.includes('(') &&
    !/(?:^|\s)(?:struct|union|enum)(?:\s+(?:__\w+(?:\([^{]*\))?\s+)*\w+)?\s*$/.test(head) &&
    !/=\s*$/.test(head)
  );
}

/** A brace at the beginning of a line closes all that is open: that is how the kernel is written. */
function afterPair(plain: string, open: number, opening: '(' | '{', closing: ')' | '}'): number {
  let depth = 0;
  const [up, down] = [opening.charCodeAt(0), closing.charCodeAt(0)];
  for (let at = open; at < plain.length; at++) {
    const code = plain.charCodeAt(at);
    if (code === 0x7d && at > open && plain.charCodeAt(at - 1) === 0x0a) return opening === '{' ? at + 1 : at;
    if (code === up) depth++;
    else if (code === down && --depth === 0) return at + 1;
  }
  return plain.length;
}

/** Asked with places that mostly grow. */
function openLineCount(text: string): (at: number) => number {
  let known = {at: 0, line: 1};
  return (at) => {
    if (at < known.at) known = {at: 0, line: 1};
    let {line} = known;
    for (let next = text.indexOf('\n', known.at); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
    known = {at, line};
    return line;
  };
}
