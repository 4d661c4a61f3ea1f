// The Reviewer's own tools.
import {z} from 'zod';
import {severities} from '../../src/core/entities.ts';
import {defineTool} from '../tool.ts';

export const reportFinding = defineTool({
  name: 'report_finding',
  description:
    'Reports one defect of the submitted tree. It blocks when it is critical or major, names the requirement or constraint that it breaks, lies in a file that the change touches, and stands when another tries to disprove it.',
  arguments: z.strictObject({
    severity: z
      .enum(severities)
      .describe(
        'critical: memory corruption, a crash, a hang, a hole; major: wrong behaviour, a leak, a race; minor: a weakness; note: a remark.',
      ),
    class: z
      .string()
      .min(1)
      .max(80)
      .describe('Such as leak, use-after-free, race, locking, error-path, user-copy, api.'),
    file: z.string().min(1).max(300),
    line: z.int().min(1).describe('Where the defect is, not where it shows.'),
    claim: z.string().min(1).max(1000).describe('What is wrong, in one sentence.'),
    evidence: z
      .string()
      .min(1)
      .max(4000)
      .describe('The path through the code that proves it, step by step: which calls, which values, what follows.'),
    requirement: z
      .string()
      .max(1000)
      .nullable()
      .describe(
        'The words of the requirement or the task that it breaks, quoted as they stand there, or a constraint by its id; null if there is none.',
      ),
  }),
  command: ({call}, given) => ({do: 'reportFinding', call, ...given}),
});

export const giveVerdict = defineTool({
  name: 'give_verdict',
  description:
    'Ends the review, after every pass is finished. Approve only when no blocking finding is open; change only when one is. What you found is tried by another before it counts.',
  arguments: z.strictObject({
    verdict: z.enum(['approve', 'change']),
    summary: z.string().max(4000).describe('What was looked at, pass by pass, and what was found.'),
    resolved: z
      .array(z.string().max(20))
      .describe(
        'Ids of earlier findings that this tree has mended, such as F2, and of findings of checks that do not block and are no fault.',
      ),
  }),
  command: ({call}, given) => ({do: 'giveVerdict', call, ...given}),
});
