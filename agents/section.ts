// A prompt as a list of named sections, in the order in which a model reads them: first what stays the same through a session, then what
// stays the same through an assignment, then what was said in it, and last where the work stands and the constraints.
import {tokensOfText} from '../src/core/estimate.ts';
import type {PromptItem} from '../src/core/prompt.ts';
import type {CuttableSection} from '../src/core/prompt-budget.ts';
import {type Cut, type Fitted, fit, type Lighter, type Piece} from './fit.ts';

export type SectionName =
  | 'role'
  | 'target'
  | 'tools'
  | 'assignment'
  | 'requirement'
  | 'task'
  | 'opinion'
  | 'constraints'
  | CuttableSection;

export interface Section {
  readonly name: SectionName;
  /** The same, byte for byte, in every turn of an assignment. */
  readonly stable: boolean;
  readonly tokens: number;
  /** Absent: it is never cut. */
  readonly budgetTokens?: number;
  readonly cuts: readonly Cut[];
  readonly said: readonly PromptItem[] | string;
}

export function uncut(name: SectionName, stable: boolean, text: string): readonly Section[] {
  return text === '' ? [] : [{name, stable, tokens: tokensOfBlock(text), cuts: [], said: text}];
}

/** Lines and blocks that carry what separates them from what stands before; none of them makes no section. */
export function cutToFit(
  name: CuttableSection,
  stable: boolean,
  pieces: readonly Piece<string>[],
  budgetTokens: number,
): readonly Section[] {
  if (pieces.length === 0) return [];
  const fitted = fit(pieces, budgetTokens);
  // What is never cut for itself, a heading say, has to go with all the rest.
  const {contents, cuts} = fitted.tokens > budgetTokens ? nothingOf(pieces) : fitted;
  const text = `${contents.join('').trimStart()}${cuts.length === 0 ? '' : `\n${cutText(name, cuts)}`}`.trimStart();
  return [{name, stable, tokens: tokensOfBlock(text), budgetTokens, cuts, said: text}];
}

function nothingOf(pieces: readonly Piece<string>[]): Pick<Fitted<string>, 'contents' | 'cuts'> {
  const tokens = pieces.reduce((sum, piece) => sum + piece.tokens, 0);
  return {contents: [], cuts: [{what: 'parts', count: pieces.length, tokens}]};
}

export function tokensOf(sections: readonly Section[]): number {
  return sections.reduce((sum, {tokens}) => sum + tokens, 0);
}

/** With the empty line that separates it from the next one. */
function tokensOfBlock(text: string): number {
  return tokensOfText(`${text}\n\n`);
}

export function pieceOf(text: string, ...lighter: readonly Lighter<string>[]): Piece<string> {
  return {content: text, tokens: tokensOfText(text), lighter};
}

export function shortened(round: number, what: string, text: string, count = 1): Lighter<string> {
  return {round, what, count, content: text, tokens: tokensOfText(text)};
}

export function gone(round: number, what: string, count = 1): Lighter<never> {
  return {round, what, count, tokens: 0};
}

/** What a model is told of what it does not see. */
export function cutText(name: SectionName, cuts: readonly Cut[]): string {
  const parts = cuts.map(
    ({what, count, tokens}) =>
      `${count === 1 ? '1 of the' : count} ${what}${tokens > 0 ? `, ${tokensText(tokens)} tokens` : ''}`,
  );
  return `[cut: ${parts.join('; ')}, of section ${name}]`;
}

export function tokensText(tokens: number): string {
  return tokens < 1_000 ? String(tokens) : `${Math.round(tokens / 1_000)} k`;
}
