// How a streamed answer ended, as the core takes it.

import {type Json, listAt, textAt} from '../../core/json.ts';
import type {Price} from '../../core/price.ts';
import type {ModelCall, ModelOutcome} from '../../ports.ts';
import {failed, failureOfCode} from './failure.ts';
import {continuationOf} from './request-body.ts';
import type {StreamEnd} from './stream-reducer.ts';
import {usageOf} from './usage.ts';

export interface Asked {
  readonly model: string;
  readonly price?: Price;
  readonly characters: number;
}

/** `end` is absent where the stream stopped in the middle, which a client library does not tell. */
export function outcomeOf(end: StreamEnd | undefined, asked: Asked): ModelOutcome {
  if (end === undefined) return failed('cut', 'the answer was cut off before it was complete');
  switch (end.kind) {
    case 'completed':
      return completed(end, asked);
    case 'failed':
      return failed(failureOfCode(end.code, end.message) ?? 'server', `the provider gave up: ${end.message}`);
    case 'incomplete':
      return incomplete(end.reason);
    case 'malformed':
      return failed('malformed', end.why);
    default:
      return end satisfies never;
  }
}

function completed({items, usage}: Extract<StreamEnd, {kind: 'completed'}>, asked: Asked): ModelOutcome {
  const parts = items.filter(({type}) => type === 'message').flatMap((item) => listAt(item, 'content'));
  const text = parts.map((part) => textAt(part, 'text') ?? '').join('');
  const refusal = parts.map((part) => textAt(part, 'refusal') ?? '').join('');
  const calls = items.filter(({type}) => type === 'function_call').map(callOf);
  if (calls.includes(null)) return failed('malformed', 'the answer holds a call without a name or an id');
  if (refusal !== '' && calls.length === 0) return failed('blocked', `the model refused: ${refusal}`);
  const continuation = continuationOf(asked.model, items);
  return {
    kind: 'answered',
    text,
    calls: calls.filter((call) => call !== null),
    ...(items.length === 0 ? {} : {continuation}),
    usage: usageOf(usage, asked.price, {asked: asked.characters, answered: continuation.length}),
  };
}

function callOf(item: Json): ModelCall | null {
  const providerId = textAt(item, 'call_id');
  const name = textAt(item, 'name');
  if (!providerId || !name) return null;
  return {providerId, name, argumentsJson: textAt(item, 'arguments') ?? ''};
}

function incomplete(reason: string): ModelOutcome {
  switch (reason) {
    case 'content_filter':
      return failed('blocked', "the provider's content filter stopped the answer");
    case 'max_output_tokens':
      return failed('contextTooLong', 'the answer reached the length that the model may write, and is not complete');
    default:
      return failed('cut', `the provider ended the answer early: ${reason}`);
  }
}
