// Folds the second opinions.
import {type OpinionId, statementId} from './ids.ts';
import {kept, lastOf} from './limits.ts';
import {type Opinion, opinionMax, type Statement} from './opinion.ts';
import type {OpinionEvent} from './opinion-events.ts';
import {replaceById} from './replace.ts';
import type {State} from './state.ts';

export function reduceOpinion(state: State, event: OpinionEvent, atMs: number): State {
  switch (event.type) {
    case 'opinion.asked':
      return ask(state, event, atMs);
    case 'opinion.pinStarted':
      return withOpinion(state, event.opinion, (old) => ({...old, pin: {at: 'underWay'}}));
    case 'opinion.pinned': {
      const {type: _type, opinion, ...pin} = event;
      return withOpinion(state, opinion, (old) => ({...old, pin: {at: 'pinned', ...pin}}));
    }
    case 'opinion.statementsAdded':
      return withOpinion(state, event.opinion, (old) => ({
        ...old,
        statements: [...old.statements, ...statementsOf(old.id, event.statements, old.statements.length)],
        standing: {at: 'answering'},
      }));
    case 'opinion.answerGiven':
      return state;
    case 'opinion.statementAnswered': {
      const {type: _type, opinion, statement, ...answer} = event;
      return withOpinion(state, opinion, (old) => ({
        ...old,
        statements: replaceById(old.statements, statement, (one) => ({...one, answer})),
      }));
    }
    case 'opinion.concluded':
      return withOpinion(state, event.opinion, (old) => ({
        ...old,
        standing: {at: 'concluded', summary: event.summary},
      }));
    case 'opinion.halted':
      return withOpinion(state, event.opinion, (old) => ({...old, standing: {at: 'halted', why: event.why}}));
    case 'opinion.closed':
      return withOpinion(state, event.opinion, (old) => ({...old, standing: {at: 'closed', why: event.why}}));
    default:
      return event satisfies never;
  }
}

function ask(state: State, event: Extract<OpinionEvent, {type: 'opinion.asked'}>, atMs: number): State {
  const opinion: Opinion = {
    id: event.opinion,
    askedAtMs: atMs,
    statements: statementsOf(event.opinion, event.statements, 0),
    of: event.of ?? 'commit',
    pin: {at: 'wanted'},
    standing: {at: 'answering'},
  };
  return {
    ...state,
    opinions: lastOf([...state.opinions, opinion], kept.opinions),
    ordinals: {...state.ordinals, opinions: state.ordinals.opinions + 1},
  };
}

function statementsOf(opinion: OpinionId, texts: readonly string[], before: number): readonly Statement[] {
  const room = Math.max(0, opinionMax.statements - before);
  return texts.slice(0, room).map((text, index) => ({id: statementId(opinion, before + index + 1), text}));
}

function withOpinion(state: State, id: OpinionId, change: (old: Opinion) => Opinion): State {
  return {...state, opinions: replaceById(state.opinions, id, change)};
}

/** A pin that was under way when the core ended is made again: it only reads. */
export function withPinsWanted(opinions: readonly Opinion[]): readonly Opinion[] {
  return opinions.map((old): Opinion => (old.pin.at === 'underWay' ? {...old, pin: {at: 'wanted'}} : old));
}
