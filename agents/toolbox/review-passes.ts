// Tools of a review besides its findings and its verdict: what the tree changes, a pass that is finished, a finding that was tried.
import {z} from 'zod';
import {reviewPasses} from '../../src/core/review.ts';
import {defineTool} from '../tool.ts';

export const showChange = defineTool({
  name: 'show_change',
  description: 'Shows what the submitted tree changes since the last commit, as a unified diff.',
  arguments: z.strictObject({
    path: z.string().min(1).max(300).nullable().describe('One file of it, or null for all.'),
  }),
  command: ({call, tree, since}, {path}) => ({
    do: 'useTool',
    call,
    tool:
      tree === undefined
        ? {tool: 'listFiles'}
        : {tool: 'showChange', tree, path, ...(since === undefined ? {} : {since})},
  }),
});

export const finishPass = defineTool({
  name: 'finish_pass',
  description:
    'Says that one pass over the tree is finished. Each has one question in mind; a verdict comes after all of them. Several can be finished in one answer.',
  arguments: z.strictObject({
    pass: z.enum(reviewPasses),
    lookedAt: z
      .string()
      .min(1)
      .max(1500)
      .describe(
        'Which functions and lines you went through with this question, and what you saw; findings by their ids.',
      ),
  }),
  command: ({call}, given) => ({do: 'finishPass', call, ...given}),
});

export const judgeFinding = defineTool({
  name: 'judge_finding',
  description:
    'Says of one finding whether it stands after you have tried to disprove it. Only what stands can send work back.',
  arguments: z.strictObject({
    finding: z.string().min(2).max(20).describe('Its id, such as F2.'),
    stands: z.boolean(),
    why: z
      .string()
      .min(1)
      .max(2000)
      .describe('The path that you followed through the code, with its lines, and what it showed.'),
  }),
  command: ({call}, given) => ({do: 'judgeFinding', call, ...given}),
});
