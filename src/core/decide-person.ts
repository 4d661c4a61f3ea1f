// What the person at the deck may do, and what they are told when it can't be done now.
import type {PersonCommand} from './commands.ts';
import type {ConstraintCommand} from './constraint-events.ts';
import type {Decision} from './decision.ts';
import {endingEvents} from './ending.ts';
import type {Question, Task} from './entities.ts';
import type {Event} from './events.ts';
import {interruptionsOf} from './interruption.ts';
import {openMax} from './limits.ts';
import {messageEvents} from './message-events.ts';

import {type Role, roleNames} from './roles.ts';
import type {State} from './state.ts';

export function decidePerson(state: State, command: Exclude<PersonCommand, ConstraintCommand>): Decision {
  switch (command.do) {
    case 'pause':
      return command.role === 'all' ? pauseAll(state) : pause(state, command.role);
    case 'continue':
      return command.role === 'all' ? continueAll(state) : continueRole(state, command.role);
    case 'redirect':
      return redirect(state, command.role, command.text);
    case 'askSecondOpinion':
      return {refused: 'a second opinion is not there yet: it comes with the Verifier, in a later version'};
    case 'resetTarget':
      return resetTarget(state);
    case 'answer':
      return answer(state, command);
    case 'stop':
      return endingEvents(state, 'stopped', command.why, command.cause);
    default:
      return command satisfies never;
  }
}

function pauseAll(state: State): Decision {
  if (state.session.phase === 'paused') return {refused: 'everything is paused already; P goes on'};
  return [{type: 'session.paused', why: 'paused by you'}];
}

function pause(state: State, role: Role): Decision {
  if (state.agents[role].paused) return {refused: `the ${roleNames[role]} is paused already`};
  return [{type: 'agent.paused', role}];
}

/** Going on also clears the faults: whatever failed is tried again, and fails again if nothing was mended. */
function continueAll(state: State): Decision {
  const faults = state.faults.filter(({cleared}) => !cleared);
  const paused = state.session.phase === 'paused';
  if (!paused && faults.length === 0) return {refused: 'nothing is paused'};
  const cleared = faults.map(({id}): Event => ({type: 'fault.cleared', fault: id}));
  return paused ? [...cleared, {type: 'session.continued'}] : cleared;
}

function continueRole(state: State, role: Role): Decision {
  if (!state.agents[role].paused) return {refused: `the ${roleNames[role]} is not paused`};
  return [{type: 'agent.continued', role}];
}

function redirect(state: State, role: Role, text: string): Decision {
  if (text.trim() === '') return {refused: 'a redirect needs words'};
  const waiting = state.messages.filter(({to, fate}) => to === role && fate.kind === 'queued').length;
  if (waiting >= openMax.messagesPerRole) {
    return {refused: `${waiting} messages wait for the ${roleNames[role]} already; it has to hear those first`};
  }
  const isHeard = state.label.kind === 'live';
  return [...messageEvents(state, role, 'redirect', text.trim()), ...(isHeard ? interruptionsOf(state, role) : [])];
}

function resetTarget({target, power}: State): Decision {
  if (power !== undefined) return {refused: `the target is being switched already (${power.act})`};
  switch (target.now.phase) {
    case 'off':
      return [{type: 'power.requested', act: 'on', by: 'person'}];
    case 'rebooting':
    case 'harvesting':
      return {refused: `the target is ${target.now.phase} already; a reset now would cost the crash record`};
    case 'booting':
    case 'restoring':
    case 'up':
    case 'oopsed':
    case 'panicked':
    case 'hung':
    case 'unknown':
      return [{type: 'power.requested', act: 'reset', by: 'person'}];
    default:
      return target.now satisfies never;
  }
}

function answer(state: State, command: Extract<PersonCommand, {do: 'answer'}>): Decision {
  const question = state.questions.find(({id}) => id === command.question);
  if (question === undefined) return {refused: `there is no question ${command.question}`};
  if (question.answer !== undefined) return {refused: `question ${question.id} was answered: ${question.answer}`};
  const text = command.answer.trim();
  if (text === '') return {refused: 'an answer needs words'};
  return [{type: 'question.answered', question: question.id, answer: text}, ...consequences(state, question, text)];
}

export const tryAgain = 'try again';
export const giveItUp = 'give it up';

function consequences(state: State, question: Question, text: string): readonly Event[] {
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
