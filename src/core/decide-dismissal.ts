// What the person may say of a finding: that it is not to be held against the work, and why; or that it is after all.
import type {Decision} from './decision.ts';
import type {DismissalCommand} from './dismissal.ts';
import type {Task} from './entities.ts';
import type {Event} from './events.ts';
import type {Finding} from './finding.ts';
import {blockingFindings, isBuiltClean} from './gate.ts';
import {cutText} from './limits.ts';
import type {State} from './state.ts';
import {stopWork} from './stop-work.ts';

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
  return [
    {type: 'finding.dismissed', finding: id, task, by: 'person', why: cutText(why, whyCharactersMax)},
    ...readAgain(state, finding),
  ];
}

/** The work was sent back for nothing else, and nothing was done to it since: it need not go through the Executor's hands. */
function readAgain(state: State, {id, task: of}: Finding): readonly Event[] {
  const task = state.tasks.find((one) => one.id === of);
  const blocking = blockingFindings(state, of);
  const isLast = blocking.length === 1 && blocking[0]?.id === id;
  if (task === undefined || !isLast || !isUntouched(state, task)) return [];
  const because = `${id} was dismissed, and nothing else blocks`;
  return [...stopWork(state, of, because), {type: 'task.advanced', task: of, stage: 'reviewing', because}];
}

function isUntouched(state: State, {id, stage, submitted: tree}: Task): boolean {
  if (stage !== 'writing' || tree === undefined || !isBuiltClean(state) || state.artefact?.tree !== tree) return false;
  const isCalling = state.assignments.some(({task, turn}) => task === id && turn.at === 'calls');
  const isBusy = state.builds.some(({result}) => result === undefined);
  return !isCalling && !isBusy && !state.edits.some(({part}) => part === 'folder');
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
