// Folds one event into the state. It believes the event: whether it may come to be true was asked by `decide`.

import {bookAfter} from './book-after.ts';
import {countsAfter} from './counts.ts';
import type {Constraint, Question, SteeringMessage} from './entities.ts';
import type {Entry, Event, PersonEvent, SessionEvent, WorkEvent} from './events.ts';
import type {ExaminationEvent} from './examination-events.ts';
import type {HandEvent} from './hand-events.ts';
import {constraintId} from './ids.ts';
import {cutText, kept, lastOf, worthiestOf} from './limits.ts';
import type {MachineEvent} from './machine-events.ts';
import {keptWords, markOf} from './marks.ts';
import {newsAfter} from './news.ts';
import {reduceAgents, withCall} from './reduce-agents.ts';
import {reduceConstraints} from './reduce-constraints.ts';
import {reduceDismissal} from './reduce-dismissal.ts';
import {reduceDocs, withoutMaking} from './reduce-docs.ts';
import {reduceExamination} from './reduce-examination.ts';
import {reduceHand} from './reduce-hand.ts';
import {withLoops} from './reduce-loops.ts';
import {reduceMachine} from './reduce-machine.ts';
import {reduceOpinion, withPinsWanted} from './reduce-opinion.ts';
import {reduceRoles} from './reduce-roles.ts';
import {reduceWork} from './reduce-work.ts';
import {replaceById} from './replace.ts';
import type {RoleEvent} from './role-events.ts';
import {initialState, type Mark, type Point, type State} from './state.ts';
import type {TargetEvent} from './target-events.ts';
import {reduceTarget} from './target-state.ts';

export function reduce(state: State, entry: Entry): State {
  const {event, atMs} = entry;
  const next = withLoops(reduceEvent(state, event, atMs), event);
  const mark = markOf(state, event);
  return {
    ...next,
    seq: entry.seq,
    newestAtMs: atMs,
    counts: countsAfter(state, event, next.target),
    book: bookAfter(state, event, atMs),
    news: newsAfter(state, event),
    marks: mark ? lastOf([...next.marks, pointOf(mark, entry)], kept.marks) : next.marks,
  };
}

function pointOf({text, ...mark}: Point, {seq, atMs}: Entry): Mark {
  return {seq, atMs, ...mark, text: cutText(text, kept.markCharacters)};
}

export function fold(entries: Iterable<Entry>, from: State = initialState): State {
  let state = from;
  for (const entry of entries) state = reduce(state, entry);
  return state;
}

function reduceEvent(state: State, event: Event, atMs: number): State {
  if (isTargetEvent(event)) return {...state, target: reduceTarget(state.target, event, atMs)};
  switch (event.type) {
    case 'session.started':
    case 'session.paused':
    case 'session.continued':
    case 'session.reopened':
    case 'session.ended':
      return reduceSession(state, event, atMs);
    case 'agent.paused':
    case 'agent.continued':
    case 'message.queued':
    case 'message.refused':
    case 'question.asked':
    case 'question.answered':
      return reducePerson(state, event, atMs);
    case 'opinion.asked':
    case 'opinion.pinStarted':
    case 'opinion.pinned':
    case 'opinion.statementsAdded':
    case 'opinion.answerGiven':
    case 'opinion.statementAnswered':
    case 'opinion.concluded':
    case 'opinion.halted':
    case 'opinion.closed':
      return reduceOpinion(state, event, atMs);
    case 'constraint.added':
    case 'constraint.edited':
    case 'constraint.lifted':
    case 'constraint.fileRead':
      return reduceConstraints(state, event);
    case 'message.urged':
    case 'approval.changed':
    case 'budget.warned':
    case 'budget.spent':
    case 'budget.granted':
      return reduceHand(state, event satisfies HandEvent);
    case 'docs.makingBegan':
    case 'docs.made':
    case 'docs.notMade':
      return reduceDocs(state, event, atMs);
    case 'task.created':
    case 'task.advanced':
    case 'task.reopened':
    case 'note.written':
    case 'plan.proposed':
    case 'artefact.recorded':
    case 'artefact.touched':
    case 'artefact.restored':
    case 'work.submitted':
    case 'finding.reported':
    case 'verdict.given':
      return reduceWork(state, event satisfies WorkEvent, atMs);
    case 'acceptance.drafted':
    case 'acceptance.proposed':
    case 'acceptance.refused':
    case 'acceptance.returned':
    case 'acceptance.approved':
    case 'tasks.ordered':
    case 'task.replanned':
    case 'constraint.answered':
    case 'plan.chosen':
    case 'hypothesis.stated':
    case 'hypothesis.settled':
    case 'change.asked':
    case 'change.described':
    case 'pass.finished':
    case 'review.finished':
    case 'finding.judged':
      return reduceRoles(state, event satisfies RoleEvent, atMs);
    case 'examination.started':
    case 'check.finished':
    case 'examination.ended':
      return reduceExamination(state, event satisfies ExaminationEvent, atMs);
    case 'finding.dismissed':
    case 'finding.takenUp':
      return reduceDismissal(state, event);
    case 'assignment.started':
    case 'assignment.ended':
    case 'assignment.nudged':
    case 'turn.asked':
    case 'turn.answered':
    case 'turn.failed':
    case 'turn.charged':
    case 'tool.started':
    case 'tool.returned':
      return reduceAgents(state, event, atMs);
    case 'build.started':
    case 'build.finished':
    case 'run.started':
    case 'run.finished':
    case 'commit.started':
    case 'commit.ended':
    case 'commit.refused':
    case 'power.requested':
    case 'power.ended':
    case 'fault.raised':
    case 'fault.cleared':
      return reduceMachine(state, event satisfies MachineEvent, atMs);
    default:
      return event satisfies never;
  }
}

export function isTargetEvent(event: Event): event is TargetEvent {
  return event.type.startsWith('target.');
}

function reduceSession(state: State, event: SessionEvent, atMs: number): State {
  switch (event.type) {
    case 'session.started':
      return startSession(state, event, atMs);
    case 'session.paused':
      return {...state, session: {phase: 'paused', why: event.why, sinceMs: atMs}};
    case 'session.continued':
      return {...state, session: {phase: 'running'}, pausedMs: state.pausedMs + pauseMs(state, atMs)};
    case 'session.reopened':
      return reopenSession(state, event, atMs);
    case 'session.ended':
      return {
        ...state,
        session: {
          phase: 'ended',
          outcome: event.outcome,
          why: event.why,
          ...(event.cause === undefined ? {} : {cause: event.cause}),
        },
      };
    default:
      return event satisfies never;
  }
}

/** The kernel that notices is the one that is there now. */
function reopenSession(
  state: State,
  {attended, sanitizer}: Extract<SessionEvent, {type: 'session.reopened'}>,
  atMs: number,
): State {
  const {sanitizer: _before, ...rest} = withoutMaking(reopen(state, atMs));
  return {...rest, attended: attended ?? state.attended, ...(sanitizer === undefined ? {} : {sanitizer})};
}

function startSession(state: State, event: Extract<SessionEvent, {type: 'session.started'}>, atMs: number): State {
  const {type: _type, session, constraints: texts, budgets: _inTheBook, acceptance, keptBefore, ...known} = event;
  const constraints = texts.slice(0, kept.constraints).map((text, index) => taskConstraint(text, index + 1));
  return {
    ...state,
    ...known,
    ...(keptBefore === undefined ? {} : {agents: agentsTold(state, keptBefore, atMs)}),
    session: {phase: 'running'},
    sessionId: session,
    acceptance: acceptance === undefined ? {kind: 'given'} : {kind: 'wanted', approve: acceptance, remarks: []},
    startedAtMs: atMs,
    constraints,
    constraintRevision: constraints.length === 0 ? 0 : 1,
    ordinals: {...state.ordinals, constraints: constraints.length},
  };
}

/** In the pane of the one who writes over it. */
function agentsTold({agents}: State, keptBefore: string, atMs: number): State['agents'] {
  const text = `${keptWords}: git show ${keptBefore}`;
  return {
    ...agents,
    executor: {...agents.executor, activity: [...agents.executor.activity, {kind: 'house', atMs, text}]},
  };
}

/** What the task itself asks for is in force from the start, on a tape too: its words were recorded under them. */
function taskConstraint(text: string, ordinal: number): Constraint {
  return {
    id: constraintId(ordinal),
    revision: 1,
    text,
    scope: {kind: 'all'},
    strength: 'must',
    source: 'task',
    standing: 'inForce',
  };
}

/**
 * The time without a core does not count as the task's. A commit that was begun may be there or not: it is asked for
 * again, and the workspace answers with the one that is there. So is a change that nobody has described yet.
 */
function reopen(state: State, atMs: number): State {
  const {commit: _unknown, ...rest} = state;
  const idleMs = state.session.phase === 'running' ? Math.max(0, atMs - state.newestAtMs) : 0;
  const changes = state.changes.filter(({files}) => files !== undefined);
  const opinions = withPinsWanted(rest.opinions);
  return {...rest, changes, opinions, pausedMs: state.pausedMs + idleMs};
}

function pauseMs({session}: State, atMs: number): number {
  return session.phase === 'paused' ? Math.max(0, atMs - session.sinceMs) : 0;
}

function reducePerson(state: State, event: PersonEvent, atMs: number): State {
  switch (event.type) {
    case 'agent.paused':
      return withAgent(state, event.role, {paused: true});
    case 'agent.continued':
      return withAgent(state, event.role, {paused: false});
    case 'message.queued': {
      const message = {
        id: event.message,
        to: event.to,
        about: event.about,
        text: event.text,
        ...(event.of === undefined ? {} : {of: event.of}),
        atMs,
        fate: {kind: 'queued'},
      } as const;
      return {
        ...state,
        messages: worthiestOf([...state.messages, message], kept.messages, messageWorth),
        ordinals: {...state.ordinals, messages: state.ordinals.messages + 1},
      };
    }
    case 'message.refused':
      return {
        ...state,
        messages: replaceById(state.messages, event.message, (old) => ({
          ...old,
          fate: {kind: 'refused', why: event.why},
        })),
      };
    case 'question.asked': {
      const {type: _type, question, ...rest} = event;
      const waiting =
        event.call === undefined ? state : withCall(state, event.call, (call) => ({...call, state: 'person'}));
      return {
        ...waiting,
        questions: worthiestOf([...state.questions, {id: question, ...rest}], kept.questions, questionWorth),
        ordinals: {...state.ordinals, questions: state.ordinals.questions + 1},
      };
    }
    case 'question.answered':
      return {
        ...state,
        questions: replaceById(state.questions, event.question, (old) => ({...old, answer: event.answer})),
      };
    default:
      return event satisfies never;
  }
}

const messageWorth = ({fate}: SteeringMessage): number =>
  ({queued: 2, delivered: 1, acknowledged: 0, refused: 0})[fate.kind];
const questionWorth = ({answer}: Question): number => (answer === undefined ? 1 : 0);
function withAgent(state: State, role: keyof State['agents'], change: {readonly paused: boolean}): State {
  return {...state, agents: {...state.agents, [role]: {...state.agents[role], ...change}}};
}
