// The Planner's own tool.
import {z} from 'zod';
import {defineTool} from '../tool.ts';

const words = (about: string) => z.string().max(3000).describe(about);

export const proposePlan = defineTool({
  name: 'propose_plan',
  description: 'Hands in the plan: two or more approaches that differ in substance, scored, one of them chosen.',
  arguments: z.strictObject({
    criteria: z.array(
      z.strictObject({
        name: z.string().min(1).max(120).describe('What it is judged by, such as correctness under concurrency.'),
        weight: z.number().min(0).max(10).describe('How much it counts, 0 to 10.'),
      }),
    ),
    approaches: z.array(
      z.strictObject({
        name: z.string().min(1).max(120),
        summary: words('How it works, from load to unload.'),
        dataStructures: words('What is kept, where it lives, who frees it and when.'),
        locking: words('Each lock, what it protects, the contexts that take it, and what may sleep under it.'),
        kernelApi: z.array(z.string().max(200)).describe('The calls that it rests on, each seen in this release.'),
        risks: z.array(z.string().max(500)).describe('What can go wrong, error paths and unloading included.'),
        scores: z.array(z.number().min(0).max(10)).describe('One for each criterion, in their order, 0 to 10.'),
      }),
    ),
    choice: z.string().max(120).describe('The name of the approach to follow.'),
    why: words('Why it is chosen and why the others lost.'),
  }),
  command: ({call}, given) => ({do: 'proposePlan', call, ...given}),
});
