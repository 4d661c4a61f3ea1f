// Which tools a role has for what it was set to do, and how a model's call becomes a command of the core.
import type {Refusal, ToolCommand} from '../src/core/commands.ts';
import type {Purpose} from '../src/core/entities.ts';
import type {CallId, TreeHash} from '../src/core/ids.ts';
import type {ToolSchema} from '../src/core/prompt.ts';
import {type Role, roleNames} from '../src/core/roles.ts';
import {agents} from './roles.ts';
import type {CallContext, Tool} from './tool.ts';

/** All of them, where the purpose is left out. */
export function toolSchemasFor(role: Role, purpose?: Purpose): readonly ToolSchema[] {
  return toolsFor(role, purpose).map(({schema}) => schema);
}

/** What a call is made in: the work that was submitted, and where its change begins. */
export interface CallPlace {
  readonly submitted?: TreeHash;
  readonly since?: string;
  /** What the Verifier looks at. */
  readonly pinned?: TreeHash;
  readonly purpose?: Purpose;
}

/** The Reviewer reads what was submitted and the Verifier what was pinned, whatever lies in the folder by now. */
export function commandFor(
  role: Role,
  call: {readonly id: CallId; readonly name: string; readonly argumentsJson: string},
  place: CallPlace = {},
): ToolCommand | Refusal {
  const tools = toolsFor(role, place.purpose);
  const tool = tools.find(({schema}) => schema.name === call.name);
  if (tool === undefined) return {refused: unknownTool(role, tools, call.name)};
  if (role === 'reviewer' && place.submitted === undefined && readsTree.has(call.name)) {
    return {refused: 'no work was submitted for this task, so there is no tree to read'};
  }
  return tool.commandOf(contextOf(role, call.id, place), call.argumentsJson);
}

const readsTree: ReadonlySet<string> = new Set([
  'list_files',
  'read_file',
  'read_lines',
  'search_files',
  'show_change',
]);

function toolsFor(role: Role, purpose: Purpose | undefined): readonly Tool[] {
  return agents[role].tools.filter(
    ({purposes}) => purposes === undefined || purpose === undefined || purposes.includes(purpose),
  );
}

function contextOf(role: Role, call: CallId, {submitted: tree, since, pinned}: CallPlace): CallContext {
  if (role === 'verifier') return {call, numbered: true, ...(pinned === undefined ? {} : {tree: pinned})};
  if (role !== 'reviewer' || tree === undefined) return {call};
  return {call, tree, ...(since === undefined ? {} : {since})};
}

const nameCharactersShown = 80;

function unknownTool(role: Role, tools: readonly Tool[], name: string): string {
  const names = tools.map(({schema}) => schema.name).join(', ');
  return `there is no tool "${name.slice(0, nameCharactersShown)}"; the tools of the ${roleNames[role]} are ${names}`;
}
