// Compiles what a role is asked from the state, as named sections within budgets: the stable part first, then the assignment and what was
// said in it, and last, on every turn, where the work stands and the constraints in force.
import type {Refusal} from '../src/core/commands.ts';
import type {Assignment} from '../src/core/entities.ts';
import {tokensOfTool} from '../src/core/estimate.ts';
import type {PromptItem, ToolSchema} from '../src/core/prompt.ts';
import type {CuttableSection, PromptBudget} from '../src/core/prompt-budget.ts';
import {type Role, roleNames} from '../src/core/roles.ts';
import type {State} from '../src/core/state.ts';
import {briefSections} from './brief.ts';
import {changePieces} from './changes.ts';
import {type Continuation, historySection} from './history.ts';
import {roleText, targetText} from './instructions.ts';
import {opinionText} from './opinion-text.ts';
import {cutToFit, type Section, tokensOf, uncut} from './section.ts';
import {constraintsText, standingPieces} from './standing.ts';
import {toolSchemasFor} from './tools.ts';

export interface Prompt {
  readonly instructions: string;
  readonly items: readonly PromptItem[];
  readonly tools: readonly ToolSchema[];
  readonly cacheKey: string;
  /** The same again, in the order in which a model reads it. */
  readonly sections: readonly Section[];
}

/** The refusal is in words for the person: no role can do anything about it. */
export function promptFor(state: State, assignment: Assignment, continuation: Continuation): Prompt | Refusal {
  const {role} = assignment;
  const budget = state.prompts[role];
  const tools = toolSchemasFor(role, assignment.purpose);
  const head = headSections(state, role, tools);
  const last = [
    ...uncut('opinion', false, role === 'verifier' ? opinionText(state) : ''),
    ...uncut('constraints', false, constraintsText(state, assignment)),
  ];
  const brief = briefSections(state, assignment, (name, fixed) =>
    stableShare(budget, name, tokensOf([...head, ...fixed]), tokensOf(last)),
  );
  const fixedTokens = tokensOf([...head, ...brief.filter(({budgetTokens}) => budgetTokens === undefined), ...last]);
  if (fixedTokens > budget.total - cutWordsTokens) return {refused: tooLong(role, fixedTokens, budget, last)};
  const rest = budget.total - cutWordsTokens - tokensOf([...head, ...brief, ...last]);
  const newest = [
    ...cutToFit('changes', false, changePieces(state, assignment), Math.min(budget.changes, rest / 4)),
    ...cutToFit('standing', false, standingPieces(state, assignment), Math.min(budget.standing, rest / 4)),
  ];
  const history = historySection(assignment, continuation, Math.min(budget.history, rest - tokensOf(newest)));
  return {...wireOf(head, brief, history, [...newest, ...last]), tools, cacheKey: cacheKeyOf(state, role)};
}

/** Room for the words that name what was cut, whatever else there is. */
const cutWordsTokens = 1_000;

/**
 * Of what the fixed parts leave half goes to the sections of the first message that can be cut, as far as they may have it. What the newest
 * message needs is taken in coarse steps, so that a new constraint moves nothing in the stable part unless it has to.
 */
function stableShare(budget: PromptBudget, name: CuttableSection, fixed: number, newest: number): number {
  const room = Math.max(0, budget.total - cutWordsTokens - fixed);
  const step = Math.max(1, room / 4);
  const half = Math.max(0, room - Math.ceil(newest / step) * step) / 2;
  const all = stableCuttable.reduce((sum, one) => sum + budget[one], 0);
  return Math.min(budget[name], Math.floor((half * budget[name]) / Math.max(1, all)));
}

const stableCuttable: readonly CuttableSection[] = ['tasks', 'plan', 'evidence', 'earlier'];

function headSections(state: State, role: Role, tools: readonly ToolSchema[]): readonly Section[] {
  const {requirement, kernelRelease} = state;
  return [
    ...uncut('role', true, roleText(role)),
    ...uncut('target', true, targetText({module: requirement?.module ?? '', kernelRelease})),
    {
      name: 'tools',
      stable: true,
      tokens: tools.reduce((sum, tool) => sum + tokensOfTool(tool), 0),
      cuts: [],
      said: tools.map((tool) => JSON.stringify(tool)).join('\n'),
    },
  ];
}

function wireOf(
  head: readonly Section[],
  brief: readonly Section[],
  history: readonly Section[],
  newest: readonly Section[],
): Pick<Prompt, 'instructions' | 'items' | 'sections'> {
  const house = (sections: readonly Section[]): PromptItem => ({
    kind: 'message',
    from: 'house',
    text: joined(sections),
  });
  const items = history.flatMap(({said}) => (typeof said === 'string' ? [] : said));
  return {
    instructions: joined(head.filter(({name}) => name !== 'tools')),
    items: [house(brief), ...items, house(newest)],
    sections: [...head, ...brief, ...history, ...newest],
  };
}

function joined(sections: readonly Section[]): string {
  return sections.flatMap(({said}) => (typeof said === 'string' ? [said] : [])).join('\n\n');
}

function tooLong(role: Role, tokens: number, {total}: PromptBudget, last: readonly Section[]): string {
  const constraints = last.find(({name}) => name === 'constraints')?.tokens ?? 0;
  return `the prompt of the ${roleNames[role]} has no room: its instructions and tools, the requirement, the task and the constraints (${constraints} tokens) are never cut, and are some ${tokens} tokens, of ${total} that it may have with ${cutWordsTokens} for the rest`;
}

/** Providers take 64 characters. */
function cacheKeyOf({sessionId}: State, role: Role): string {
  return `${role}-${sessionId ?? 'session'}`.slice(0, 64);
}
