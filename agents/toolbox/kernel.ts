// Tools that read what the target's kernel says of itself. Nothing there is changed by them, so that every role may have them.
import {z} from 'zod';
import {defineTool} from '../tool.ts';

const name = z.string().min(1).max(120);
const namesMax = 8;

export const lookUp = defineTool({
  name: 'look_up',
  description:
    "Says exactly what names of the target's kernel are: a function's prototype and header, whether it is exported, GPL-only or in a namespace; a structure's fields with offsets; a constant's or macro's text; kernel-doc. An unknown name is answered with the nearest ones. Look up each name that you are not certain of before you rely on it.",
  arguments: z.strictObject({
    names: z
      .array(name)
      .min(1)
      .max(namesMax)
      .describe('Up to 8, such as misc_register, struct file_operations, file_operations.read, GFP_KERNEL.'),
  }),
  command: ({call}, {names}) => ({do: 'useTool', call, tool: {tool: 'lookUp', names}}),
});

export const searchKernel = defineTool({
  name: 'search_kernel',
  description:
    "Searches the declarations, macros, kernel-doc and, where there are any, the guides of the target's kernel for words; answers with places and their text. For a name that you know, look_up says more.",
  arguments: z.strictObject({query: z.string().min(2).max(200).describe('One name or a short phrase.')}),
  command: ({call}, {query}) => ({do: 'useTool', call, tool: {tool: 'searchKernel', query}}),
});

export const findExamples = defineTool({
  name: 'find_examples',
  description:
    "Finds how a function or macro is used: lines of the kernel's own sources where they are on this machine, else of its headers.",
  arguments: z.strictObject({symbol: name.describe('One name, such as wait_event_interruptible.')}),
  command: ({call}, {symbol}) => ({do: 'useTool', call, tool: {tool: 'findExamples', symbol}}),
});

/** What every role that reads or writes code has. */
export const kernelTools = [lookUp, searchKernel, findExamples];
