// The provider's own numbers of what an answer took, as each wire names them. Half of them are none.
import {countAt, type Json, jsonAt} from '../../core/json.ts';
import type {TokenCounts} from '../../core/price.ts';

export function responsesUsage(told: Json | undefined): TokenCounts | undefined {
  return countsIn(told, {input: 'input_tokens', output: 'output_tokens', details: 'input_tokens_details'});
}

export function chatUsage(told: Json | undefined): TokenCounts | undefined {
  return countsIn(told, {input: 'prompt_tokens', output: 'completion_tokens', details: 'prompt_tokens_details'});
}

function countsIn(
  told: Json | undefined,
  names: {readonly input: string; readonly output: string; readonly details: string},
): TokenCounts | undefined {
  const inputTokens = told && countAt(told, names.input);
  const outputTokens = told && countAt(told, names.output);
  if (told === undefined || inputTokens === undefined || outputTokens === undefined) return undefined;
  const details = jsonAt(told, names.details);
  const cachedTokens = Math.min(inputTokens, (details && countAt(details, 'cached_tokens')) ?? 0);
  return {inputTokens, cachedTokens, outputTokens};
}
