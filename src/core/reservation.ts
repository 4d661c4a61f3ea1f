// What a question to a model may come to cost, before it is put: its prompt by an estimate, its answer by the longest that is
// allowed or reckoned with.
import type {Reservation} from './budget.ts';
import type {Assignment} from './entities.ts';
import {estimatedAsk, estimatedUsage} from './estimate.ts';
import type {State} from './state.ts';

/** An answer with a whole source file in it, and the reasoning before it. */
const answerTokens = 32_000;

/** A model without a price costs what nobody knows: nothing is set aside for it in money. */
export function reservationFor(state: State, assignment: Assignment): Reservation {
  const {inputTokens} = estimatedAsk(state, assignment);
  const {price, outputTokensMax: outputTokens = answerTokens} = state.models[assignment.role] ?? {};
  const {costMicrodollars} = estimatedUsage({inputTokens, outputTokens}, price);
  return {tokens: inputTokens + outputTokens, microdollars: costMicrodollars};
}
