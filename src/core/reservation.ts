// What a question to a model may come to cost at most, before it is put: the parts of its prompt as long as they may be, and the
// longest answer that is allowed.
import type {Reservation} from './budget.ts';
import type {Assignment} from './entities.ts';
import {estimatedUsage, tokensOfHistory, tokensOfText} from './estimate.ts';
import {cuttableSections} from './prompt-budget.ts';
import type {State} from './state.ts';

/** As much as a model writes where nobody bounds it, its reasoning included. With `outputTokensMax` less is set aside. */
const answerTokens = 128_000;
/** Instructions, tools, headings, and the words that name what was cut. */
const frameTokens = 12_000;

/** A model without a price costs what nobody knows: nothing is set aside for it in money. A tape takes nothing at all. */
export function reservationFor(state: State, assignment: Assignment): Reservation {
  if (state.label.kind === 'tape') return {tokens: 0, microdollars: 0};
  const inputTokens = inputTokensMax(state, assignment);
  const {price, outputTokensMax: outputTokens = answerTokens} = state.models[assignment.role] ?? {};
  const {costMicrodollars} = estimatedUsage({inputTokens, outputTokens}, price);
  return {tokens: inputTokens + outputTokens, microdollars: costMicrodollars};
}

/** A prompt is compiled within the budgets of its sections and within its total, whichever is less. */
function inputTokensMax(state: State, {role, transcript}: Assignment): number {
  const budget = state.prompts[role];
  const cuttable = cuttableSections.filter((name) => name !== 'history').reduce((sum, name) => sum + budget[name], 0);
  const history = Math.min(tokensOfHistory(transcript), budget.history);
  return Math.min(frameTokens + uncutTokens(state) + cuttable + history, budget.total);
}

/** Of what is never cut, all that any role is told. */
function uncutTokens({requirement, tasks, constraints, opinions, acceptance}: State): number {
  return tokensOfText(JSON.stringify([requirement, tasks, constraints, opinions, acceptance]));
}
