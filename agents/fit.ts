// Makes pieces of a prompt fit into a number of tokens, by rule: each piece says which lighter forms it can take and in which round it
// takes them; in a round the first piece, which is the oldest, goes first. What was cut is told by its name and size.

export interface Lighter<Content> {
  /** Counted from 1. Whatever is cut in an earlier round is worth less than all that is cut in a later one. */
  readonly round: number;
  /** What is missing in this form, as a plural: "older results". */
  readonly what: string;
  /** How many of them; 1 when absent. */
  readonly count?: number;
  /** Absent: the piece is gone. */
  readonly content?: Content;
  readonly tokens: number;
}

export interface Piece<Content> {
  readonly content: Content;
  readonly tokens: number;
  /** From the heaviest to the lightest; empty for what is never cut. */
  readonly lighter: readonly Lighter<Content>[];
}

export interface Cut {
  readonly what: string;
  readonly count: number;
  readonly tokens: number;
}

export interface Fitted<Content> {
  readonly contents: readonly Content[];
  readonly tokens: number;
  readonly cuts: readonly Cut[];
}

/** Rounds up to and with `rounds` cut more than is needed, up to the next multiple of `tokens`, so that a growing text is cut rarely. */
export interface Stepped {
  readonly rounds: number;
  readonly tokens: number;
}

export function fit<Content>(pieces: readonly Piece<Content>[], tokensMax: number, stepped?: Stepped): Fitted<Content> {
  const before = pieces.reduce((sum, {tokens}) => sum + tokens, 0);
  const surplus = before - tokensMax;
  if (surplus <= 0) return {contents: pieces.map(({content}) => content), tokens: before, cuts: []};
  const forms = lightened(pieces, (round) => goalOf(surplus, round, stepped));
  return {
    contents: forms.flatMap(({content}) => (content === undefined ? [] : [content])),
    tokens: forms.reduce((sum, {tokens}) => sum + tokens, 0),
    cuts: cutsOf(pieces, forms),
  };
}

interface Form<Content> {
  readonly content?: Content;
  readonly tokens: number;
  readonly missing?: {readonly what: string; readonly count: number};
}

function lightened<Content>(
  pieces: readonly Piece<Content>[],
  goalIn: (round: number) => number,
): readonly Form<Content>[] {
  const forms: Form<Content>[] = [...pieces];
  let gone = 0;
  for (const {index, round, what, count = 1, ...lighter} of inOrder(pieces)) {
    const saved = (forms[index]?.tokens ?? 0) - lighter.tokens;
    if (saved <= 0 || gone >= goalIn(round)) continue;
    forms[index] = {...lighter, missing: {what, count}};
    gone += saved;
  }
  return forms;
}

function inOrder<Content>(pieces: readonly Piece<Content>[]): readonly (Lighter<Content> & {readonly index: number})[] {
  const all = pieces.flatMap(({lighter}, index) => lighter.map((one) => ({...one, index})));
  return all.sort((one, other) => one.round - other.round || one.index - other.index);
}

function goalOf(surplus: number, round: number, stepped: Stepped | undefined): number {
  if (stepped === undefined || round > stepped.rounds || stepped.tokens < 1) return surplus;
  return Math.ceil(surplus / stepped.tokens) * stepped.tokens;
}

function cutsOf<Content>(pieces: readonly Piece<Content>[], forms: readonly Form<Content>[]): readonly Cut[] {
  const cuts = new Map<string, Cut>();
  for (const [index, {tokens, missing}] of forms.entries()) {
    if (missing === undefined) continue;
    const {what, count} = missing;
    const known = cuts.get(what) ?? {what, count: 0, tokens: 0};
    const saved = (pieces[index]?.tokens ?? 0) - tokens;
    cuts.set(what, {what, count: known.count + count, tokens: known.tokens + saved});
  }
  return [...cuts.values()];
}
