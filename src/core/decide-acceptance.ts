// What a goal is held against: proposed by the Planner, read, edited and approved by the person. Nothing changes it afterwards.
import {type AcceptanceDraft, draftMax} from './acceptance.ts';
import type {PersonCommand, Refusal} from './commands.ts';
import type {Decision} from './decision.ts';
import type {Event} from './events.ts';
import {tooLong} from './message-events.ts';
import type {AcceptanceCommand} from './role-commands.ts';
import type {State} from './state.ts';

export type AcceptancePersonCommand = Extract<
  PersonCommand,
  {do: 'approveAcceptance' | 'returnAcceptance' | 'editAcceptance'}
>;

export function proposeAcceptance({acceptance}: State, {call, draft}: AcceptanceCommand): Decision {
  if (acceptance.kind !== 'wanted') return {refused: notWanted(acceptance.kind)};
  const refused = draftRefusal(draft);
  if (refused !== null) return {refused};
  return [
    {type: 'tool.started', call},
    {type: 'acceptance.drafted', draft, call},
  ];
}

export function decideAcceptance(state: State, command: AcceptancePersonCommand): Decision {
  const {acceptance} = state;
  if (acceptance.kind !== 'proposed') return {refused: notProposed(acceptance.kind)};
  if (acceptance.checking !== undefined) return {refused: 'your edit of it is being checked; that is done in a moment'};
  switch (command.do) {
    case 'approveAcceptance':
      return acceptance.checked.blob === command.blob
        ? [{type: 'acceptance.approved', blob: command.blob, by: 'person'}]
        : {refused: 'what is proposed now is not what you have read; read it again'};
    case 'returnAcceptance':
      return returned(state, command.words);
    case 'editAcceptance': {
      const refused = draftRefusal(command.draft);
      return refused === null ? [{type: 'acceptance.drafted', draft: command.draft}] : {refused};
    }
    default:
      return command satisfies never;
  }
}

export function approveByFlag({acceptance}: State): Decision {
  if (acceptance.kind !== 'proposed' || acceptance.approve !== 'flag') return {refused: 'nothing goes by unread here'};
  return [{type: 'acceptance.approved', blob: acceptance.checked.blob, by: 'flag'}];
}

function returned({label}: State, words: string): readonly Event[] | Refusal {
  const text = words.trim();
  if (text === '') return {refused: 'say what should be different'};
  if (label.kind === 'tape')
    return {refused: `the model is the tape "${label.name}", which can't write another; edit it`};
  const long = tooLong(text);
  return long === null ? [{type: 'acceptance.returned', words: text}] : {refused: long};
}

function draftRefusal({markdown, script, programs}: AcceptanceDraft): string | null {
  const characters = [markdown, script, ...programs.map(({source}) => source)].reduce(
    (sum, {length}) => sum + length,
    0,
  );
  if (markdown.trim() === '') return 'task.md is empty';
  if (script.trim() === '') return 'accept.sh is empty';
  if (programs.length > draftMax.programs) return `at most ${draftMax.programs} programs`;
  if (characters > draftMax.characters) {
    return `${characters} characters are more than the ${draftMax.characters} that an acceptance may have`;
  }
  return null;
}

function notWanted(kind: State['acceptance']['kind']): string {
  return kind === 'proposed'
    ? 'an acceptance is proposed already; the person has it'
    : 'what the work is held against stands, and no role can change it';
}

function notProposed(kind: State['acceptance']['kind']): string {
  if (kind === 'wanted') return 'no acceptance is proposed yet; the Planner is at it';
  return kind === 'approved'
    ? 'the acceptance is approved, and nothing changes it now'
    : 'the acceptance came with the task';
}
