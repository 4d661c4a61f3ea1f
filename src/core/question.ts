// The house's own questions to the person, as events.
import type {Question} from './entities.ts';
import type {Event} from './events.ts';
import {questionId} from './ids.ts';
import type {State} from './state.ts';

export const tryAgain = 'try again';
export const giveItUp = 'give it up';

export function asksPerson(state: State, asked: Omit<Question, 'id' | 'by' | 'answer'>): Event {
  return {type: 'question.asked', question: questionId(state.ordinals.questions + 1), by: 'house', ...asked};
}
