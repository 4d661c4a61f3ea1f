// Folds the roles' own work: what a goal is held against, the order of tasks, answers to constraints, hypotheses, reviews.
import {type CheckedAcceptance, draftMax} from './acceptance.ts';
import type {Constraint, Task} from './entities.ts';
import {constraintId} from './ids.ts';
import {kept, lastOf} from './limits.ts';
import {reduceReview} from './reduce-review.ts';
import {withTask} from './reduce-work.ts';
import {replaceById} from './replace.ts';
import type {AcceptanceEvent, HypothesisEvent, RoleEvent, SchedulingEvent} from './role-events.ts';
import type {State} from './state.ts';

export function reduceRoles(state: State, event: RoleEvent, atMs: number): State {
  switch (event.type) {
    case 'acceptance.drafted':
    case 'acceptance.proposed':
    case 'acceptance.refused':
    case 'acceptance.returned':
    case 'acceptance.approved':
      return reduceAcceptance(state, event, atMs);
    case 'tasks.ordered':
    case 'task.replanned':
    case 'constraint.answered':
    case 'plan.chosen':
      return reduceScheduling(state, event);
    case 'hypothesis.stated':
    case 'hypothesis.settled':
      return reduceHypothesis(state, event);
    case 'change.asked':
    case 'change.described':
    case 'pass.finished':
    case 'review.finished':
    case 'finding.judged':
      return reduceReview(state, event);
    default:
      return event satisfies never;
  }
}

function reduceAcceptance(state: State, event: AcceptanceEvent, atMs: number): State {
  const {acceptance} = state;
  if (acceptance.kind !== 'wanted' && acceptance.kind !== 'proposed') return state;
  const {approve, remarks} = acceptance;
  switch (event.type) {
    case 'acceptance.drafted':
      if (acceptance.kind !== 'proposed' || event.call !== undefined) return state;
      return {...state, acceptance: {...acceptance, checking: event.draft}};
    case 'acceptance.proposed': {
      const {type: _type, ...checked} = event;
      return {...state, acceptance: {kind: 'proposed', approve, remarks, checked}};
    }
    case 'acceptance.refused': {
      if (acceptance.kind !== 'proposed') return state;
      const {checking: _checked, ...proposed} = acceptance;
      return {...state, acceptance: {...proposed, refused: event.why}};
    }
    case 'acceptance.returned': {
      if (acceptance.kind !== 'proposed') return state;
      const said = lastOf([...remarks, event.words], draftMax.remarks);
      return {...state, acceptance: {kind: 'wanted', approve, before: acceptance.checked, remarks: said}};
    }
    case 'acceptance.approved':
      if (acceptance.kind !== 'proposed') return state;
      return approved({...state, pausedMs: atMs - state.startedAtMs}, acceptance.checked, event);
    default:
      return event satisfies never;
  }
}

/** The minutes of the work begin here: what went before is not counted. */
function approved(
  state: State,
  {requirement, constraints: texts, draft}: CheckedAcceptance,
  {blob, by}: Extract<AcceptanceEvent, {type: 'acceptance.approved'}>,
): State {
  const revision = state.constraintRevision + (texts.length === 0 ? 0 : 1);
  const first = state.ordinals.constraints + 1;
  const added = texts.map(
    (text, index): Constraint => ({
      id: constraintId(first + index),
      revision,
      text,
      scope: {kind: 'all'},
      strength: 'must',
      source: 'task',
      standing: 'inForce',
    }),
  );
  return {
    ...state,
    requirement,
    acceptance: {kind: 'approved', blob, by, draft},
    constraintRevision: revision,
    constraints: [...state.constraints, ...added],
    ordinals: {...state.ordinals, constraints: state.ordinals.constraints + added.length},
  };
}

function reduceScheduling(state: State, event: SchedulingEvent): State {
  switch (event.type) {
    case 'tasks.ordered':
      return {...state, tasks: orderedTasks(state.tasks, event.order)};
    case 'task.replanned':
      return withTask(state, event.task, ({plan: _plan, ...task}) => ({
        ...task,
        ...{stage: 'planning', because: event.why, replanned: true, replans: task.replans + 1},
        ...{crashes: 0, rejections: 0, reviewRounds: 0},
      }));
    case 'constraint.answered': {
      const {touches, recheck, says} = event;
      const answer = {touches, recheck, says};
      return {...state, constraints: replaceById(state.constraints, event.constraint, (old) => ({...old, answer}))};
    }
    case 'plan.chosen':
      return {
        ...state,
        plans: replaceById(state.plans, event.plan, (plan) => ({...plan, choice: event.choice, chosenBy: 'person'})),
      };
    default:
      return event satisfies never;
  }
}

/** The ones that are named change places among themselves; the others keep theirs. */
function orderedTasks(
  tasks: readonly Task[],
  order: Extract<SchedulingEvent, {type: 'tasks.ordered'}>['order'],
): readonly Task[] {
  const named = new Map(order.map(({task, dependsOn}) => [task, dependsOn]));
  const inOrder = order.flatMap(({task: id, dependsOn}) =>
    tasks.filter((task) => task.id === id).map((task): Task => ({...task, dependsOn})),
  );
  let next = 0;
  return tasks.map((task) => (named.has(task.id) ? (inOrder[next++] ?? task) : task));
}

function reduceHypothesis(state: State, event: HypothesisEvent): State {
  switch (event.type) {
    case 'hypothesis.stated': {
      const {type: _type, hypothesis: id, ...rest} = event;
      const plan = state.tasks.find((task) => task.id === event.task)?.plan;
      const stated = {id, ...rest, ...(plan === undefined ? {} : {plan}), trees: [], standing: {kind: 'open'}} as const;
      return {
        ...state,
        hypotheses: lastOf([...state.hypotheses, stated], kept.hypotheses),
        ordinals: {...state.ordinals, hypotheses: state.ordinals.hypotheses + 1},
      };
    }
    case 'hypothesis.settled': {
      const {hypothesis, how: kind, run, why} = event;
      return {
        ...state,
        hypotheses: replaceById(state.hypotheses, hypothesis, (old) => ({...old, standing: {kind, run, why}})),
      };
    }
    default:
      return event satisfies never;
  }
}
