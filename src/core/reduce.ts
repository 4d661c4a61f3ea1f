// Folds one event into the state. It believes the event: whether it may come to be true was asked by `decide`.

import {countsAfter} from './counts.ts';
import type {Entry, Event, MachineEvent, PersonEvent, SessionEvent, WorkEvent} from './events.ts';
import {kept, lastOf} from './limits.ts';
import {markOf} from './marks.ts';
import {reduceAgents, withCall} from './reduce-agents.ts';
import {reduceMachine} from './reduce-machine.ts';
import {reduceWork} from './reduce-work.ts';
import {replaceById} from './replace.ts';
import {initialState, type State} from './state.ts';
import type {TargetEvent} from './target-events.ts';
import {reduceTarget} from './target-state.ts';

export function reduce(state: State, entry: Entry): State {
  const {event, atMs} = entry;
  const next = reduceEvent(state, event, atMs);
  const mark = markOf(state, event);
  return {
    ...next,
    seq: entry.seq,
    counts: countsAfter(state, event),
    marks: mark ? lastOf([...next.marks, {...mark, seq: entry.seq, atMs}], kept.marks) : next.marks,
  };
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
    case 'constraint.added':
    case 'constraint.lifted':
    case 'message.queued':
    case 'message.refused':
    case 'question.asked':
    case 'question.answered':
      return reducePerson(state, event, atMs);
    case 'task.created':
    case 'task.advanced':
    case 'task.reopened':
    case 'note.written':
    case 'plan.proposed':
    case 'artefact.recorded':
    case 'work.submitted':
    case 'finding.reported':
    case 'verdict.given':
      return reduceWork(state, event satisfies WorkEvent, atMs);
    case 'assignment.started':
    case 'assignment.ended':
    case 'assignment.nudged':
    case 'turn.asked':
    case 'turn.answered':
    case 'turn.failed':
    case 'tool.started':
    case 'tool.returned':
      return reduceAgents(state, event, atMs);
    case 'build.started':
    case 'build.finished':
    case 'run.started':
    case 'run.finished':
    case 'commit.started':
    case 'commit.ended':
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
      return {
        ...state,
        session: {phase: 'running'},
        sessionId: event.session,
        startedAtMs: atMs,
        requirement: event.requirement,
        models: event.models,
        label: event.label,
        limits: event.limits,
        workspace: event.workspace,
        kernelRelease: event.kernelRelease,
        attended: event.attended,
      };
    case 'session.paused':
      return {...state, session: {phase: 'paused', why: event.why, sinceMs: atMs}};
    case 'session.continued':
      return {...state, session: {phase: 'running'}, pausedMs: state.pausedMs + pauseMs(state, atMs)};
    case 'session.reopened':
      return state;
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

function pauseMs({session}: State, atMs: number): number {
  return session.phase === 'paused' ? Math.max(0, atMs - session.sinceMs) : 0;
}

function reducePerson(state: State, event: PersonEvent, atMs: number): State {
  switch (event.type) {
    case 'agent.paused':
      return withAgent(state, event.role, {paused: true});
    case 'agent.continued':
      return withAgent(state, event.role, {paused: false});
    case 'constraint.added':
      return addConstraint(state, event.constraint);
    case 'constraint.lifted':
      return {
        ...state,
        constraintRevision: state.constraintRevision + 1,
        constraints: replaceById(state.constraints, event.constraint, (old) => ({...old, standing: 'lifted'})),
      };
    case 'message.queued': {
      const message = {
        id: event.message,
        to: event.to,
        about: event.about,
        text: event.text,
        atMs,
        fate: {kind: 'queued'},
      } as const;
      return {
        ...state,
        messages: lastOf([...state.messages, message], kept.messages),
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
        questions: lastOf([...state.questions, {id: question, ...rest}], kept.questions),
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

/** Only a constraint in force makes earlier results stale. */
function addConstraint(
  state: State,
  constraint: Extract<PersonEvent, {type: 'constraint.added'}>['constraint'],
): State {
  const revision = state.constraintRevision + (constraint.standing === 'inForce' ? 1 : 0);
  return {
    ...state,
    constraintRevision: revision,
    constraints: lastOf([...state.constraints, {...constraint, revision}], kept.constraints),
    ordinals: {...state.ordinals, constraints: state.ordinals.constraints + 1},
  };
}

function withAgent(state: State, role: keyof State['agents'], change: {readonly paused: boolean}): State {
  return {...state, agents: {...state.agents, [role]: {...state.agents[role], ...change}}};
}
