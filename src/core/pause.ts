// Pausing: nothing new is begun. At the next boundary by itself; at once where an answer on its way is given up for it.
import type {PersonCommand} from './commands.ts';
import type {Decision} from './decision.ts';
import type {Event} from './events.ts';
import {cutAnswersOf} from './interruption.ts';
import {crew, type Role, roleNames} from './roles.ts';
import type {State} from './state.ts';

export function pauseOf(state: State, {role, now = false}: Extract<PersonCommand, {do: 'pause'}>): Decision {
  const cut = now ? cutAnswersOf(state, role === 'all' ? crew : [role], 'paused by the person') : [];
  const isPaused = role === 'all' ? state.session.phase === 'paused' : state.agents[role].paused;
  if (!isPaused) return [pausing(role), ...cut];
  if (cut.length > 0) return cut;
  return {
    refused: role === 'all' ? 'everything is paused already; P goes on' : `the ${roleNames[role]} is paused already`,
  };
}

function pausing(role: Role | 'all'): Event {
  return role === 'all' ? {type: 'session.paused', why: 'paused by you'} : {type: 'agent.paused', role};
}
