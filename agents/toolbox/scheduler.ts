// The Scheduler's own tools.
import {z} from 'zod';
import {defineTool} from '../tool.ts';

export const newTasks = z.array(
  z.strictObject({
    key: z.string().min(1).max(40).describe('A short name of your own, for "dependsOn".'),
    title: z.string().max(200).describe('What it brings about, as the subject of a commit.'),
    goal: z.string().max(4000).describe('What must be true when it is done, as sentences that can be checked.'),
    acceptance: z
      .enum(['load', 'accept'])
      .describe('load: it loads and unloads cleanly; accept: the whole accept.sh as well. The last task has accept.'),
    dependsOn: z
      .array(z.string().max(40))
      .describe('Keys of earlier tasks of this list, or ids of tasks that are there.'),
  }),
);

export const createTasks = defineTool({
  name: 'create_tasks',
  description:
    'Creates the tasks, in an order in which they can be done. Each goes through planning, writing, review and the target, and becomes one commit.',
  arguments: z.strictObject({
    tasks: newTasks,
  }),
  command: ({call}, {tasks}) => ({do: 'createTasks', call, tasks}),
});

export const writeNote = defineTool({
  name: 'write_note',
  description: 'Writes a note to the person, kept with the session. It ends a turn in which no task is to be made.',
  arguments: z.strictObject({text: z.string().max(4000).describe('Plain sentences.')}),
  command: ({call}, {text}) => ({do: 'writeNote', call, text}),
});
