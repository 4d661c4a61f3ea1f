// What the person said and what became of it, what was asked of them and what they answered, and what they edited.
import type {SteeringMessage} from '../../core/entities.ts';
import {type Role, roleNames} from '../../core/roles.ts';
import type {State} from '../../core/state.ts';
import {inline, listOr} from './markdown.ts';

export function saidLines({messages, questions, edits}: State): readonly string[] {
  return [
    '### To the agents',
    '',
    ...listOr(
      'Nothing.',
      messages.map(
        (one) => `**${inline(one.id)}** to the ${roleNames[one.to]}: ${inline(one.text)} (${fateWords(one)})`,
      ),
    ),
    '',
    '### Questions and answers',
    '',
    ...listOr(
      'None.',
      questions.map(
        ({id, by, text, answer}) =>
          `**${inline(id)}** ${askerOf(by)} asked: ${inline(text)} Answer: ${answer === undefined ? 'none yet' : inline(answer)}`,
      ),
    ),
    '',
    '### Edits by hand',
    '',
    ...listOr(
      'None.',
      edits.map(({path}) => inline(path)),
    ),
  ];
}

const askerOf = (by: Role | 'house'): string => (by === 'house' ? 'Quarterdeck' : `the ${roleNames[by]}`);

function fateWords({fate}: SteeringMessage): string {
  switch (fate.kind) {
    case 'queued':
      return 'not taken in yet';
    case 'delivered':
    case 'acknowledged':
      return `${fate.kind} with turn ${inline(fate.turn)}`;
    case 'refused':
      return `refused: ${inline(fate.why)}`;
    default:
      return fate satisfies never;
  }
}
