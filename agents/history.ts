// What was said in an assignment, as items of a prompt. Every call is followed by its output, whatever became of it (else the
// provider refuses the whole), and all of it stays within a bound.
import type {Assignment, ToolCall, TranscriptItem} from '../src/core/entities.ts';
import type {BlobHash} from '../src/core/ids.ts';
import type {PromptItem} from '../src/core/prompt.ts';
import {editText} from './edit-text.ts';

type Continuation = (hash: BlobHash) => string | undefined;
type Answer = Extract<PromptItem, {kind: 'answer'}>;
type Result = Extract<PromptItem, {kind: 'result'}>;

/** An answer with its results, or a message: what stays or goes as one. */
type Exchange =
  | {readonly kind: 'said'; readonly item: Extract<PromptItem, {kind: 'message'}>}
  | {readonly kind: 'turn'; readonly answer: Answer; readonly results: readonly Result[]};

export function historyItems(
  {transcript, turn}: Pick<Assignment, 'transcript' | 'turn'>,
  continuation: Continuation,
  charactersMax: number,
): readonly PromptItem[] {
  const outputs = new Map(transcript.flatMap((item) => (item.kind === 'result' ? [[item.call, item.output]] : [])));
  const waiting = turn.at === 'calls' ? new Set(turn.pending.map(({id}) => id)) : new Set();
  const outputOf = ({id}: ToolCall): string =>
    outputs.get(id) ??
    (waiting.has(id) ? 'not run: it waits for an earlier call' : 'not run: the turn was ended before it');
  const exchanges = transcript.flatMap((item) => exchangeOf(item, outputOf, continuation));
  return bounded(exchanges, charactersMax).flatMap((exchange): readonly PromptItem[] =>
    exchange.kind === 'said' ? [exchange.item] : [exchange.answer, ...exchange.results],
  );
}

/** A result whose answer has been pushed out of the transcript has nothing to be paired with, and goes too. */
function exchangeOf(
  item: TranscriptItem,
  outputOf: (call: ToolCall) => string,
  continuation: Continuation,
): readonly Exchange[] {
  switch (item.kind) {
    case 'message':
      return [{kind: 'said', item}];
    case 'edit':
      return [{kind: 'said', item: {kind: 'message', from: 'house', text: editText(item)}}];
    case 'answer': {
      const calls = item.calls.map(({providerId, name, argumentsJson}) => ({providerId, name, argumentsJson}));
      const kept = item.continuation === undefined ? undefined : continuation(item.continuation);
      const answer: Answer = {
        kind: 'answer',
        text: item.text,
        calls,
        ...(kept === undefined ? {} : {continuation: kept}),
      };
      const results = item.calls.map(
        (call): Result => ({kind: 'result', providerId: call.providerId, output: outputOf(call)}),
      );
      return [{kind: 'turn', answer, results}];
    }
    case 'result':
      return [];
    default:
      return item satisfies never;
  }
}

/**
 * First the oldest results are left out, then the oldest turns; what the person and the house said stays. The cut moves in
 * steps of a quarter of the bound, so that the part before it stays the same, and cached, for many turns.
 */
function bounded(exchanges: readonly Exchange[], charactersMax: number): readonly Exchange[] {
  const surplus = exchanges.reduce((sum, exchange) => sum + lengthOf(exchange), 0) - charactersMax;
  if (surplus <= 0) return exchanges;
  const step = Math.ceil(charactersMax / 4);
  const toShed = Math.ceil(surplus / step) * step;
  const lightened = shed(exchanges, toShed, withoutOutputs);
  return shed(lightened.exchanges, toShed - lightened.gone, leftOut).exchanges;
}

/** The newest turn is never touched: it is what the answer will be about. */
function shed(
  exchanges: readonly Exchange[],
  toShed: number,
  lighter: (turn: Extract<Exchange, {kind: 'turn'}>) => Exchange,
): {readonly exchanges: readonly Exchange[]; readonly gone: number} {
  const newest = exchanges.findLastIndex(({kind}) => kind === 'turn');
  let gone = 0;
  const changed = exchanges.map((exchange, index) => {
    if (exchange.kind !== 'turn' || index === newest || gone >= toShed) return exchange;
    const light = lighter(exchange);
    gone += Math.max(0, lengthOf(exchange) - lengthOf(light));
    return light;
  });
  return {exchanges: changed, gone};
}

const outputCharactersKept = 200;

function withoutOutputs(turn: Extract<Exchange, {kind: 'turn'}>): Exchange {
  const results = turn.results.map((result): Result => {
    if (result.output.length <= 2 * outputCharactersKept) return result;
    const left = result.output.length - outputCharactersKept;
    const output = `${result.output.slice(0, outputCharactersKept)}\n[${left} characters of this older result are left out; call the tool again if you need them]`;
    return {...result, output};
  });
  return {...turn, results};
}

function leftOut({answer}: Extract<Exchange, {kind: 'turn'}>): Exchange {
  const names = answer.calls.map(({name}) => name).join(', ');
  const text = `[an older turn of yours is left out here${names === '' ? '' : `; it called ${names}`}]`;
  return {kind: 'said', item: {kind: 'message', from: 'house', text}};
}

function lengthOf(exchange: Exchange): number {
  if (exchange.kind === 'said') return exchange.item.text.length;
  const {answer, results} = exchange;
  const spoken = answer.continuation?.length ?? answer.text.length + lengthOfCalls(answer);
  return spoken + results.reduce((sum, {output}) => sum + output.length, 0);
}

function lengthOfCalls({calls}: Answer): number {
  return calls.reduce((sum, {name, argumentsJson}) => sum + name.length + argumentsJson.length, 0);
}
