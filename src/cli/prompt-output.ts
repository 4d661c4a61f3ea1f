// A compiled prompt for a person: which sections it has and how large they are, what was cut, where the part ends that a provider can
// keep, and all of its text; or the same as JSON.
import type {Prompt} from '../../agents/prompt.ts';
import {cutText, type Section, tokensOf} from '../../agents/section.ts';
import type {Assignment} from '../core/entities.ts';
import type {PromptItem} from '../core/prompt.ts';
import type {PromptBudget} from '../core/prompt-budget.ts';
import {roleNames} from '../core/roles.ts';
import {plainText} from '../kernel/sanitize.ts';

export interface ShownPrompt {
  readonly session: string;
  readonly assignment: Assignment;
  readonly isOver: boolean;
  readonly budget: PromptBudget;
  readonly prompt: Prompt;
}

export function promptText(shown: ShownPrompt): string {
  const {sections} = shown.prompt;
  const end = sections.findLastIndex(({stable}) => stable);
  return [
    headLine(shown),
    '',
    ...tableLines(shown, end),
    ...sections.flatMap((section, index) => [
      '',
      ...sectionLines(section),
      ...(index === end ? ['', endOfStable(sections)] : []),
    ]),
    '',
  ].join('\n');
}

function headLine({session, assignment: {id, role, purpose, task, turns}, isOver}: ShownPrompt): string {
  const what = `${purpose}${task === undefined ? '' : ` ${task}`}`;
  const name = roleNames[role];
  return isOver
    ? `session ${session}: the ${name} has no assignment now; this is what it would have seen next in its last one, ${id} (${what}), after ${turns} turns`
    : `session ${session}: what the ${name} sees now in ${id} (${what}), after ${turns} turns`;
}

function tableLines({prompt: {sections}, budget}: ShownPrompt, end: number): readonly string[] {
  const rows = sections.flatMap(({name, tokens, budgetTokens, cuts}, index) => [
    row(name, tokens, budgetTokens === undefined ? 'never cut' : `of ${grouped(Math.floor(budgetTokens))}`),
    ...(cuts.length === 0 ? [] : [`  ${cutText(name, cuts)}`]),
    ...(index === end ? [endOfStable(sections)] : []),
  ]);
  return [
    ...rows,
    row('total', tokensOf(sections), `of ${grouped(budget.total)}; tokens are reckoned at four bytes each`),
  ];
}

function row(name: string, tokens: number, more: string): string {
  return `${name.padEnd(14)}${grouped(tokens).padStart(9)}  ${more}`;
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

function endOfStable(sections: readonly Section[]): string {
  const stable = tokensOf(sections.filter((section) => section.stable));
  return `---- up to here it stays the same in every turn of the assignment: ${grouped(stable)} tokens that a provider can keep ----`;
}

/** Nothing in it reaches a terminal as more than text. */
function sectionLines({name, tokens, said}: Section): readonly string[] {
  const text = typeof said === 'string' ? said : said.map(itemText).join('\n\n');
  return [`#### ${name}, ${grouped(tokens)} tokens`, ...text.split('\n').map(plainText)];
}

function itemText(item: PromptItem): string {
  switch (item.kind) {
    case 'message':
      return `>> ${item.from === 'person' ? 'the person' : 'Quarterdeck'}:\n${item.text}`;
    case 'answer': {
      const calls = item.calls.map(
        ({name, providerId, argumentsJson}) => `\n>> calls ${name} (${providerId}): ${argumentsJson}`,
      );
      return `>> the model:\n${item.text}${calls.join('')}`;
    }
    case 'result':
      return `>> result of ${item.providerId}:\n${item.output}`;
    default:
      return item satisfies never;
  }
}

export function promptJson({session, assignment, isOver, budget, prompt}: ShownPrompt): string {
  const {id, role, purpose, task, turns} = assignment;
  const {instructions, items, tools, cacheKey, sections} = prompt;
  const sized = sections.map(({name, stable, tokens, budgetTokens, cuts, said}) => ({
    ...{name, stable, tokens},
    ...(budgetTokens === undefined ? {} : {budgetTokens: Math.floor(budgetTokens)}),
    ...{cuts, said},
  }));
  const stableTokens = tokensOf(sections.filter(({stable}) => stable));
  const whole = {tokens: tokensOf(sections), stableTokens, budget};
  const of = {session, role, assignment: id, purpose, ...(task === undefined ? {} : {task}), turns, isOver};
  const json = JSON.stringify(
    {...of, ...whole, sections: sized, request: {instructions, items, tools, cacheKey}},
    null,
    2,
  );
  return `${json.replaceAll(/[\x7f-\x9f]/g, escaped)}\n`;
}

/** JSON leaves them as they are, and a terminal may act on them. */
function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
