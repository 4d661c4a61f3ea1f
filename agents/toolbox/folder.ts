// Tools on the module's folder. The paths are a model's words until a driver has checked them.
import {z} from 'zod';
import {defineTool} from '../tool.ts';

const path = z.string().min(1).max(300).describe("Relative to the module's folder, such as Kbuild or ringlog.c.");
const contentCharactersMax = 200_000;

export const listFiles = defineTool({
  name: 'list_files',
  description: "Lists the files of the module's folder with their sizes. The Reviewer sees the submitted tree.",
  arguments: z.strictObject({}),
  command: ({call, tree}) => ({do: 'useTool', call, tool: {tool: 'listFiles', ...(tree === undefined ? {} : {tree})}}),
});

export const readFile = defineTool({
  name: 'read_file',
  description: "Reads one file of the module's folder. The Reviewer sees the submitted tree.",
  arguments: z.strictObject({path}),
  command: ({call, tree}, given) => ({
    do: 'useTool',
    call,
    tool: {tool: 'readFile', path: given.path, ...(tree === undefined ? {} : {tree})},
  }),
});

export const writeFile = defineTool({
  name: 'write_file',
  description: 'Writes one file in full, new or over the old one.',
  arguments: z.strictObject({
    path,
    content: z.string().max(contentCharactersMax).describe('The whole file. C is indented with tabs.'),
  }),
  command: ({call}, given) => ({do: 'useTool', call, tool: {tool: 'writeFile', ...given}}),
});

export const replaceInFile = defineTool({
  name: 'replace_in_file',
  description: 'Replaces a piece of a file. For a change of a few lines, better than writing the file again.',
  arguments: z.strictObject({
    path,
    old: z
      .string()
      .min(1)
      .max(contentCharactersMax)
      .describe('The exact old text, with enough around it to occur once.'),
    new: z.string().max(contentCharactersMax).describe('What stands there afterwards.'),
  }),
  command: ({call}, given) => ({do: 'useTool', call, tool: {tool: 'replaceInFile', ...given}}),
});
