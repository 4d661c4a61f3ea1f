// Folds what the roles make of the requirement: tasks, plans, the work, findings, verdicts.
import type {Finding, Task} from './entities.ts';
import type {WorkEvent} from './events.ts';
import {kept, lastOf, worthiestOf} from './limits.ts';
import {withFindingsLeft, withFindingsReopened} from './reduce-dismissal.ts';
import {takeBack, takeEdits, touch} from './reduce-edits.ts';
import {replaceById} from './replace.ts';
import {withSeenIn} from './seen-in-tree.ts';
import type {State} from './state.ts';
import {isEnded, isUnbegun} from './task-order.ts';

export function reduceWork(state: State, event: WorkEvent, atMs: number): State {
  switch (event.type) {
    case 'task.created':
      return {
        ...state,
        tasks: [...state.tasks, newTask(event)],
        ordinals: {...state.ordinals, tasks: state.ordinals.tasks + 1},
      };
    case 'task.advanced':
      return withTask(isEnded(event.stage) ? withFindingsLeft(state, event.task) : state, event.task, (task) =>
        advanced(task, event),
      );
    case 'task.reopened':
      return withTask({...withFindingsReopened(state, event.task), concluded: false}, event.task, (task) =>
        reopened(task, event),
      );
    case 'note.written':
      return {...state, notes: lastOf([...state.notes, {by: event.by, atMs, text: event.text}], kept.notes)};
    case 'plan.proposed': {
      const {type: _type, plan: id, ...rest} = event;
      const planned = withTask(state, event.task, (task) => ({...task, plan: id}));
      const plans = [...state.plans.filter((plan) => plan.task !== event.task), {id, ...rest}];
      return {...planned, plans, ordinals: {...state.ordinals, plans: state.ordinals.plans + 1}};
    }
    case 'artefact.recorded':
      return {
        ...state,
        artefact: {tree: event.tree, files: event.files, unbuilt: false},
        edits: takeEdits(state.edits, 'folder', 'tree'),
      };
    case 'artefact.touched':
      return touch(state, event, atMs);
    case 'artefact.restored':
      return takeBack(state, event);
    case 'work.submitted':
      return withTask(
        {...withSeenIn(state, event.task, event.tree), edits: takeEdits(state.edits, 'tree', 'submitted')},
        event.task,
        (task) => ({...task, submitted: event.tree}),
      );
    case 'finding.reported': {
      const {type: _type, finding: id, ...rest} = event;
      return withFinding(state, {id, by: 'reviewer', state: 'open', ...rest});
    }
    case 'verdict.given':
      return giveVerdict(state, event);
    default:
      return event satisfies never;
  }
}

export function withTask(state: State, id: Task['id'], change: (task: Task) => Task): State {
  return {...state, tasks: replaceById(state.tasks, id, change)};
}

/**
 * What is mended makes room first, then what does not block: a blocking finding is not pushed out by newer remarks. Nor is what the person
 * has dismissed, or it would come back as new.
 */
export function withFinding(state: State, finding: Finding): State {
  const findings = worthiestOf([...state.findings, finding], kept.findings, findingWorth);
  const {ordinals} = state;
  const counted =
    finding.by === 'check'
      ? {...ordinals, checkFindings: ordinals.checkFindings + 1}
      : {...ordinals, findings: ordinals.findings + 1};
  return {...state, findings, ordinals: counted};
}

function findingWorth({state, blocking, by}: Finding): number {
  if (state === 'mended' || state === 'left') return 0;
  if (blocking || state === 'dismissed') return 3;
  return by === 'check' ? 1 : 2;
}

function advanced(
  {resumeAt, replanned, ...task}: Task,
  {stage, because}: Extract<WorkEvent, {type: 'task.advanced'}>,
): Task {
  const isWaiting = stage === 'planned' && resumeAt !== undefined;
  const isReplanned = isUnbegun(stage) && replanned === true;
  return {...task, stage, because, ...(isWaiting ? {resumeAt} : {}), ...(isReplanned ? {replanned} : {})};
}

/** What is taken up again at planning gets a new plan; at the other stages it waits for the folder first. */
function reopened(old: Task, {at, why}: Extract<WorkEvent, {type: 'task.reopened'}>): Task {
  if (at === undefined) return {...old, ...nothingTried};
  const {plan, resumeAt: _resumeAt, ...rest} = {...old, ...nothingTried, reopenings: old.reopenings + 1};
  const because = why ?? 'reopened';
  if (at === 'planning' || plan === undefined) return {...rest, stage: 'planning', because};
  return {...rest, plan, stage: 'planned', because, ...(at === 'reviewing' ? {resumeAt: at} : {})};
}

function newTask(event: Extract<WorkEvent, {type: 'task.created'}>): Task {
  const {type: _type, task: id, ...rest} = event;
  return {id, ...rest, stage: 'waiting', because: 'created', ...nothingTried, replans: 0, reopenings: 0};
}

const nothingTried = {builds: 0, reviewRounds: 0, crashes: 0, rejections: 0};

function giveVerdict(state: State, event: Extract<WorkEvent, {type: 'verdict.given'}>): State {
  const {type: _type, resolved, ...verdict} = event;
  const rounds = event.verdict === 'change' ? 1 : 0;
  const counted = withTask(state, event.task, (task) => ({...task, reviewRounds: task.reviewRounds + rounds}));
  return {
    ...counted,
    verdicts: [...state.verdicts.filter((old) => old.task !== event.task), verdict],
    findings: state.findings.map((finding) => (resolved.includes(finding.id) ? resolvedIn(finding, event) : finding)),
  };
}

/** What a check sees in this very tree is not mended by it: the Reviewer holds it for no fault, and it stays so when it is seen again. */
function resolvedIn(finding: Finding, {tree}: Extract<WorkEvent, {type: 'verdict.given'}>): Finding {
  if (finding.state === 'dismissed') return finding;
  if (finding.by !== 'check' || finding.tree !== tree) return {...finding, state: 'mended'};
  return {...finding, state: 'disproved', judgement: {stands: false, why: 'the Reviewer held it for no fault'}};
}
