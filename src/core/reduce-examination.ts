// Folds an examination: its checks as they end, and what they found.
import {findingsAfter} from './check-findings.ts';
import type {ExaminationEvent} from './examination-events.ts';
import {isMissed, missedWithout} from './examine-settings.ts';
import {type Examination, examinationOf, type KeptResult} from './examined.ts';
import type {FindingId} from './ids.ts';
import {kept, lastOf} from './limits.ts';
import {withFinding} from './reduce-work.ts';
import type {State} from './state.ts';

export function reduceExamination(state: State, event: ExaminationEvent, atMs: number): State {
  switch (event.type) {
    case 'examination.started': {
      const {task, tree, checks} = event;
      const others = state.examinations.filter((one) => one.task !== task || one.tree !== tree);
      const begun: Examination = {task, tree, checks, startedAtMs: atMs, results: []};
      const examinations = lastOf([...others, begun], kept.examinations);
      return {...state, examinations, agents: agentsTold(state, checks, atMs)};
    }
    case 'check.finished':
      return finishCheck(state, event);
    case 'examination.ended': {
      const {how, why} = event;
      const end = {how, atMs, ...(why === undefined ? {} : {why})};
      return withUnderWay(state, event, (one) => ({...one, end}));
    }
    default:
      return event satisfies never;
  }
}

/** Once in a session, in the pane of the one who will read without it. */
function agentsTold(
  {agents, examine, examinations}: State,
  checks: Examination['checks'],
  atMs: number,
): State['agents'] {
  if (!isMissed(examine, checks) || examinations.length > 0) return agents;
  const {reviewer} = agents;
  const told = {kind: 'house', atMs, text: missedWithout} as const;
  return {...agents, reviewer: {...reviewer, activity: lastOf([...reviewer.activity, told], kept.activity)}};
}

/** A result that comes when nobody waits for it any more changes nothing. */
function finishCheck(state: State, event: Extract<ExaminationEvent, {type: 'check.finished'}>): State {
  if (examinationOf(state, event.task, event.tree)?.end !== undefined) return state;
  const looked = {...event, isOnlyShown: state.label.kind === 'tape'};
  const {findings, fresh, found} = findingsAfter(state.findings, looked, state.ordinals.checkFindings + 1);
  const known = withUnderWay({...state, findings}, event, (one) => withResult(one, event, found));
  return fresh.reduce(withFinding, known);
}

function withResult(
  one: Examination,
  {result, leftOut = 0}: Extract<ExaminationEvent, {type: 'check.finished'}>,
  found: readonly FindingId[],
): Examination {
  const kept: KeptResult = {...result, findings: found, leftOut};
  return {...one, results: [...one.results.filter((other) => other.check !== result.check), kept]};
}

function withUnderWay(
  state: State,
  {task, tree}: Pick<Examination, 'task' | 'tree'>,
  change: (one: Examination) => Examination,
): State {
  const examinations = state.examinations.map((one) =>
    one.task === task && one.tree === tree && one.end === undefined ? change(one) : one,
  );
  return {...state, examinations};
}
