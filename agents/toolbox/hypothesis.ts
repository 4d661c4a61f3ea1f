// The tool with which the Executor explains a crash before anything is changed.
import {z} from 'zod';
import {defineTool} from '../tool.ts';

export const stateHypothesis = defineTool({
  name: 'state_hypothesis',
  description:
    'Says what you think a crash came from, before you change anything: after a crash nothing can be written until one stands. What you build next is its patch, and the next run confirms or disproves it. One that was disproved is not taken again.',
  arguments: z.strictObject({
    cause: z
      .string()
      .min(1)
      .max(2000)
      .describe('What happened, in which order and with which values; the mechanism, not the symptom.'),
    evidence: z
      .array(z.string().min(1).max(600))
      .min(1)
      .max(12)
      .describe('The lines of the report or of the source that speak for it, as they stand there.'),
    places: z
      .array(z.string().min(3).max(300))
      .min(1)
      .max(8)
      .describe('Where the cause lies in your code, each as file:line, such as ring.c:120.'),
    expects: z.string().min(1).max(2000).describe('What the same run will show once it is mended.'),
  }),
  command: ({call}, given) => ({do: 'stateHypothesis', call, ...given}),
});
