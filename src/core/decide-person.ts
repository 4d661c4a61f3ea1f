// What the person at the deck may do, and what they are told when it can't be done now.
import type {PersonCommand} from './commands.ts';
import type {ConstraintCommand} from './constraint-events.ts';
import {decideAcceptance} from './decide-acceptance.ts';
import {decideAnswer} from './decide-answer.ts';
import {skipChecks} from './decide-examination.ts';
import {choosePlan} from './decide-plan.ts';
import type {Decision} from './decision.ts';
import type {DismissalCommand} from './dismissal.ts';
import {endingEvents} from './ending.ts';
import type {Event} from './events.ts';
import type {OpinionCommand} from './opinion-events.ts';
import {pauseOf} from './pause.ts';
import {type Role, roleNames} from './roles.ts';
import type {State} from './state.ts';
import {redirect} from './steering.ts';

type OwnCommand = Exclude<
  PersonCommand,
  ConstraintCommand | OpinionCommand | DismissalCommand | {do: 'urge' | 'grantBudget'}
>;

export function decidePerson(state: State, command: OwnCommand): Decision {
  switch (command.do) {
    case 'pause':
      return pauseOf(state, command);
    case 'continue':
      return command.role === 'all' ? continueAll(state) : continueRole(state, command.role);
    case 'redirect':
      return redirect(state, command);
    case 'resetTarget':
      return resetTarget(state);
    case 'answer':
      return decideAnswer(state, command);
    case 'approveAcceptance':
    case 'returnAcceptance':
    case 'editAcceptance':
      return decideAcceptance(state, command);
    case 'choosePlan':
      return choosePlan(state, command);
    case 'skipChecks':
      return skipChecks(state, command.task);
    case 'stop':
      return endingEvents(state, 'stopped', command.why, command.cause);
    default:
      return command satisfies never;
  }
}

/** Going on also clears the faults: whatever failed is tried again, and fails again if nothing was mended. */
function continueAll(state: State): Decision {
  const faults = state.faults.filter(({cleared}) => !cleared);
  const paused = state.session.phase === 'paused';
  if (!paused && faults.length === 0) return {refused: 'nothing is paused'};
  const cleared = faults.map(({id}): Event => ({type: 'fault.cleared', fault: id}));
  return paused ? [...cleared, {type: 'session.continued'}] : cleared;
}

function continueRole(state: State, role: Role): Decision {
  if (!state.agents[role].paused) return {refused: `the ${roleNames[role]} is not paused`};
  return [{type: 'agent.continued', role}];
}

function resetTarget({target, power}: State): Decision {
  if (power !== undefined) return {refused: `the target is being switched already (${power.act})`};
  switch (target.now.phase) {
    case 'off':
      return [{type: 'power.requested', act: 'on', by: 'person'}];
    case 'rebooting':
    case 'harvesting':
      return {refused: `the target is ${target.now.phase} already; a reset now would cost the crash record`};
    case 'booting':
    case 'restoring':
    case 'up':
    case 'oopsed':
    case 'panicked':
    case 'hung':
    case 'unknown':
      return [{type: 'power.requested', act: 'reset', by: 'person'}];
    default:
      return target.now satisfies never;
  }
}
