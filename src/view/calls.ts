// When a person who looks elsewhere is called, and with which words: they are needed, it crashed, it is done.
import type {State} from '../core/state.ts';
import {oneLine} from './formats.ts';
import {openFaults} from './session-status.ts';
import {openQuestions} from './ui.ts';

export interface Call {
  readonly why: 'needed' | 'crashed' | 'done';
  readonly text: string;
}

/** Of several at once the one that a person must act on. Null where nothing came up that was not there before. */
export function callAfter(before: State, now: State): Call | null {
  if (now.session.phase === 'ended') return before.session.phase === 'ended' ? null : ended(now);
  const question = openQuestions(now).find(({id}) => before.questions.every((known) => known.id !== id));
  if (question !== undefined) return {why: 'needed', text: `needs you: ${oneLine(question.text)}`};
  const fault = openFaults(now).find(({id}) => before.faults.every((known) => known.id !== id));
  if (fault !== undefined) return {why: 'needed', text: `needs you: ${oneLine(fault.what)}`};
  const crash = now.target.crashes.at(-1);
  if (crash === undefined || before.target.crashes.some(({atMs, boot}) => atMs === crash.atMs && boot === crash.boot))
    return null;
  return {why: 'crashed', text: `the target crashed: ${oneLine(crash.title)}`};
}

function ended({session}: State): Call | null {
  return session.phase === 'ended' ? {why: 'done', text: `${session.outcome}: ${oneLine(session.why)}`} : null;
}

/** For the title of the terminal's window: what is worked on, and how it stands. */
export function windowTitle(state: State): string {
  const {requirement, session} = state;
  const name = requirement === undefined ? '' : ` ${oneLine(requirement.name)}`;
  const needs = openQuestions(state).length > 0 || openFaults(state).length > 0;
  const stand = session.phase === 'ended' ? session.outcome : needs ? 'needs you' : session.phase;
  return `quarterdeck${name}: ${stand}`;
}
