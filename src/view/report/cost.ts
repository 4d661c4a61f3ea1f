// What each role's answers cost. Where a provider told no numbers, a part is estimated, and says so.
import type {Usage} from '../../core/entities.ts';
import {type Role, roleNames, roles} from '../../core/roles.ts';
import type {State} from '../../core/state.ts';
import {examinedMs, madeExaminations} from '../examined-time.ts';
import {counted, duration, money} from '../formats.ts';
import {modelLabel} from '../title-line.ts';
import {table} from './markdown.ts';

export function costLines(state: State): readonly string[] {
  const {agents} = state;
  const rows = roles.map((role) => {
    const {usage, answers} = agents[role];
    return [roleNames[role], answeredBy(state, role), String(answers), ...usageCells(usage)];
  });
  const all = roles.map((role) => agents[role].usage).reduce(sum);
  const answers = roles.reduce((count, role) => count + agents[role].answers, 0);
  const costs = table(
    ['role', 'model', 'answers', 'tokens in', 'of them cached', 'tokens out', 'cost'],
    [...rows, ['all', '', String(answers), ...usageCells(all)]],
  );
  const looked = examinedWords(state);
  return looked === '' ? costs : [...costs, '', looked];
}

/** The model that a role is set to answers nothing while a tape does. */
function answeredBy(state: State, role: Role): string {
  if (state.label.kind === 'tape') return modelLabel(state);
  const model = state.models[role];
  return model === undefined ? '' : `${model.model} ${model.effort}`;
}

function usageCells({inputTokens, cachedTokens, outputTokens, costMicrodollars, estimated}: Usage): readonly string[] {
  const cost = `${estimated ? 'about ' : ''}${money(costMicrodollars)}`;
  return [String(inputTokens), String(cachedTokens), String(outputTokens), cost];
}

function sum(one: Usage, other: Usage): Usage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    costMicrodollars: one.costMicrodollars + other.costMicrodollars,
    ...(one.estimated || other.estimated ? {estimated: true} : {}),
  };
}

/** Checks take time, and no tokens. */
function examinedWords(state: State): string {
  const count = madeExaminations(state).length;
  if (count === 0) return '';
  return `The checks of ${counted(count, 'tree')} took ${duration(examinedMs(state, state.newestAtMs))}, and no tokens.`;
}
