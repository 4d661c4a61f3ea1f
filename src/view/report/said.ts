// What the person said and what became of it, what was asked of them and what they answered, and what they edited.
import {asksFor} from '../../core/approval.ts';
import type {Question, SteeringMessage} from '../../core/entities.ts';
import {type Role, roleNames} from '../../core/roles.ts';
import type {State} from '../../core/state.ts';
import {inline, listOr} from './markdown.ts';

export function saidLines({messages, questions, edits, approve}: State): readonly string[] {
  const [approvals, others] = [questions.filter(isApproval), questions.filter((one) => !isApproval(one))];
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
      others.map(
        ({id, by, text, answer}) =>
          `**${inline(id)}** ${askerOf(by)} asked: ${inline(text)} Answer: ${answerWords(answer)}`,
      ),
    ),
    '',
    '### Approvals',
    '',
    `Asked about at the end: ${asksFor(approve).join(', ') || 'nothing'}.`,
    ...(approvals.length === 0 ? [] : ['', ...listOr('', approvals.map(approvalWords))]),
    '',
    '### Edits by hand',
    '',
    ...listOr(
      'None.',
      edits.map(({path}) => inline(path)),
    ),
  ];
}

const isApproval = ({about}: Question): boolean => about?.kind === 'approval';

function approvalWords({id, text, answer, about}: Question): string {
  return `**${inline(id)}** ${about?.held.act ?? ''}: ${inline(text)} Answer: ${answerWords(answer)}`;
}

const answerWords = (answer: string | undefined): string => (answer === undefined ? 'none yet' : inline(answer));

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
