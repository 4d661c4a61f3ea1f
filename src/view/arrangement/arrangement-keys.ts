// The keys that arrange the panes.
import {type KeyRow, plain} from '../bindings.ts';

export const arrangementKeys: readonly KeyRow[] = [
  {
    keys: ['+'],
    shown: '+ - =',
    help: 'more rows for the focused pane; fewer; all as they were',
    doing: plain('moreRows'),
  },
  {keys: ['-'], shown: '-', doing: plain('fewerRows')},
  {keys: ['='], shown: '=', doing: plain('evenRows')},
  {keys: ['h'], shown: 'h', help: 'hide the focused pane; its number shows it again', doing: plain('hidePane')},
  {
    keys: ['H'],
    shown: 'H',
    label: 'show all',
    rank: 5,
    help: 'show the panes that are hidden',
    doing: plain('showPanes'),
  },
];
