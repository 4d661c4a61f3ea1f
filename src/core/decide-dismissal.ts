// What the person may say of a finding: that it is not to be held against the work, and why; or that it is after all.
import type {Decision} from './decision.ts';
import type {DismissalCommand} from './dismissal.ts';
import type {Finding} from './finding.ts';
import {cutText} from './limits.ts';
import type {State} from './state.ts';

const whyCharactersMax = 1_000;

export function decideDismissal(state: State, command: DismissalCommand): Decision {
  const finding = state.findings.find(({id}) => id === command.finding);
  if (finding === undefined) return {refused: `there is no finding ${command.finding}`};
  switch (command.do) {
    case 'dismissFinding':
      return dismiss(state, finding, command.why.trim());
    case 'takeUpFinding':
      return takeUp(finding);
    default:
      return command satisfies never;
  }
}

function dismiss(state: State, finding: Finding, why: string): Decision {
  const refused = dismissalRefusal(state, finding);
  if (refused !== null) return {refused};
  if (why === '') return {refused: 'a finding is dismissed with a reason: whoever meets it again is told it'};
  const {id, task} = finding;
  return [{type: 'finding.dismissed', finding: id, task, by: 'person', why: cutText(why, whyCharactersMax)}];
}

/**
 * Why it can't be dismissed, or null. Without an accepted run no task is done, whatever is said of a crash; and a tape's Reviewer goes on to
 * speak of what it found.
 */
export function dismissalRefusal({label}: State, {id, state, by}: Finding): string | null {
  if (state === 'dismissed') return `${id} is dismissed already`;
  if (state === 'mended' || state === 'disproved') return `${id} is ${state}: there is nothing to dismiss`;
  if (by === 'target') return `${id} is a crash: only a run that the target accepts ends it`;
  if (label.kind !== 'tape' || by === 'check') return null;
  return `the models are a tape, which was recorded with ${id} and can't take it in`;
}

function takeUp({id, task, state}: Finding): Decision {
  if (state !== 'dismissed') return {refused: `${id} is not dismissed`};
  return [{type: 'finding.takenUp', finding: id, task, by: 'person'}];
}
