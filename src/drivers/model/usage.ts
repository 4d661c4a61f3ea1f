// What an answer cost: the provider's own numbers, or an estimate that says it is one.
import type {Usage} from '../../core/entities.ts';
import {countAt, type Json, jsonAt} from '../../core/json.ts';
import type {Price} from '../../core/price.ts';

/** English text and code are about four characters a token. */
const charactersPerToken = 4;

export function usageOf(
  told: Json | undefined,
  price: Price | undefined,
  characters: {readonly asked: number; readonly answered: number},
): Usage {
  const inputTokens = told && countAt(told, 'input_tokens');
  const outputTokens = told && countAt(told, 'output_tokens');
  if (told === undefined || inputTokens === undefined || outputTokens === undefined) {
    return {...estimate(price, characters), estimated: true};
  }
  const details = jsonAt(told, 'input_tokens_details');
  const cachedTokens = Math.min(inputTokens, (details && countAt(details, 'cached_tokens')) ?? 0);
  return priced({inputTokens, cachedTokens, outputTokens}, price);
}

function estimate(
  price: Price | undefined,
  {asked, answered}: {readonly asked: number; readonly answered: number},
): Usage {
  const tokens = (characters: number): number => Math.ceil(characters / charactersPerToken);
  return priced({inputTokens: tokens(asked), cachedTokens: 0, outputTokens: tokens(answered)}, price);
}

/** A dollar for a million tokens is a microdollar for one. */
function priced(tokens: Omit<Usage, 'costMicrodollars' | 'estimated'>, price: Price | undefined): Usage {
  if (price === undefined) return {...tokens, costMicrodollars: 0};
  const {inputTokens, cachedTokens, outputTokens} = tokens;
  const {longInput} = price;
  const factor = longInput !== undefined && inputTokens > longInput.aboveTokens ? longInput.factor : 1;
  const cost =
    (inputTokens - cachedTokens) * price.inputPerMillion +
    cachedTokens * price.cachedPerMillion +
    outputTokens * price.outputPerMillion;
  return {...tokens, costMicrodollars: Math.round(cost * factor)};
}
