// The tool that asks the person.
import {z} from 'zod';
import {defineTool} from '../tool.ts';

export const askPerson = defineTool({
  name: 'ask_person',
  description:
    'Asks the person and waits for the answer, maybe for long. Only for what the requirement leaves open and a wrong guess would make worthless.',
  arguments: z.strictObject({
    question: z.string().max(2000).describe('One question, with what you need to know in order to go on.'),
    choices: z.array(z.string().max(200)).max(6).describe('Answers to choose from; empty for an open question.'),
  }),
  command: ({call}, given) => ({do: 'askPerson', call, ...given}),
});
