// What a person types at a session in plain lines, and what is wanted by it.
import type {PersonCommand} from '../../core/commands.ts';
import {type Role, roles} from '../../core/roles.ts';
import type {State} from '../../core/state.ts';
import {openQuestions} from '../ui.ts';
import {statusLines} from './spoken.ts';

export type Wanted =
  | {readonly kind: 'say'; readonly lines: readonly string[]}
  | {readonly kind: 'command'; readonly command: PersonCommand}
  /** It says what it will do, and is done when `yes` is typed. */
  | {readonly kind: 'ask'; readonly words: string; readonly command: PersonCommand}
  | {readonly kind: 'console'}
  | {readonly kind: 'leave'};

export const helpLines: readonly string[] = [
  'status: where everything stands',
  'a number, or answer WORDS: answers the question that waits',
  'tell ROLE WORDS: redirects the scheduler, planner, executor or reviewer',
  'rule WORDS: a constraint on the work',
  'pause, pause ROLE, go on, go on ROLE: now or after the turn',
  'console: the last lines of the console of the target',
  'reset: resets the target; stop: ends the session; both ask first',
  'leave: leaves the session running',
];

export function wantedBy(line: string, state: State): Wanted {
  const text = line.trim();
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const question = openQuestions(state)[0];
  if (/^\d+$/.test(text) && question !== undefined) {
    const choice = question.choices[Number(text) - 1];
    if (choice === undefined) return say(`there are ${question.choices.length} choices`);
    return command({do: 'answer', question: question.id, answer: choice});
  }
  switch (word.toLowerCase()) {
    case '':
      return say();
    case 'help':
    case '?':
      return say(...helpLines);
    case 'status':
      return say(...statusLines(state));
    case 'answer':
      if (question === undefined) return say('nothing is asked');
      return rest === '' ? say('answer what?') : command({do: 'answer', question: question.id, answer: rest});
    case 'tell':
      return told(rest);
    case 'rule':
      if (rest === '') return say('which rule?');
      return command({do: 'addConstraint', text: rest, strength: 'must', scope: {kind: 'all'}});
    case 'pause':
      return ofRole(rest, (role) => ({do: 'pause', role}));
    case 'go':
      return ofRole(rest.replace(/^on\b\s*/i, ''), (role) => ({do: 'continue', role}));
    case 'console':
      return {kind: 'console'};
    case 'reset':
      return ask("the target's reset line is pulled; what runs on it is lost", {do: 'resetTarget'});
    case 'stop':
      return ask('the session ends as it is, the target is switched off', {
        ...{do: 'stop', cause: 'person', why: 'stopped by a typed line'},
      });
    case 'leave':
    case 'quit':
      return {kind: 'leave'};
    default:
      return say(`"${word}" is no command; help lists them`);
  }
}

function told(rest: string): Wanted {
  const [, name = '', words = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  const role = roleOf(name);
  if (role === null) return say(`tell whom? ${roles.join(', ')}`);
  return words === '' ? say(`tell the ${name} what?`) : command({do: 'redirect', role, text: words});
}

function ofRole(name: string, commandOf: (role: Role | 'all') => PersonCommand): Wanted {
  if (name === '' || name.toLowerCase() === 'all') return command(commandOf('all'));
  const role = roleOf(name);
  return role === null ? say(`"${name}" is none of ${roles.join(', ')}, all`) : command(commandOf(role));
}

function roleOf(name: string): Role | null {
  return roles.find((role) => role === name.toLowerCase()) ?? null;
}

const say = (...lines: readonly string[]): Wanted => ({kind: 'say', lines});
const command = (given: PersonCommand): Wanted => ({kind: 'command', command: given});
const ask = (words: string, given: PersonCommand): Wanted => ({
  ...{kind: 'ask', command: given},
  words: `${words}. Type yes to do it, anything else leaves it`,
});
