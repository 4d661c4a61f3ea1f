// Folds the events of a streamed answer (Responses API): pieces to show as they come, and how it ended. Only
// `response.completed` is an answer; an event of a type that is not known here is no reason to stop.

import {isJson, type Json, jsonAt, listAt, textAt} from '../../../core/json.ts';
import type {ModelCall} from '../../../ports.ts';
import {responsesUsage} from '../usage.ts';
import {
  bounded,
  type IncompleteWhy,
  type Piece,
  piece,
  type Reading,
  type Said,
  type StreamEnd,
  type StreamEvent,
} from '../wire.ts';

export interface ResponsesState extends Reading {
  /** Output items that are whole; for servers whose last event does not repeat them. */
  readonly items: readonly Json[];
  readonly calls: number;
}

export const responsesStart: ResponsesState = {items: [], characters: 0, calls: 0, unknown: 0};

export function reduceResponses(
  state: ResponsesState,
  event: StreamEvent,
): {readonly state: ResponsesState; readonly told: readonly Piece[]} {
  if (event.kind === 'done' || !isJson(event.value) || state.end !== undefined) return {state, told: []};
  const known = withModel(state, event.value);
  const end = endOf(known, event.value);
  if (end !== null) return {state: {...known, end}, told: []};
  if (!knownTypes.test(textAt(event.value, 'type') ?? ''))
    return {state: {...known, unknown: known.unknown + 1}, told: []};
  const told = piecesOf(known, event.value);
  const characters = told.reduce((sum, {text}) => sum + text.length, known.characters);
  const next = {...withItem(known, event.value), characters};
  return bounded(next, told, next.items.length);
}

/** What is told in other events as well is left out, and known. */
const knownTypes =
  /^(response\.(created|queued|in_progress|output_item|content_part|output_text|refusal|reasoning|reasoning_text|reasoning_summary|reasoning_summary_part|reasoning_summary_text|function_call_arguments)\b|keepalive$)/;

function withModel(state: ResponsesState, event: Json): ResponsesState {
  const response = jsonAt(event, 'response');
  const model = response && textAt(response, 'model');
  return model === undefined || model === '' ? state : {...state, model};
}

function endOf(state: ResponsesState, event: Json): StreamEnd | null {
  const response = jsonAt(event, 'response');
  const counts = responsesUsage(response && jsonAt(response, 'usage'));
  const usage = counts === undefined ? {} : {usage: counts};
  switch (event['type']) {
    case 'response.completed': {
      if (response === undefined) return {kind: 'malformed', why: 'the answer was completed without a response'};
      const output = listAt(response, 'output');
      return {kind: 'completed', said: saidIn(output.length > 0 ? output : state.items), ...usage};
    }
    case 'response.failed':
      return {...failureIn(response && jsonAt(response, 'error')), ...usage};
    case 'response.incomplete': {
      const details = response && jsonAt(response, 'incomplete_details');
      const reason = (details && textAt(details, 'reason')) ?? 'no reason was given';
      return {kind: 'incomplete', why: whyOf(reason), reason, ...usage};
    }
    case 'error':
      return failureIn(jsonAt(event, 'error') ?? event);
    default:
      return null;
  }
}

function saidIn(items: readonly Json[]): Said {
  const parts = items.filter(({type}) => type === 'message').flatMap((item) => listAt(item, 'content'));
  return {
    text: parts.map((part) => textAt(part, 'text') ?? '').join(''),
    refusal: parts.map((part) => textAt(part, 'refusal') ?? '').join(''),
    calls: items.filter(({type}) => type === 'function_call').map(callOf),
    items,
  };
}

function callOf(item: Json): ModelCall | null {
  const providerId = textAt(item, 'call_id');
  const name = textAt(item, 'name');
  if (!providerId || !name) return null;
  return {providerId, name, argumentsJson: textAt(item, 'arguments') ?? ''};
}

function whyOf(reason: string): IncompleteWhy {
  if (reason === 'content_filter') return 'filter';
  return reason === 'max_output_tokens' ? 'length' : 'other';
}

function failureIn(error: Json | undefined): Extract<StreamEnd, {kind: 'failed'}> {
  return {
    kind: 'failed',
    code: (error && (textAt(error, 'code') ?? textAt(error, 'type'))) ?? '',
    message: (error && textAt(error, 'message')) ?? 'no reason was given',
  };
}

function piecesOf({calls}: ResponsesState, event: Json): readonly Piece[] {
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

function callName(event: Json): string | undefined {
  const item = jsonAt(event, 'item');
  return item?.['type'] === 'function_call' ? textAt(item, 'name') : undefined;
}

function withItem(state: ResponsesState, event: Json): ResponsesState {
  const item = jsonAt(event, 'item');
  if (item === undefined) return state;
  if (event['type'] === 'response.output_item.added') {
    return item['type'] === 'function_call' ? {...state, calls: state.calls + 1} : state;
  }
  return event['type'] === 'response.output_item.done' ? {...state, items: [...state.items, item]} : state;
}
