// Folds the events of a streamed answer (Responses API): pieces to show as they come, and how it ended. Only
// `response.completed` is an answer; an event of a type that is not known here is no reason to stop.

import {isJson, type Json, jsonAt, listAt, textAt} from '../../core/json.ts';
import type {Delta} from '../../core/link.ts';

export type Piece = Pick<Delta, 'what' | 'text'>;

export type StreamEnd =
  | {readonly kind: 'completed'; readonly items: readonly Json[]; readonly usage?: Json}
  | {readonly kind: 'failed'; readonly code: string; readonly message: string}
  | {readonly kind: 'incomplete'; readonly reason: string}
  /** It talks without end, or of nothing that can be read. */
  | {readonly kind: 'malformed'; readonly why: string};

export interface StreamState {
  /** Output items that are whole; for servers whose last event does not repeat them. */
  readonly items: readonly Json[];
  readonly characters: number;
  readonly calls: number;
  readonly end?: StreamEnd;
}

export const streamStart: StreamState = {items: [], characters: 0, calls: 0};

/** More than any model writes in one answer. */
const charactersMax = 4_000_000;
const itemsMax = 2_000;

export function reduceStream(
  state: StreamState,
  event: unknown,
): {readonly state: StreamState; readonly told: readonly Piece[]} {
  if (!isJson(event) || state.end !== undefined) return {state, told: []};
  const end = endOf(state, event);
  if (end !== null) return {state: {...state, end}, told: []};
  const told = piecesOf(state, event);
  const characters = told.reduce((sum, {text}) => sum + text.length, state.characters);
  const known = {...withItem(state, event), characters};
  if (characters <= charactersMax && known.items.length <= itemsMax) return {state: known, told};
  const why = `the answer did not end after ${characters} characters in ${known.items.length} items`;
  return {state: {...known, end: {kind: 'malformed', why}}, told: []};
}

function endOf(state: StreamState, event: Json): StreamEnd | null {
  const response = jsonAt(event, 'response');
  switch (event['type']) {
    case 'response.completed': {
      if (response === undefined) return {kind: 'malformed', why: 'the answer was completed without a response'};
      const output = listAt(response, 'output');
      const usage = jsonAt(response, 'usage');
      return {
        kind: 'completed',
        items: output.length > 0 ? output : state.items,
        ...(usage === undefined ? {} : {usage}),
      };
    }
    case 'response.failed':
      return failureIn(response && jsonAt(response, 'error'));
    case 'response.incomplete': {
      const details = response && jsonAt(response, 'incomplete_details');
      return {kind: 'incomplete', reason: (details && textAt(details, 'reason')) ?? 'no reason was given'};
    }
    case 'error':
      return failureIn(jsonAt(event, 'error') ?? event);
    default:
      return null;
  }
}

function failureIn(error: Json | undefined): StreamEnd {
  return {
    kind: 'failed',
    code: (error && (textAt(error, 'code') ?? textAt(error, 'type'))) ?? '',
    message: (error && textAt(error, 'message')) ?? 'no reason was given',
  };
}

function piecesOf({calls}: StreamState, event: Json): readonly Piece[] {
  const delta = textAt(event, 'delta') ?? '';
  switch (event['type']) {
    case 'response.output_text.delta':
    case 'response.refusal.delta':
      return piece('text', delta);
    case 'response.reasoning_summary_text.delta':
    case 'response.reasoning_text.delta':
      return piece('reasoning', delta);
    case 'response.reasoning_summary_part.added':
      return event['summary_index'] === 0 ? [] : piece('reasoning', '\n\n');
    case 'response.function_call_arguments.delta':
      return piece('call', delta);
    case 'response.output_item.added': {
      const name = callName(event);
      return name === undefined ? [] : piece('call', `${calls === 0 ? '' : '\n'}${name} `);
    }
    default:
      return [];
  }
}

function piece(what: Piece['what'], text: string): readonly Piece[] {
  return text === '' ? [] : [{what, text}];
}

function callName(event: Json): string | undefined {
  const item = jsonAt(event, 'item');
  return item?.['type'] === 'function_call' ? textAt(item, 'name') : undefined;
}

function withItem(state: StreamState, event: Json): StreamState {
  const item = jsonAt(event, 'item');
  if (item === undefined) return state;
  if (event['type'] === 'response.output_item.added') {
    return item['type'] === 'function_call' ? {...state, calls: state.calls + 1} : state;
  }
  return event['type'] === 'response.output_item.done' ? {...state, items: [...state.items, item]} : state;
}
