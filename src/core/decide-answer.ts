// What comes of the person's answer: the result of a role's call, another try of a task, an act that waited for it.
import type {PersonCommand} from './commands.ts';
import {decideHeld} from './decide-held.ts';
import type {Decision} from './decision.ts';
import {endingEvents} from './ending.ts';
import type {Question, Task} from './entities.ts';
import type {Event} from './events.ts';
import {messageEvents, tooLong} from './message-events.ts';
import {giveItUp, tryAgain} from './question.ts';
import type {Role} from './roles.ts';
import type {State} from './state.ts';
import {endedTask} from './task-order.ts';

export function decideAnswer(state: State, command: Extract<PersonCommand, {do: 'answer'}>): Decision {
  const question = state.questions.find(({id}) => id === command.question);
  if (question === undefined) return {refused: `there is no question ${command.question}`};
  if (question.answer !== undefined) return {refused: `question ${question.id} was answered: ${question.answer}`};
  const ended = question.call === undefined ? endedTask(state, question.task) : undefined;
  if (ended !== undefined) return {refused: `${ended.id} is ${ended.stage}; nothing waits for this answer any more`};
  const text = command.answer.trim();
  if (text === '') return {refused: 'an answer needs words'};
  const long = tooLong(text);
  if (long !== null) return {refused: long};
  return [{type: 'question.answered', question: question.id, answer: text}, ...consequences(state, question, text)];
}

function consequences(state: State, question: Question, text: string): readonly Event[] {
  if (question.about !== undefined) return decideHeld(state, question.about.held, text);
  if (question.call !== undefined) {
    return [{type: 'tool.returned', call: question.call, ok: true, output: `The person answers: ${text}`}];
  }
  const task = state.tasks.find(({id}) => id === question.task);
  if (text === giveItUp) {
    return task === undefined
      ? endingEvents(state, 'not-accepted', 'given up by the person')
      : [{type: 'task.advanced', task: task.id, stage: 'failed', because: 'given up by the person'}];
  }
  const reopened: readonly Event[] = task === undefined ? [] : [{type: 'task.reopened', task: task.id}];
  return text === tryAgain ? reopened : [...reopened, ...messageEvents(state, atWorkOn(task), 'redirect', text)];
}

/** Whoever takes the work up again is who hears what the person says about it. */
function atWorkOn(task: Task | undefined): Role {
  if (task === undefined) return 'scheduler';
  if (task.stage === 'waiting' || task.stage === 'planning') return 'planner';
  return task.stage === 'reviewing' ? 'reviewer' : 'executor';
}
