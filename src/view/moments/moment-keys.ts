// The keys that walk along the time line while a moment of the past is looked at; those of the deck come behind them.
import {type KeyRow, look, plain} from '../bindings.ts';

export const momentOwnKeys: readonly KeyRow[] = [
  {
    keys: [',', 'left'],
    shown: ', .',
    label: 'along the time line',
    rank: 2,
    help: 'to the point before on the time line, or the one after',
    doing: look('back'),
  },
  {keys: ['.', 'right'], shown: '.', doing: look('on')},
  {keys: ['home'], shown: 'Home', help: 'to the oldest point that is at hand', doing: look('first')},
  {
    keys: ['escape', 'end'],
    shown: 'Esc',
    label: 'back to now',
    rank: 0,
    help: 'back to now, where every pane stands as it was left',
    doing: look('now'),
  },
  {
    keys: ['enter'],
    shown: 'enter',
    label: 'open',
    rank: 3,
    help: 'open what lies there: the build, the run, the crash, the finding',
    doing: plain('openMoment'),
  },
];
