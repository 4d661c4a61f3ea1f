// Folds what the person's hand brings about. The accounts of budgets are kept in `book-after.ts`.
import type {HandEvent} from './hand-events.ts';
import {replaceById} from './replace.ts';
import type {State} from './state.ts';

export function reduceHand(state: State, event: HandEvent): State {
  switch (event.type) {
    case 'message.urged':
      return {
        ...state,
        messages: replaceById(state.messages, event.message, (message) => ({...message, urged: event.by})),
      };
    case 'approval.changed':
      return {...state, approve: {...state.approve, [event.act]: event.to}};
    case 'budget.warned':
    case 'budget.spent':
    case 'budget.granted':
      return state;
    default:
      return event satisfies never;
  }
}
