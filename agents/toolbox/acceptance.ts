// The tool that hands in what a goal is to be held against.
import {z} from 'zod';
import {defineTool} from '../tool.ts';

export const proposeAcceptance = defineTool({
  name: 'propose_acceptance',
  description:
    'Hands in what the goal is held against: task.md, accept.sh and helper programs. It is checked, and then the person reads, edits and approves it; nobody can change it afterwards.',
  arguments: z.strictObject({
    markdown: z
      .string()
      .max(16_000)
      .describe(
        'task.md: front matter between two lines "---" with name, module, minutes and, where there are any, constraints (a list); then the goal in prose.',
      ),
    script: z
      .string()
      .max(32_000)
      .describe(
        'accept.sh, for busybox sh as root on the target. It loads "$KO" itself, ends with status 0 or says why not, and leaves the module unloaded.',
      ),
    programs: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^\w[\w-]{0,54}$/)
            .describe('Without .c; it lies beside accept.sh under this name.'),
          source: z.string().max(32_000).describe('One C file for user space, compiled static.'),
        }),
      )
      .max(8)
      .describe('Helper programs for what a shell can not do, such as ioctl or poll; empty when there are none.'),
  }),
  command: ({call}, draft) => ({do: 'proposeAcceptance', call, draft}),
});
