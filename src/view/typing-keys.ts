// The keys that have a meaning while the target's console is typed into; every other one goes to its line.
import {type KeyRow, plain} from './bindings.ts';

export const typingKeys: readonly KeyRow[] = [
  {
    keys: ['ctrl-]'],
    shown: 'ctrl-]',
    label: 'leave the console',
    rank: 0,
    help: "while typing into the target's console: leave it",
    doing: plain('leaveConsole'),
  },
  {
    keys: ['ctrl-t'],
    shown: 'ctrl-t',
    label: 'BREAK, size',
    rank: 1,
    help: 'while typing: the next key is for the deck: BREAK, size, zoom',
    doing: plain('lineCommand'),
  },
];

/** Behind ctrl-t. */
export const lineCommandKeys: readonly KeyRow[] = [
  {
    keys: ['b'],
    shown: 'b',
    label: 'send BREAK',
    rank: 1,
    help: 'while typing, behind ctrl-t: send BREAK; a letter after it is a SysRq',
    doing: plain('sendBreak'),
  },
  {
    keys: ['s'],
    shown: 's',
    label: "tell the shell the pane's size",
    rank: 2,
    help: "while typing, behind ctrl-t: tell the target's shell how large the pane is (stty)",
    doing: plain('offerSize'),
  },
  {
    keys: ['z'],
    shown: 'z',
    label: 'zoom',
    rank: 3,
    help: 'while typing, behind ctrl-t: the console in full, and back',
    doing: plain('zoom'),
  },
  {
    keys: ['ctrl-t'],
    shown: 'ctrl-t',
    label: 'ctrl-t itself',
    rank: 4,
    help: 'while typing, behind ctrl-t: send ctrl-t itself',
    doing: plain('typePrefix'),
  },
  {keys: ['escape'], shown: 'Esc', label: 'type on', rank: 5, doing: plain('typeOn')},
  {keys: ['ctrl-]'], shown: 'ctrl-]', label: 'leave the console', rank: 0, doing: plain('leaveConsole')},
];
