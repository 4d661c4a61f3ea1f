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
        algorithms: words('The steps of what it does where that is not plain: how room is made, how a wait ends.'),
        dataStructures: words('What is kept, where it lives, who frees it and when.'),
        locking: words('Each lock, what it protects, the contexts that take it, and what may sleep under it.'),
        lifetime: words('Who makes and frees what, in which order, and what keeps it alive while others use it.'),
        kernelApi: z
          .array(
            z.strictObject({
              name: z.string().min(1).max(200).describe('Such as misc_register.'),
              header: z.string().min(1).max(200).describe('Such as linux/miscdevice.h.'),
            }),
          )
          .describe('The calls that it rests on, each looked up in this release.'),
        risks: z.array(z.string().max(500)).describe('What can go wrong, error paths and unloading included.'),
        scores: z.array(z.number().min(0).max(10)).describe('One for each criterion, in their order, 0 to 10.'),
      }),
    ),
    choice: z.string().max(120).describe('The name of the approach to follow.'),
    why: words('Why it is chosen.'),
    lost: z
      .array(
        z.strictObject({
          approach: z.string().max(120).describe('Its name.'),
          why: z.string().min(1).max(1000).describe('Why it lost against the chosen one.'),
        }),
      )
      .describe('One for each approach that is not chosen.'),
  }),
  command: ({call}, given) => ({do: 'proposePlan', call, ...given}),
});
