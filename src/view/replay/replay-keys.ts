// The keys of a replay that are its own; those of the deck come behind them.
import {type KeyRow, plain} from '../bindings.ts';
import type {Scrub} from './playhead.ts';

const scrub = (by: Scrub): KeyRow['doing'] => ({do: 'scrub', by});

export const replayOwnKeys: readonly KeyRow[] = [
  {keys: ['space'], shown: 'space', label: 'play', rank: 2, help: 'play, or pause', doing: scrub('toggle')},
  {
    keys: ['left'],
    shown: '← →',
    label: 'event',
    rank: 3,
    help: 'one event back, or on; it stands still then',
    doing: scrub('eventBack'),
  },
  {keys: ['right'], shown: '→', doing: scrub('eventOn')},
  {
    keys: ['['],
    shown: '[ ]',
    label: 'mark',
    rank: 4,
    help: 'back to the mark before (crash, build, run, verdict), or on to the next',
    doing: scrub('markBack'),
  },
  {keys: [']'], shown: ']', doing: scrub('markOn')},
  {keys: ['home'], shown: 'Home End', help: 'to the beginning, or the end', doing: scrub('first')},
  {keys: ['end'], shown: 'End', doing: scrub('last')},
  {keys: ['+', '='], shown: '+ -', label: 'speed', rank: 5, help: 'twice as fast, or half', doing: scrub('faster')},
  {keys: ['-', '_'], shown: '-', doing: scrub('slower')},
  {keys: ['q'], shown: 'q', label: 'quit', rank: 1, help: 'leave the replay', doing: plain('askQuit')},
];
