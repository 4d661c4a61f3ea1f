// What was thought to be behind each crash before anything was changed, and what the target said of it.
import type {Hypothesis, HypothesisStanding} from '../../core/hypothesis.ts';
import type {State} from '../../core/state.ts';
import {leftOut} from './left-out.ts';
import {inline, listOr} from './markdown.ts';

export function hypothesisLines({hypotheses, ordinals}: State): readonly string[] {
  const left = ordinals.hypotheses - hypotheses.length;
  return [...leftOut('hypotheses', left), ...listOr('None.', hypotheses.map(hypothesisWords))];
}

function hypothesisWords({id, run, title, cause, places, evidence, expects, standing}: Hypothesis): string {
  const at = places.length === 0 ? '' : ` at ${places.map(inline).join(', ')}`;
  const because = evidence.length === 0 ? '' : `; for it speaks: ${evidence.map(inline).join('; ')}`;
  const head = `**${inline(id)}** of ${inline(run)} (${inline(title)}): ${inline(cause)}${at}${because}`;
  return `${head}; expected after the change: ${inline(expects)}; ${standingWords(standing)}`;
}

function standingWords(standing: HypothesisStanding): string {
  return standing.kind === 'open'
    ? 'not settled'
    : `${standing.kind} by ${inline(standing.run)}: ${inline(standing.why)}`;
}
