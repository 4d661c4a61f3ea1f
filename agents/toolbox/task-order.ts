// Tools with which the Scheduler changes the tasks that are there, and answers a constraint.
import {z} from 'zod';
import {reopenStages} from '../../src/core/role-commands.ts';
import {defineTool} from '../tool.ts';
import {newTasks} from './scheduler.ts';

const task = z.string().min(2).max(20).describe('Its id, such as T2.');
const why = z.string().min(1).max(600).describe('For the person, in one sentence.');

export const splitTask = defineTool({
  name: 'split_task',
  description: 'Makes two or more tasks of one that is not finished. What waited for it waits for all of them.',
  arguments: z.strictObject({task, tasks: newTasks, why}),
  command: ({call}, given) => ({do: 'splitTask', call, ...given}),
});

export const orderTasks = defineTool({
  name: 'order_tasks',
  description: 'Puts tasks that have not begun into this order, each with the tasks that it waits for.',
  arguments: z.strictObject({
    order: z.array(z.strictObject({task, dependsOn: z.array(z.string().max(20)).describe('Ids of tasks.')})),
  }),
  command: ({call}, given) => ({do: 'orderTasks', call, ...given}),
});

export const cancelTask = defineTool({
  name: 'cancel_task',
  description: 'Cancels a task that is not finished; whoever is at work on it is stopped.',
  arguments: z.strictObject({task, why}),
  command: ({call}, given) => ({do: 'cancelTask', call, ...given}),
});

export const reopenTask = defineTool({
  name: 'reopen_task',
  description: 'Takes a task up again that was finished, failed or cancelled.',
  arguments: z.strictObject({
    task,
    at: z
      .enum(reopenStages)
      .describe(
        'planning: another plan; writing: the plan stands, the work is done again; reviewing: committed work is reviewed again.',
      ),
    why,
  }),
  command: ({call}, given) => ({do: 'reopenTask', call, ...given}),
});

export const answerConstraint = defineTool({
  name: 'answer_constraint',
  description:
    'Says what a constraint of the person changes. Each one gets an answer before your note; the person reads it beside the constraint.',
  arguments: z.strictObject({
    constraint: z.string().min(2).max(20).describe('Its id, such as C3.'),
    touches: z.array(z.string().max(20)).describe('Ids of the tasks that it bears on, finished ones too.'),
    recheck: z
      .array(z.string().max(20))
      .describe('Ids of finished tasks that may break it: their committed work is reviewed again.'),
    says: z.string().min(1).max(2000).describe('What changes because of it, in one or two sentences.'),
  }),
  command: ({call}, given) => ({do: 'answerConstraint', call, ...given}),
});
