// Tools on the module's folder. The paths are a model's words until a driver has checked them.
import {z} from 'zod';
import {patchMax} from '../../src/core/patch/patch.ts';
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
  command: ({call, tree, numbered}, given) => ({
    do: 'useTool',
    call,
    tool: {
      tool: 'readFile',
      path: given.path,
      ...(tree === undefined ? {} : {tree}),
      ...(numbered === undefined ? {} : {numbered}),
    },
  }),
});

export const readLines = defineTool({
  name: 'read_lines',
  description:
    "Reads some lines of a file of the module's folder, for one that read_file can't show whole. The Reviewer sees the submitted tree.",
  arguments: z.strictObject({
    path,
    from: z.int().min(1).describe('The first line, counted from 1.'),
    to: z.int().min(1).describe('The last line.'),
  }),
  command: ({call, tree, numbered}, given) => ({
    do: 'useTool',
    call,
    tool: {
      tool: 'readFile',
      path: given.path,
      lines: {from: given.from, to: given.to},
      ...(tree === undefined ? {} : {tree}),
      ...(numbered === undefined ? {} : {numbered}),
    },
  }),
});

export const searchFiles = defineTool({
  name: 'search_files',
  description: "Finds the lines of the module's files that have some words, each with its file and number.",
  arguments: z.strictObject({words: z.string().min(1).max(200).describe('As they stand in the line.')}),
  command: ({call, tree}, {words}) => ({
    do: 'useTool',
    call,
    tool: {tool: 'searchFiles', words, ...(tree === undefined ? {} : {tree})},
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

export const applyPatch = defineTool({
  name: 'apply_patch',
  description: `Changes files by a patch: the way for a change of more than one place, or of several files. All of it is applied or nothing. The form:
*** Begin Patch
*** Update File: ringlog.c
@@ static int ringlog_open(struct inode *inode, struct file *file)
 \tline that stays (a space before it)
-\tline that goes
+\tline that comes
*** Add File: ringlog.h
+each line with a plus
*** Delete File: old.c
*** End Patch
Lines of context and lines that go must stand in the file exactly so, tabs included, at one place only: give three of them before and after. "@@ LINE" names a line above the place. "*** Move to: NEW" after an Update header renames; "*** End of File" ends a hunk that must lie at the end.`,
  arguments: z.strictObject({
    patch: z.string().min(1).max(patchMax.characters).describe('From "*** Begin Patch" to "*** End Patch".'),
  }),
  command: ({call}, {patch}) => ({do: 'useTool', call, tool: {tool: 'applyPatch', patch}}),
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
