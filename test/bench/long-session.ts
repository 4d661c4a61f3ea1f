// A session of as many events as is wanted.
import type {Entry} from '../../src/core/events.ts';
import {playSession} from '../core/random-session.ts';

/** A session played by chance, told again and again until it is long enough. */
export function longSession(count: number): readonly Entry[] {
  const choices = Array.from({length: 6000}, (_, index) => (index * 2_654_435_761) % 4_294_967_296);
  const {entries} = playSession(choices, {attended: true, live: true});
  const told = entries.filter(({event}) => event.type !== 'session.ended');
  return Array.from({length: count}, (_, index): Entry => {
    const {event, atMs} = told[index % told.length] as Entry;
    return {seq: index + 1, atMs: atMs + Math.floor(index / told.length) * 3_600_000, event};
  });
}
