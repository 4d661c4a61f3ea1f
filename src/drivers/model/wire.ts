// What the two wires have in common: a request as JSON, and a fold over the events of the answer.
import type {Json} from '../../core/json.ts';
import type {Delta} from '../../core/link.ts';
import type {RequestFields} from '../../core/model-settings.ts';
import type {TokenCounts} from '../../core/price.ts';
import type {ModelCall, ModelRequest} from '../../ports.ts';

export type Piece = Pick<Delta, 'what' | 'text'>;

/** What of the settings stands in a request. */
export interface Takes {
  readonly fields: RequestFields;
  readonly outputTokensMax?: number;
}

/** A whole answer. A call is null that has no name or no id. */
export interface Said {
  readonly text: string;
  /** The model's own words why it will not. */
  readonly refusal: string;
  readonly calls: readonly (ModelCall | null)[];
  /** The provider's items, where they are to be played back. */
  readonly items?: readonly Json[];
}

export type StreamEnd =
  | {readonly kind: 'completed'; readonly said: Said; readonly usage?: TokenCounts}
  | {readonly kind: 'failed'; readonly code: string; readonly message: string; readonly usage?: TokenCounts}
  | {readonly kind: 'incomplete'; readonly why: IncompleteWhy; readonly reason: string; readonly usage?: TokenCounts}
  /** It talks without end, or of nothing that can be read. */
  | {readonly kind: 'malformed'; readonly why: string};

export type IncompleteWhy = 'length' | 'filter' | 'other';

/** What is known of an answer while it comes. */
export interface Reading {
  /** That the model has written, shown or not. */
  readonly characters: number;
  /** Events whose type is not known here: no reason to stop. */
  readonly unknown: number;
  /** Who answers, as the server says. */
  readonly model?: string;
  readonly end?: StreamEnd;
}

export type StreamEvent = {readonly kind: 'json'; readonly value: unknown} | {readonly kind: 'done'};

export interface Wire<State extends Reading> {
  /** Below the base URL. */
  readonly path: string;
  readonly bodyOf: (request: ModelRequest, takes: Takes) => Json;
  readonly start: State;
  readonly reduce: (state: State, event: StreamEvent) => {readonly state: State; readonly told: readonly Piece[]};
}

/** More than any model writes in one answer. */
export const charactersMax = 4_000_000;
export const itemsMax = 2_000;

export function piece(what: Piece['what'], text: string): readonly Piece[] {
  return text === '' ? [] : [{what, text}];
}

/** The state with an end where an answer has none of its own; what it told is then not shown any more. */
export function bounded<State extends Reading>(
  state: State,
  told: readonly Piece[],
  items: number,
): {readonly state: State; readonly told: readonly Piece[]} {
  const {characters} = state;
  if (characters <= charactersMax && items <= itemsMax) return {state, told};
  const why = `the answer did not end after ${characters} characters in ${items} items`;
  return {state: {...state, end: {kind: 'malformed', why}}, told: []};
}
