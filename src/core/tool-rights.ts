// Which role may ask for what, and set to which work. The rights follow the role, in code, whatever a model has been told.
import type {ToolCommand} from './commands.ts';
import type {Assignment, Purpose} from './entities.ts';
import {type Role, roleNames} from './roles.ts';
import {isWriting} from './world-tool.ts';

interface Right {
  readonly roles: readonly Role[];
  /** Any, where it is absent. */
  readonly purposes?: readonly Purpose[];
}

/** Why the call is not for this assignment, or null. */
export function rightRefusal(
  {role, purpose}: Pick<Assignment, 'role' | 'purpose'>,
  command: ToolCommand,
): string | null {
  const {roles, purposes} = rightOf(command);
  if (!roles.includes(role)) {
    const who = roles.map((one) => roleNames[one]).join(' or ');
    return `the ${roleNames[role]} may not do this; it is for the ${who}`;
  }
  if (purposes !== undefined && !purposes.includes(purpose)) {
    return `this is no part of what you were set to do now ("${purpose}")`;
  }
  return null;
}

function rightOf(command: ToolCommand): Right {
  switch (command.do) {
    case 'createTasks':
      return {roles: ['scheduler'], purposes: ['breakDown', 'heed']};
    case 'splitTask':
    case 'orderTasks':
    case 'cancelTask':
    case 'reopenTask':
    case 'answerConstraint':
      return {roles: ['scheduler'], purposes: ['heed']};
    case 'writeNote':
      return {roles: ['scheduler']};
    case 'askPerson':
      return {roles: ['scheduler', 'planner', 'executor']};
    case 'proposeAcceptance':
      return {roles: ['planner'], purposes: ['accept']};
    case 'proposePlan':
      return {roles: ['planner'], purposes: ['plan']};
    case 'useTool':
      return isWriting(command.tool) ? {roles: ['executor']} : {roles: ['planner', 'executor', 'reviewer', 'verifier']};
    case 'build':
    case 'tryOnTarget':
    case 'submitWork':
    case 'stateHypothesis':
      return {roles: ['executor']};
    case 'reportFinding':
    case 'finishPass':
    case 'giveVerdict':
      return {roles: ['reviewer'], purposes: ['review']};
    case 'answerStatement':
    case 'concludeOpinion':
      return {roles: ['verifier']};
    case 'judgeFinding':
      return {roles: ['reviewer'], purposes: ['disprove']};
    default:
      return command satisfies never;
  }
}
