// Which tools a role has, and how a model's call becomes a command of the core.
import type {Refusal, ToolCommand} from '../src/core/commands.ts';
import type {CallId, TreeHash} from '../src/core/ids.ts';
import type {ToolSchema} from '../src/core/prompt.ts';
import {type Role, roleNames} from '../src/core/roles.ts';
import {agents} from './roles.ts';
import type {CallContext} from './tool.ts';

export function toolSchemasFor(role: Role): readonly ToolSchema[] {
  return agents[role].tools.map(({schema}) => schema);
}

/** The Reviewer reads what was submitted and the Verifier what was pinned, whatever lies in the folder by now. */
export function commandFor(
  role: Role,
  call: {readonly id: CallId; readonly name: string; readonly argumentsJson: string},
  {submitted, pinned}: {readonly submitted?: TreeHash; readonly pinned?: TreeHash} = {},
): ToolCommand | Refusal {
  const tool = agents[role].tools.find(({schema}) => schema.name === call.name);
  if (tool === undefined) return {refused: unknownTool(role, call.name)};
  const command = tool.commandOf(contextOf(role, call.id, submitted, pinned), call.argumentsJson);
  if (role === 'reviewer' && submitted === undefined && 'do' in command && command.do === 'useTool') {
    return {refused: 'no work was submitted for this task, so there is no tree to read'};
  }
  return command;
}

function contextOf(
  role: Role,
  call: CallId,
  submitted: TreeHash | undefined,
  pinned: TreeHash | undefined,
): CallContext {
  if (role === 'verifier') return {call, numbered: true, ...(pinned === undefined ? {} : {tree: pinned})};
  return role === 'reviewer' && submitted !== undefined ? {call, tree: submitted} : {call};
}

const nameCharactersShown = 80;

function unknownTool(role: Role, name: string): string {
  const names = agents[role].tools.map(({schema}) => schema.name).join(', ');
  return `there is no tool "${name.slice(0, nameCharactersShown)}"; the tools of the ${roleNames[role]} are ${names}`;
}
