// What of a history goes first where there is no room for all: the outputs of older calls, then older turns as a whole, then older words
// of the house; what the newest turn brought, and the person's words, only when nothing else is left.
import {tokensOfItem} from '../src/core/estimate.ts';
import type {PromptItem} from '../src/core/prompt.ts';
import {closed} from './fence.ts';
import type {Lighter, Piece} from './fit.ts';

export type Answer = Extract<PromptItem, {kind: 'answer'}>;
type Message = Extract<PromptItem, {kind: 'message'}>;

export interface Result {
  readonly providerId: string;
  readonly output: string;
  /** As a model is told it, whole or its beginning: in a fence, where it is from outside. */
  readonly told: (output: string) => string;
}

/** An answer with its results, or a message: what stays or goes as one. */
export type Exchange =
  | {readonly kind: 'said'; readonly item: Message}
  | {readonly kind: 'turn'; readonly answer: Answer; readonly results: readonly Result[]};

type Turn = Extract<Exchange, {kind: 'turn'}>;
type Items = readonly PromptItem[];

const round = {
  olderResults: 1,
  olderTurns: 2,
  wordsOfTheHouse: 3,
  newestResults: 4,
  mostOfThem: 5,
  wordsOfThePerson: 6,
  newestTurn: 7,
  newestWords: 8,
} as const;

/** In these the cut moves in steps. */
export const steppedRounds = round.olderTurns;

export function piecesOf(exchanges: readonly Exchange[]): readonly Piece<Items>[] {
  const newest = exchanges.findLastIndex(({kind}) => kind === 'turn');
  return exchanges.map((exchange, index) => {
    if (exchange.kind === 'said') return saidPiece(exchange.item, index > newest);
    return index === newest ? newestPiece(exchange) : olderPiece(exchange);
  });
}

function saidPiece(item: Message, isNew: boolean): Piece<Items> {
  const isPerson = item.from === 'person';
  const older = isPerson ? round.wordsOfThePerson : round.wordsOfTheHouse;
  const what = isPerson ? 'messages of the person' : 'messages of the house';
  const lighter = {round: isNew ? round.newestWords : older, what, tokens: 0};
  return {content: [item], tokens: tokensOfItem(item), lighter: [lighter]};
}

function olderPiece(turn: Turn): Piece<Items> {
  const light = withShortOutputs(turn, round.olderResults, 'older results', outputCharactersKept);
  const none = {round: round.olderTurns, what: 'older turns', tokens: 0};
  return {...whole(turn), lighter: [...light, none]};
}

function newestPiece(turn: Turn): Piece<Items> {
  const what = 'results of the newest turn';
  return {
    ...whole(turn),
    lighter: [
      ...withShortOutputs(turn, round.newestResults, what, newestCharactersKept),
      ...withShortOutputs(turn, round.mostOfThem, what, outputCharactersKept),
      {round: round.newestTurn, what: 'newest turns', tokens: 0},
    ],
  };
}

function whole({answer, results}: Turn): {readonly content: Items; readonly tokens: number} {
  const content = [answer, ...results.map(itemOf)];
  return {content, tokens: tokensOf(content)};
}

function itemOf({providerId, told, output}: Result): PromptItem {
  return {kind: 'result', providerId, output: told(output)};
}

const outputCharactersKept = 200;
const newestCharactersKept = 6_000;

/** A little over the bound there is nothing to win. */
function withShortOutputs(
  {answer, results}: Turn,
  at: number,
  what: string,
  charactersKept: number,
): readonly Lighter<Items>[] {
  const isLong = ({output}: Result): boolean => output.length > 2 * charactersKept;
  const count = results.filter(isLong).length;
  if (count === 0) return [];
  const content = [
    answer,
    ...results.map((result) => (isLong(result) ? shortItem(result, charactersKept) : itemOf(result))),
  ];
  return [{round: at, what, count, content, tokens: tokensOf(content)}];
}

/** What is left out is said behind the fence: the words are the house's. */
function shortItem({providerId, told, output}: Result, charactersKept: number): PromptItem {
  const left = output.length - charactersKept;
  const note = `[${left} characters of this result are left out; call the tool again if you need them]`;
  return {kind: 'result', providerId, output: `${closed(told(output.slice(0, charactersKept)))}\n${note}`};
}

function tokensOf(items: Items): number {
  return items.reduce((sum, item) => sum + tokensOfItem(item), 0);
}
