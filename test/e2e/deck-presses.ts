// What is typed into the real deck, key by key, and what shows that it did what it says.

/** Keys, and what is on the screen after them that was not there before; `back` takes it away again. */
export interface Press {
  readonly keys: string;
  readonly shows: RegExp;
  readonly back: string;
  /** What lies under it, taken away by one more Esc: two in one write are no two keys. */
  readonly under?: RegExp;
}

const esc = '\u001b';
const pageUp = '\u001b[5~';
const home = '\u001b[H';
const end = '\u001b[F';
const down = '\u001b[B';
const pageDown = '\u001b[6~';
/** To the end of the console, though more came in meanwhile; there it follows again. */
const often = (key: string): string => key.repeat(12);

/** In the zoom there is one pane: its title tells where the focus is. */
const alone = (title: string): RegExp => new RegExp(`^(?![\\s\\S]*╭ (?!${title})[1-5] )[\\s\\S]*╭ ${title}`);

const lookingBack = /looking at \d\d:\d\d, \d\d:\d\d ago/;

export const zoomed: readonly Press[] = [
  {keys: '1z', shows: alone('1 Scheduler'), back: 'z'},
  {keys: '2z', shows: alone('2 Planner'), back: 'z'},
  {keys: '3z', shows: alone('3 Executor'), back: 'z'},
  {keys: '4z', shows: alone('4 Reviewer'), back: 'z'},
  {keys: '4\tz', shows: alone('5 Target'), back: 'z'},
  {keys: '3\u001b[Zz', shows: alone('2 Planner'), back: 'z'},
];

export const pressed: readonly Press[] = [
  {keys: '?', shows: /╭ Keys/, back: esc},
  {keys: ':', shows: /╭ Commands/, back: esc},
  {keys: '\u0010', shows: /╭ Commands/, back: esc},
  {keys: ':findings\r', shows: /╭ Findings/, back: esc},
  {keys: 't', shows: /╭ Tasks/, back: esc},
  {keys: 'F', shows: /╭ Findings/, back: esc},
  {keys: 'E', shows: /╭ Examination/, back: esc},
  {keys: 'Es', shows: /Nothing is being looked for/, back: esc},
  {keys: 'Fd', shows: /No finding is selected|was recorded with/, back: esc},
  {keys: 'Fu', shows: /No finding is selected|is not dismissed/, back: esc},
  {keys: 'B', shows: /╭ Builds/, back: esc},
  {keys: 'x', shows: /╭ Crashes/, back: esc},
  {keys: '3o', shows: /╭ Calls of the Executor/, back: esc},
  {keys: 'J', shows: /╭ Journal/, back: esc},
  {keys: 'T', shows: /╭ Time line:/, back: esc},
  {keys: 'G', shows: /╭ Gauges:/, back: esc},
  {keys: 'c', shows: /╭ A constraint on the work/, back: esc},
  {keys: '3r', shows: /╭ Redirect the Executor/, back: esc},
  {keys: 'C', shows: /╭ Constraints: /, back: esc},
  {keys: 'A', shows: /╭ The acceptance/, back: esc},
  {keys: 'p', shows: /╭ Plans/, back: esc},
  {keys: 'D', shows: /╭ Changes of the files/, back: esc},
  {keys: 'Ca', shows: /╭ A constraint on the work/, back: esc, under: /╭ Constraints: /},
  {keys: 'q', shows: /╭ Leave the deck\?/, back: esc},
  {keys: '\u0003', shows: /╭ Leave the deck\?/, back: esc},
  {keys: 'R', shows: /╭ Reset the target\?/, back: esc},
  {keys: '2\r', shows: /╭ Plans? /, back: esc},
  {keys: '3 ', shows: /paused by you|pausing: waits for its answer/, back: ' '},
  {keys: '4s', shows: /paused by you/, back: ' '},
  {keys: 'S', shows: /⏸ (paused|pausing)/, back: 'P'},
  {keys: 'b', shows: /No budget bounds this session|Budgets/, back: esc},
  {keys: '4u', shows: /[Nn]o words of yours wait for the Reviewer/, back: '4'},
  {keys: 'P', shows: /⏸ paused/, back: 'P'},
  {keys: `5${pageUp}`, shows: /PAUSED/, back: end},
  {keys: `5${home}`, shows: /PAUSED/, back: 'f'},
  {keys: '5\u001b[A', shows: /PAUSED/, back: often(down)},
  {keys: '5k', shows: /PAUSED/, back: often('j')},
  {keys: `5${pageUp}`, shows: /PAUSED/, back: often(pageDown)},
  {keys: '/', shows: /╭ Search the console/, back: esc},
  {keys: '/linux version\r', shows: /\/linux version \d\/\d/, back: esc},
  {keys: 'l', shows: /kernel only/, back: 'lllf'},
  {keys: 'd', shows: /times: when each line came in/, back: 'dd4'},
  {keys: '[', shows: /No crash is on the console/, back: '4'},
  {keys: ']', shows: /No crash is on the console/, back: '4'},
  {keys: 'n', shows: /Nothing is searched yet/, back: '4'},
  {keys: 'N', shows: /Nothing is searched yet/, back: '4'},
  {keys: 'v', shows: /a\s+second\s+opinion\s+takes/, back: '4'},
  {keys: 'V', shows: /codex is not (opened|installed)/, back: '4'},
  {keys: '4h', shows: /Hidden; its number\s+brings\s+it\s+back/, back: 'H'},
  {keys: '4y', shows: /Copied|There is nothing to copy/, back: '4'},
  {keys: 'Y', shows: /Copied|no crash has been seen/, back: '4'},
  {keys: 'm', shows: /the mouse is on/, back: 'm4'},
  {keys: 'L', shows: /theme: dark/, back: 'LLL4'},
  {keys: ',', shows: lookingBack, back: esc},
  {keys: ',c', shows: /Esc comes back to now/, back: esc},
  {keys: '\u001b[D', shows: lookingBack, back: end},
  {keys: 'Tg', shows: lookingBack, back: '\u001b[C'},
  {keys: '.', shows: /This is now/, back: '4'},
  {keys: '\u001b[C', shows: /This is now/, back: '4'},
  {keys: '3+', shows: /more rows for the Executor/, back: '4'},
  {keys: '3-', shows: /fewer rows for the Executor/, back: '4'},
  {keys: '=', shows: /every pane has its usual rows/, back: '4'},
  {keys: '3h', shows: /Hidden; its number/, back: '3'},
  {keys: '3hH', shows: /every pane is shown/, back: '4'},
  {keys: 'y', shows: /Copied what the pane shows/, back: '4'},
  {keys: 'Y', shows: /Copied the newest|no crash has been seen/, back: '4'},
  {keys: 'm', shows: /the mouse is on/, back: 'm4'},
  {keys: 'L', shows: /theme: dark/, back: 'LLL4'},
  {keys: 'i', shows: /TYPING/, back: '\u001d'},
  {keys: 'i\u0014', shows: /ctrl-t: the next key is a command/, back: '\u001d'},
];

/** Each moves the upper edge of the target's pane: up, back, up, and back again. */
export const resizing: readonly string[] = ['5+', '-', '+', '='];

/** Keys after which the screen is as it was, whatever was written over it: ctrl-l, and ctrl-z, which comes back at once where no
 * shell could take over. */
export const redrawing: readonly string[] = ['\u000c', '\u001a'];
