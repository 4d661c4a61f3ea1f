// A session in plain lines, for a screen reader or a terminal that can't be drawn on: one line for what came to be true, in words.

import type {Question} from '../../core/entities.ts';
import {roleNames, roles} from '../../core/roles.ts';
import type {Activity, State} from '../../core/state.ts';
import {oneLine} from '../formats.ts';
import {moneySpent, openFaults} from '../session-status.ts';
import {signs} from '../time-line.ts';
import {openQuestions} from '../ui.ts';

/** What came between two states, oldest first as far as that is known. */
export function spokenAfter(before: State, now: State): readonly string[] {
  return [
    ...roles.flatMap((role) => saidBy(roleNames[role], before.agents[role].activity, now.agents[role].activity)),
    ...marksAfter(before, now),
    ...askedAfter(before, now),
    ...phaseAfter(before, now),
  ];
}

/** Entries stay the same objects while they are held. */
function saidBy(name: string, before: readonly Activity[], now: readonly Activity[]): readonly string[] {
  if (before === now) return [];
  const known = new Set(before);
  return now.filter((one) => !known.has(one)).map((one) => `${name} ${activityWords(one)}`);
}

function activityWords(one: Activity): string {
  switch (one.kind) {
    case 'text':
      return `says: ${oneLine(one.text)}`;
    case 'call':
      return `calls ${one.name}: ${oneLine(one.about)}`;
    case 'result':
      return `${one.ok ? 'has its answer' : 'is refused'}: ${oneLine(one.line)}`;
    case 'house':
      return `is told: ${oneLine(one.text)}`;
    case 'edit':
      return `is shown your change of ${oneLine(one.path)}`;
    case 'person':
      return `hears you: ${oneLine(one.text)}`;
    default:
      return one satisfies never;
  }
}

function marksAfter(before: State, {marks}: State): readonly string[] {
  const last = before.marks.at(-1)?.seq ?? -1;
  return marks.filter(({seq}) => seq > last).map(({kind, text}) => `${signs[kind].word}: ${oneLine(text)}`);
}

function askedAfter(before: State, now: State): readonly string[] {
  const known = new Set(before.questions.map(({id}) => id));
  return openQuestions(now)
    .filter(({id}) => !known.has(id))
    .map(questionWords);
}

export function questionWords({by, text, choices}: Question): string {
  const asker = by === 'house' ? 'Quarterdeck' : `The ${roleNames[by]}`;
  const listed = choices.map((choice, index) => `${index + 1}, ${oneLine(choice)}`).join('; ');
  const how =
    choices.length === 0 ? 'Type answer and your words' : `Type a number: ${listed}; or answer and your own words`;
  return `${asker} asks: ${oneLine(text)} ${how}.`;
}

function phaseAfter(before: State, now: State): readonly string[] {
  const wasPaused = before.session.phase === 'paused';
  if (now.session.phase === 'paused' && !wasPaused) return ['the session is paused; type go on to let it go on'];
  return now.session.phase === 'running' && wasPaused ? ['the session goes on'] : [];
}

/** Where everything stands, a line each. */
export function statusLines(state: State): readonly string[] {
  const {requirement, session, target, tasks} = state;
  const how =
    session.phase === 'ended' ? `has ended: ${session.outcome}, ${oneLine(session.why)}` : `is ${session.phase}`;
  const done = tasks.filter(({stage}) => stage === 'done').length;
  return [
    `the session ${requirement === undefined ? '' : `on ${oneLine(requirement.name)} `}${how}; ${done} of ${tasks.length} tasks are done; it cost ${moneySpent(state)}`,
    `the target is ${target.now.phase}`,
    ...roles.filter((role) => state.agents[role].paused).map((role) => `the ${roleNames[role]} is paused`),
    ...openFaults(state).map(({what}) => `at fault: ${oneLine(what)}`),
    ...openQuestions(state).map(questionWords),
  ];
}
