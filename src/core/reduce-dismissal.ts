// Folds a person's word on a finding, and what becomes of findings when their task ends.
import type {DismissalEvent} from './dismissal.ts';
import type {Task} from './entities.ts';
import type {Finding} from './finding.ts';
import {blockingFindings} from './gate.ts';
import type {FindingId} from './ids.ts';
import {replaceById} from './replace.ts';
import {isGoneFrom} from './seen-in-tree.ts';
import type {State} from './state.ts';
import {isEnded} from './task-order.ts';

export function reduceDismissal(state: State, event: DismissalEvent): State {
  switch (event.type) {
    case 'finding.dismissed': {
      const findings = replaceById(state.findings, event.finding, dismissedFor(event.why));
      return withoutGroundless({...state, findings}, event.task);
    }
    case 'finding.takenUp': {
      // The word was said once: it is taken back wherever it was taken over.
      const first = firstOf(state, event.finding);
      const isMeant = ({id, dismissal}: Finding): boolean => id === first || dismissal?.as === first;
      return {...state, findings: state.findings.map((one) => (isMeant(one) ? takenUp(state, one) : one))};
    }
    default:
      return event satisfies never;
  }
}

/** The finding of which it was said. */
function firstOf({findings}: State, id: FindingId): FindingId {
  return findings.find((one) => one.id === id)?.dismissal?.as ?? id;
}

const dismissedFor =
  (why: string) =>
  (finding: Finding): Finding => ({...finding, state: 'dismissed', dismissal: {why}});

/** As it stands by now: in a tree where its check looked for it and did not see it, nobody can mend it. */
function takenUp(state: State, {dismissal: _takenBack, ...rest}: Finding): Finding {
  const finding = rest as Finding;
  const task = state.tasks.find(({id}) => id === finding.task);
  if (task === undefined) return {...finding, state: 'open'};
  if (finding.by === 'check' && isGoneFrom(state, finding, task)) return {...finding, state: 'mended'};
  return {...finding, state: isEnded(task.stage) ? 'left' : 'open'};
}

/** "Change" stands on what blocks. With the last of that the verdict is gone, and the same tree may be handed in again. */
function withoutGroundless(state: State, id: Task['id']): State {
  if (blockingFindings(state, id).length > 0) return state;
  return {...state, verdicts: state.verdicts.filter(({task, verdict}) => task !== id || verdict === 'approve')};
}

/** Nobody will mend what is open then; what is taken up again with its task is open again. */
export function withFindingsLeft(state: State, id: Task['id']): State {
  return withStates(state, id, 'open', 'left');
}

export function withFindingsReopened(state: State, id: Task['id']): State {
  return withStates(state, id, 'left', 'open');
}

function withStates(state: State, id: Task['id'], from: Finding['state'], to: Finding['state']): State {
  const findings = state.findings.map((one) => (one.task === id && one.state === from ? {...one, state: to} : one));
  return {...state, findings};
}
