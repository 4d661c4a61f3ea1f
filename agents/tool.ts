// A tool: its name and schema for the model, and how the model's words become a command. Those words are untrusted input:
// out comes a command, or a refusal that the model can act on; never an exception.

import type {z} from 'zod';
import type {Refusal, ToolCommand} from '../src/core/commands.ts';
import type {Purpose} from '../src/core/entities.ts';
import type {CallId, TreeHash} from '../src/core/ids.ts';
import {parseJson} from '../src/core/json.ts';
import type {ToolSchema} from '../src/core/prompt.ts';
import {controlCharacterIn} from './control-characters.ts';
import {strictSchemaOf} from './strict-schema.ts';

/** What a call is made in. `tree`: the tree that the role reads instead of the folder as it is now. */
export interface CallContext {
  readonly call: CallId;
  readonly tree?: TreeHash;
  /** The role has to name lines. */
  readonly numbered?: true;
  /** The commit that the change under review begins before. */
  readonly since?: string;
}

export interface Tool {
  /** What it is for; for all that its role does, where it is absent. */
  readonly purposes?: readonly Purpose[];
  readonly schema: ToolSchema;
  readonly commandOf: (context: CallContext, argumentsJson: string) => ToolCommand | Refusal;
}

export function defineTool<Arguments extends z.ZodObject>(tool: {
  readonly name: string;
  readonly description: string;
  readonly arguments: Arguments;
  readonly command: (context: CallContext, given: z.output<Arguments>) => ToolCommand;
}): Tool {
  const {name, description} = tool;
  return {
    schema: {name, description, parameters: strictSchemaOf(tool.arguments)},
    commandOf: (context, argumentsJson) => {
      // No text at all is what some models send for a tool without arguments.
      const json = argumentsJson.trim() === '' ? {} : parseJson(argumentsJson);
      if (json === null) return notAnObject(name, argumentsJson, Object.keys(tool.arguments.shape));
      const unreadable = controlCharacterIn(json);
      if (unreadable !== null) return {refused: controlText(name, unreadable)};
      const given = tool.arguments.safeParse(json);
      return given.success ? tool.command(context, given.data) : {refused: issuesText(name, given.error)};
    },
  };
}

/** The tool as it is had for some of what its role does. */
export function during(purposes: readonly Purpose[], tools: readonly Tool[]): readonly Tool[] {
  return tools.map((tool) => ({...tool, purposes}));
}

const issuesShown = 5;

function controlText(name: string, character: string): string {
  return `the arguments of ${name} hold the control character ${character}; only tabs and line ends may stand in a text. Call it again without.`;
}

function notAnObject(name: string, argumentsJson: string, fields: readonly string[]): Refusal {
  const wants = fields.length === 0 ? 'an empty one, {}' : `one with ${fields.join(', ')}`;
  const text = argumentsJson.trim();
  const cut = text.startsWith('{') && !text.endsWith('}') ? ' (it looks cut off)' : '';
  return {refused: `the arguments of ${name} are not a JSON object${cut}; call it again with ${wants}`};
}

function issuesText(name: string, error: z.ZodError): string {
  const shown = error.issues.slice(0, issuesShown).map(({path, message}) => {
    const field = path.map(String).join('.');
    return field === '' ? message : `"${field}": ${message}`;
  });
  const left = error.issues.length - shown.length;
  const more = left > 0 ? `; and ${left} more` : '';
  return `the arguments of ${name} do not fit: ${shown.join('; ')}${more}. Call it again with that mended.`;
}
