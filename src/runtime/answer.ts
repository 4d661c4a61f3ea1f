// An answer as the events that it becomes. Every call that the provider knows of gets a result, the ones that are not
// carried out too: a provider takes no question in which the output of a call is missing.
import {tokensOfText} from '../core/estimate.ts';
import type {Event} from '../core/events.ts';
import {type BlobHash, callId, type TurnId} from '../core/ids.ts';
import {cutText, kept, type Limits} from '../core/limits.ts';
import type {ModelCall, ModelOutcome} from '../ports.ts';

export function answerEvents(
  turn: TurnId,
  {text, calls, usage, answeredBy, unknownEvents, continuation: items = ''}: Extract<ModelOutcome, {kind: 'answered'}>,
  {callsPerTurn}: Limits,
  continuation: BlobHash | undefined,
): readonly Event[] {
  const played = continuation === undefined ? {} : {continuation, continuationTokens: tokensOfText(items)};
  const told = {
    ...(answeredBy === undefined ? {} : {answeredBy}),
    ...(unknownEvents === undefined ? {} : {unknownEvents}),
  };
  return [
    {type: 'turn.answered', turn, text: cutText(text), calls: calls.map(bounded), usage, ...played, ...told},
    ...calls.flatMap((call, index): readonly Event[] => {
      const output = refusalOf(call, index, callsPerTurn);
      return output === null ? [] : [{type: 'tool.returned', call: callId(turn, index + 1), ok: false, output}];
    }),
  ];
}

function bounded({argumentsJson, ...call}: ModelCall): ModelCall {
  return {...call, argumentsJson: isTooLong(argumentsJson) ? '{}' : argumentsJson};
}

function refusalOf({argumentsJson}: ModelCall, index: number, callsPerTurn: number): string | null {
  if (index >= callsPerTurn)
    return `not run: an answer may hold ${callsPerTurn} calls; ask again for what is still wanted`;
  if (!isTooLong(argumentsJson)) return null;
  return `not run: ${argumentsJson.length} characters of arguments are more than ${kept.argumentsCharacters}`;
}

function isTooLong(argumentsJson: string): boolean {
  return argumentsJson.length > kept.argumentsCharacters;
}
