// Whether a command may be carried out now, and what comes to be true by it. Pure: the same state gives the same answer.
import type {Command} from './commands.ts';
import {decideConstraint, decideFile} from './decide-constraints.ts';
import {decideDismissal} from './decide-dismissal.ts';
import {decideHand} from './decide-hand.ts';
import {decideHouse} from './decide-house.ts';
import {decideOpinion} from './decide-opinion.ts';
import {decidePerson} from './decide-person.ts';
import {decideTool} from './decide-tool.ts';
import type {Decision} from './decision.ts';
import type {State} from './state.ts';

export function decide(state: State, command: Command): Decision {
  if (state.session.phase === 'ended') return {refused: afterTheEnd(command, state.session.why)};
  switch (command.do) {
    case 'pause':
    case 'continue':
    case 'redirect':
    case 'resetTarget':
    case 'answer':
    case 'approveAcceptance':
    case 'returnAcceptance':
    case 'editAcceptance':
    case 'choosePlan':
    case 'skipChecks':
    case 'stop':
      return decidePerson(state, command);
    case 'addConstraint':
    case 'editConstraint':
    case 'liftConstraint':
      return decideConstraint(state, command);
    case 'askSecondOpinion':
    case 'addStatements':
    case 'tellVerifier':
    case 'closeOpinion':
      return decideOpinion(state, command);
    case 'dismissFinding':
    case 'takeUpFinding':
      return decideDismissal(state, command);
    case 'takeConstraintsFile':
      return decideFile(state, command);
    case 'urge':
    case 'grantBudget':
    case 'urgeMessage':
    case 'warnOfBudget':
    case 'haltForBudget':
      return decideHand(state, command);
    case 'createTasks':
    case 'splitTask':
    case 'orderTasks':
    case 'cancelTask':
    case 'reopenTask':
    case 'answerConstraint':
    case 'proposeAcceptance':
    case 'stateHypothesis':
    case 'finishPass':
    case 'judgeFinding':
    case 'writeNote':
    case 'askPerson':
    case 'proposePlan':
    case 'useTool':
    case 'build':
    case 'tryOnTarget':
    case 'submitWork':
    case 'reportFinding':
    case 'giveVerdict':
    case 'answerStatement':
    case 'concludeOpinion':
      return decideTool(state, command);
    case 'powerOn':
    case 'startAssignment':
    case 'askModel':
    case 'carryOutCall':
    case 'nudge':
    case 'giveUp':
    case 'advance':
    case 'failTask':
    case 'approveByFlag':
    case 'describeChange':
    case 'examine':
    case 'settleHypothesis':
    case 'replan':
    case 'startRun':
    case 'startCommit':
    case 'pinOpinion':
    case 'conclude':
    case 'expire':
    case 'raiseFault':
      return decideHouse(state, command);
    default:
      return command satisfies never;
  }
}

/** Where something can still be done, that is said. */
function afterTheEnd(command: Command, why: string): string {
  const ended = `the session has ended: ${why}`;
  if (command.do !== 'askSecondOpinion' && command.do !== 'tellVerifier') return ended;
  return `${ended}. Its core takes nothing in any more, so the Verifier can't be asked; V still opens codex on the commit`;
}
