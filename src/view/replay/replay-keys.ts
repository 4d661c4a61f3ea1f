// The keys of a replay: its own first, then those of the deck that only look. What would ask the session for something keeps its
// key, so that pressing it says why it does nothing.
import {type KeyRow, plain} from '../bindings.ts';
import type {Scrub} from './playhead.ts';

const scrub = (by: Scrub): KeyRow['doing'] => ({do: 'scrub', by});

export const replayOwnKeys: readonly KeyRow[] = [
  {keys: ['space'], shown: 'space', label: 'play', rank: 2, help: 'play, or stand still', doing: scrub('toggle')},
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

/** What a person asks of a live session. */
const asking: ReadonlySet<KeyRow['doing']['do']> = new Set([
  ...([
    'pauseRole',
    'pauseAll',
    'pauseRoleNow',
    'pauseAllNow',
    'urge',
    'redirect',
    'constraint',
    'secondOpinion',
    'typeIntoConsole',
    'askReset',
  ] as const),
]);

export const isAsking = (doing: KeyRow['doing']): boolean => asking.has(doing.do);

export function replayKeysOf(own: readonly KeyRow[], ofDeck: readonly KeyRow[]): readonly KeyRow[] {
  const taken = new Set(own.flatMap(({keys}) => keys));
  const left = ofDeck.flatMap((row): readonly KeyRow[] => {
    const keys = row.keys.filter((key) => !taken.has(key));
    if (keys.length === 0) return [];
    if (!isAsking(row.doing)) return [{...row, keys}];
    return [{keys, shown: row.shown, doing: row.doing}];
  });
  return [...own, ...left];
}
