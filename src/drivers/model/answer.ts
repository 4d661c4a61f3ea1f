// How a streamed answer ended, as the core takes it: the same for both wires.
import {estimatedUsage, tokensOfText} from '../../core/estimate.ts';
import type {RequestFields} from '../../core/model-settings.ts';
import {costOf, type Price, type TokenCounts} from '../../core/price.ts';
import type {ModelOutcome} from '../../ports.ts';
import {failed, failureOfCode} from './failure.ts';
import {continuationOf} from './responses/request-body.ts';
import {isSameModel} from './same-model.ts';
import type {IncompleteWhy, Reading, StreamEnd} from './wire.ts';

export interface Asked {
  readonly model: string;
  readonly mayAnswer: RequestFields['model'];
  readonly price?: Price;
  /** An estimate, for where the provider tells no numbers. */
  readonly inputTokens: number;
}

type Usage = Extract<ModelOutcome, {kind: 'answered'}>['usage'];

export function outcomeOf(reading: Reading, asked: Asked): ModelOutcome {
  const {end} = reading;
  // A client library does not tell a stream that stopped in the middle from one that came to its end.
  if (end === undefined) return failed('cut', 'the answer was cut off before it was complete');
  switch (end.kind) {
    case 'completed':
      return completed(end, reading, asked);
    case 'failed':
      return owing(
        failed(failureOfCode(end.code, end.message) ?? 'server', `the provider gave up: ${end.message}`),
        end,
        asked,
      );
    case 'incomplete':
      return owing(incomplete(end.why, end.reason), end, asked);
    case 'malformed':
      return failed('malformed', end.why);
    default:
      return end satisfies never;
  }
}

/** What is owed where nobody tells: the question, and what was said of the answer. */
export function estimateOf({characters}: Pick<Reading, 'characters'>, {inputTokens, price}: Asked): Usage {
  return estimatedUsage({inputTokens, outputTokens: Math.ceil(characters / 4)}, price);
}

function completed(
  {said, usage: told}: Extract<StreamEnd, {kind: 'completed'}>,
  reading: Reading,
  asked: Asked,
): ModelOutcome {
  const {text, refusal, calls, items} = said;
  const {model, unknown} = reading;
  const usage = told === undefined ? unknownUsage(reading, said, asked) : priced(told, asked);
  const whole = calls.filter((call) => call !== null);
  if (whole.length < calls.length)
    return {...failed('malformed', 'the answer holds a call without a name or an id'), usage};
  if (refusal !== '' && calls.length === 0) return {...failed('blocked', `the model refused: ${refusal}`), usage};
  const other = model === undefined || isSameModel(asked.model, model) ? undefined : model;
  if (other !== undefined && asked.mayAnswer === 'exact') {
    return {...failed('rerouted', `${other} answered, and ${asked.model} was asked`), usage};
  }
  return {
    kind: 'answered',
    text,
    calls: whole,
    ...(items === undefined || items.length === 0 ? {} : {continuation: continuationOf(asked.model, items)}),
    usage,
    ...(other === undefined ? {} : {answeredBy: other}),
    ...(unknown === 0 ? {} : {unknownEvents: unknown}),
  };
}

/** Items hold reasoning that is not shown, and is paid. */
function unknownUsage(reading: Reading, {items}: {readonly items?: readonly object[]}, asked: Asked): Usage {
  const seen = estimateOf(reading, asked);
  const held = items === undefined ? 0 : tokensOfText(JSON.stringify(items));
  return estimatedUsage({...seen, outputTokens: Math.max(seen.outputTokens, held)}, asked.price);
}

type Failed = Extract<ModelOutcome, {kind: 'failed'}>;

function owing(outcome: Failed, {usage}: {readonly usage?: TokenCounts}, asked: Asked): Failed {
  return usage === undefined ? outcome : {...outcome, usage: priced(usage, asked)};
}

function priced(tokens: TokenCounts, {price}: Asked): Usage {
  return {...tokens, costMicrodollars: costOf(tokens, price)};
}

function incomplete(why: IncompleteWhy, reason: string): Failed {
  switch (why) {
    case 'filter':
      return failed('blocked', "the provider's content filter stopped the answer");
    case 'length':
      return failed('answerTooLong', 'the answer reached the length that the model may write, and is not complete');
    case 'other':
      return failed('cut', `the provider ended the answer early: ${reason}`);
    default:
      return why satisfies never;
  }
}
