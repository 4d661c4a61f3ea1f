// The Verifier's own tools.
import {z} from 'zod';
import {statementVerdicts} from '../../src/core/opinion.ts';
import {defineTool} from '../tool.ts';

export const readRecords = defineTool({
  name: 'read_records',
  description:
    'Reads what the house recorded of builds, of runs on the target and of crashes, each with the tree that it was of.',
  arguments: z.strictObject({
    id: z.string().max(20).nullable().describe('A build or run by its id, such as B3 or R2; null for the list of all.'),
  }),
  command: ({call}, {id}) => ({do: 'useTool', call, tool: {tool: 'readRecords', id}}),
});

export const answerStatement = defineTool({
  name: 'answer_statement',
  description: "Answers one of the person's statements. The places are looked up in the pinned tree.",
  arguments: z.strictObject({
    statement: z.string().max(20).describe('Its id, such as O1.2.'),
    verdict: z
      .enum(statementVerdicts)
      .describe(
        'confirmed: the named lines bring it about; contradicted: on some path it is not so; notDecided: the tree and the records do not settle it.',
      ),
    places: z
      .array(z.strictObject({file: z.string().min(1).max(300), line: z.int().min(1)}))
      .describe('The lines that decide it, as read_file numbers them; empty only for notDecided.'),
    says: z
      .string()
      .min(1)
      .max(3000)
      .describe('Why, step by step, in plain sentences; for notDecided what is missing and what would settle it.'),
  }),
  command: ({call}, given) => ({do: 'answerStatement', call, ...given}),
});

export const concludeOpinion = defineTool({
  name: 'conclude_opinion',
  description:
    'Ends your answering, when every statement has its answer. The person reads it, and may talk it over with you.',
  arguments: z.strictObject({
    summary: z.string().min(1).max(3000).describe('What came of it, in one to four sentences.'),
  }),
  command: ({call}, {summary}) => ({do: 'concludeOpinion', call, summary}),
});
