// Compiles what a role is asked from the state: the stable part first, then the assignment and what was said in it, and last, on
// every turn, where the work stands and the constraints in force.
import type {Assignment} from '../src/core/entities.ts';
import type {BlobHash} from '../src/core/ids.ts';
import type {PromptItem} from '../src/core/prompt.ts';
import type {State} from '../src/core/state.ts';
import {briefText} from './brief.ts';
import {historyItems} from './history.ts';
import {instructionsFor} from './instructions.ts';
import {agents} from './roles.ts';
import {standingText} from './standing.ts';

export interface Prompt {
  readonly instructions: string;
  readonly items: readonly PromptItem[];
  readonly cacheKey: string;
}

export function promptFor(
  state: State,
  assignment: Assignment,
  continuation: (hash: BlobHash) => string | undefined,
): Prompt {
  const {role} = assignment;
  const {requirement, kernelRelease} = state;
  const house = (text: string): PromptItem => ({kind: 'message', from: 'house', text});
  return {
    instructions: instructionsFor(role, {module: requirement?.module ?? '', kernelRelease}),
    items: [
      house(briefText(state, assignment)),
      ...historyItems(assignment, continuation, agents[role].limits.historyCharactersMax),
      house(standingText(state, assignment)),
    ],
    cacheKey: cacheKeyOf(state, role),
  };
}

/** Providers take 64 characters. */
function cacheKeyOf({sessionId}: State, role: Assignment['role']): string {
  return `${role}-${sessionId ?? 'session'}`.slice(0, 64);
}
