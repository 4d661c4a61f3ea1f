// The Executor's own tools; what they take is the folder as it is at that moment.
import {z} from 'zod';
import {defineTool} from '../tool.ts';

export const build = defineTool({
  name: 'build',
  description:
    "Builds the module in the folder with Kbuild against the target's kernel, and says what the compiler said.",
  arguments: z.strictObject({}),
  command: ({call}) => ({do: 'build', call}),
});

export const tryOnTarget = defineTool({
  name: 'try_on_target',
  description:
    "Runs the module of the last clean build on the target: load, acceptance, unload, then load and unload ten times, with an eye on the console. A crash costs a reboot and comes back as the kernel's own report. After a crash the build that had it is run again first, so that you learn whether it is mended or was only not seen.",
  arguments: z.strictObject({}),
  command: ({call}) => ({do: 'tryOnTarget', call}),
});

export const submitWork = defineTool({
  name: 'submit_work',
  description: 'Hands the folder to the Reviewer and ends your turn. It must be built clean as it is.',
  arguments: z.strictObject({
    summary: z
      .string()
      .max(4000)
      .describe(
        'What it does, how it is locked, what each finding led to, what was tried on the target. The person reads it; the Reviewer does not.',
      ),
  }),
  command: ({call}, {summary}) => ({do: 'submitWork', call, summary}),
});
