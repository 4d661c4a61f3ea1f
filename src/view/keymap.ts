// Every key of the deck, once: what it does where, its word in the key line, its sentence in the help. Handling, key line and
// help are all made from this table.
import {type Key, type KeyName, keyNameOf} from './keys.ts';
import type {EditMove} from './text-edit.ts';
import type {Dialog, PaneId, QuitChoice, Ui} from './ui.ts';

/** Where a key has its meaning: on the deck itself, or in what is open over it. */
export type KeyContext = 'deck' | 'typing' | Dialog['kind'];

export type Doing =
  | {readonly do: 'focus'; readonly pane: PaneId}
  | {readonly do: 'scroll'; readonly by: ScrollStep}
  | {readonly do: 'edit'; readonly move: EditMove}
  | {readonly do: 'choose'; readonly by: -1 | 1}
  | {readonly do: 'quitBy'; readonly choice: QuitChoice}
  | {readonly do: PlainDoing};

export type ScrollStep = 'lineUp' | 'lineDown' | 'pageUp' | 'pageDown' | 'first' | 'last';

type PlainDoing =
  | 'focusNext'
  | 'focusPrevious'
  | 'zoom'
  | 'pauseRole'
  | 'pauseAll'
  | 'redirect'
  | 'constraint'
  | 'secondOpinion'
  | 'toggleFollow'
  | 'typeIntoConsole'
  | 'leaveConsole'
  | 'askReset'
  | 'reset'
  | 'open'
  | 'help'
  | 'askQuit'
  | 'quitNow'
  | 'quitChosen'
  | 'redraw'
  | 'suspend'
  | 'close'
  | 'send'
  | 'toggleStrength'
  | 'chooseNumber';

export interface Binding {
  readonly context: KeyContext;
  readonly keys: readonly KeyName[];
  /** The keys as a person reads them. */
  readonly shown: string;
  /** Its word in the key line; absent where the line has no place for it. The lower the rank, the sooner it is shown. */
  readonly label?: string;
  readonly rank?: number;
  /** A sentence for the help; absent for a second key of the same meaning, or a key that the help names with another. */
  readonly help?: string;
  readonly doing: Doing;
}

const plain = (does: PlainDoing): Doing => ({do: does});
const scroll = (by: ScrollStep): Doing => ({do: 'scroll', by});
const edit = (move: EditMove): Doing => ({do: 'edit', move});
const focus = (pane: PaneId): Doing => ({do: 'focus', pane});

const deck: readonly Omit<Binding, 'context'>[] = [
  {
    keys: ['1'],
    shown: '1 2 3 4',
    help: 'go to the Scheduler, Planner, Executor, Reviewer',
    doing: focus('scheduler'),
  },
  {keys: ['2'], shown: '2', doing: focus('planner')},
  {keys: ['3'], shown: '3', doing: focus('executor')},
  {keys: ['4'], shown: '4', doing: focus('reviewer')},
  {keys: ['5'], shown: '5', help: "go to the target's console", doing: focus('target')},
  {keys: ['tab'], shown: 'Tab', help: 'go to the next pane; shift-Tab to the one before', doing: plain('focusNext')},
  {keys: ['shiftTab'], shown: 'shift-Tab', doing: plain('focusPrevious')},
  {
    keys: ['space'],
    shown: 'space',
    label: 'pause',
    rank: 2,
    help: 'pause the focused agent after its turn, or let it go on',
    doing: plain('pauseRole'),
  },
  {
    keys: ['P'],
    shown: 'P',
    label: 'pause all',
    rank: 7,
    help: 'pause everything, or go on; going on also tries again what failed',
    doing: plain('pauseAll'),
  },
  {
    keys: ['r'],
    shown: 'r',
    label: 'redirect',
    rank: 3,
    help: 'say something to the focused agent; it takes it in with its next turn',
    doing: plain('redirect'),
  },
  {
    keys: ['c'],
    shown: 'c',
    label: 'constraint',
    rank: 4,
    help: 'put a standing rule on the work, for all agents',
    doing: plain('constraint'),
  },
  {
    keys: ['v'],
    shown: 'v',
    label: 'second opinion',
    rank: 9,
    help: 'ask for a second opinion',
    doing: plain('secondOpinion'),
  },
  {
    keys: ['z'],
    shown: 'z',
    label: 'zoom',
    rank: 6,
    help: 'the focused pane in full, and back',
    doing: plain('zoom'),
  },
  {
    keys: ['enter'],
    shown: 'enter',
    label: 'open',
    rank: 5,
    help: 'answer the question that waits; else show the focused pane in detail',
    doing: plain('open'),
  },
  {
    keys: ['up', 'k'],
    shown: '↑ ↓',
    help: 'scroll the focused pane by a line (also k and j)',
    doing: scroll('lineUp'),
  },
  {keys: ['down', 'j'], shown: '↓', doing: scroll('lineDown')},
  {keys: ['pageUp'], shown: 'PgUp PgDn', help: 'scroll it by a page', doing: scroll('pageUp')},
  {keys: ['pageDown'], shown: 'PgDn', doing: scroll('pageDown')},
  {keys: ['home'], shown: 'Home End', help: 'go to its first line, or its last', doing: scroll('first')},
  {keys: ['end'], shown: 'End', doing: scroll('last')},
  {
    keys: ['f'],
    shown: 'f',
    help: 'follow what comes in, or stay where you are',
    doing: plain('toggleFollow'),
  },
  {
    keys: ['i'],
    shown: 'i',
    label: 'console',
    rank: 8,
    help: "type into the target's console: every key goes to its line",
    doing: plain('typeIntoConsole'),
  },
  {
    keys: ['R'],
    shown: 'R',
    label: 'reset',
    rank: 10,
    help: 'reset the target; asks first',
    doing: plain('askReset'),
  },
  {keys: ['?'], shown: '?', label: 'help', rank: 0, help: 'this help', doing: plain('help')},
  {
    keys: ['q'],
    shown: 'q',
    label: 'quit',
    rank: 1,
    help: 'leave the deck; asks what becomes of the session',
    doing: plain('askQuit'),
  },
  {keys: ['ctrl-c'], shown: 'ctrl-c', help: 'the same; once more stops the session', doing: plain('askQuit')},
  {keys: ['ctrl-l'], shown: 'ctrl-l', help: 'draw the screen anew', doing: plain('redraw')},
  {keys: ['ctrl-z'], shown: 'ctrl-z', help: 'suspend the screen; the session runs on', doing: plain('suspend')},
  {keys: ['escape'], shown: 'Esc', help: 'close what is open, end the zoom', doing: plain('close')},
];

const typing: readonly Omit<Binding, 'context'>[] = [
  {
    keys: ['ctrl-]'],
    shown: 'ctrl-]',
    label: 'leave the console',
    rank: 0,
    help: "while typing into the target's console: leave it",
    doing: plain('leaveConsole'),
  },
];

const reading: readonly Omit<Binding, 'context'>[] = [
  {keys: ['escape', 'q', 'enter'], shown: 'Esc', label: 'close', rank: 0, doing: plain('close')},
  {keys: ['up', 'k'], shown: '↑ ↓', label: 'scroll', rank: 1, doing: scroll('lineUp')},
  {keys: ['down', 'j'], shown: '↓', doing: scroll('lineDown')},
  {keys: ['pageUp'], shown: 'PgUp', doing: scroll('pageUp')},
  {keys: ['pageDown', 'space'], shown: 'PgDn', doing: scroll('pageDown')},
  {keys: ['home'], shown: 'Home', doing: scroll('first')},
  {keys: ['end'], shown: 'End', doing: scroll('last')},
];

const editing: readonly Omit<Binding, 'context'>[] = [
  {keys: ['left', 'ctrl-b'], shown: '←', doing: edit('left')},
  {keys: ['right', 'ctrl-f'], shown: '→', doing: edit('right')},
  {keys: ['home', 'ctrl-a'], shown: 'Home', doing: edit('home')},
  {keys: ['end', 'ctrl-e'], shown: 'End', doing: edit('end')},
  {keys: ['backspace', 'ctrl-h'], shown: 'Backspace', doing: edit('backspace')},
  {keys: ['delete', 'ctrl-d'], shown: 'Del', doing: edit('delete')},
  {keys: ['ctrl-w'], shown: 'ctrl-w', doing: edit('deleteWord')},
  {keys: ['ctrl-u'], shown: 'ctrl-u', label: 'clear', rank: 4, doing: edit('deleteAll')},
];

const text: readonly Omit<Binding, 'context'>[] = [
  {keys: ['enter'], shown: 'enter', label: 'send', rank: 0, doing: plain('send')},
  {keys: ['tab', 'shiftTab'], shown: 'Tab', label: 'must or prefer', rank: 2, doing: plain('toggleStrength')},
  {keys: ['escape'], shown: 'Esc', label: 'give it up', rank: 1, doing: plain('close')},
  ...editing,
];

const answer: readonly Omit<Binding, 'context'>[] = [
  {keys: ['enter'], shown: 'enter', label: 'answer', rank: 0, doing: plain('send')},
  {keys: ['up'], shown: '↑ ↓', label: 'choose', rank: 1, doing: {do: 'choose', by: -1}},
  {keys: ['down', 'tab'], shown: '↓', doing: {do: 'choose', by: 1}},
  {keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], shown: '1 2 3', doing: plain('chooseNumber')},
  {keys: ['escape'], shown: 'Esc', label: 'not now', rank: 2, doing: plain('close')},
  ...editing,
];

const quit: readonly Omit<Binding, 'context'>[] = [
  {keys: ['enter'], shown: 'enter', label: 'do it', rank: 0, doing: plain('quitChosen')},
  {keys: ['up', 'k'], shown: '↑ ↓', label: 'choose', rank: 1, doing: {do: 'choose', by: -1}},
  {keys: ['down', 'j', 'tab'], shown: '↓', doing: {do: 'choose', by: 1}},
  {keys: ['l'], shown: 'l', doing: {do: 'quitBy', choice: 'leave'}},
  {keys: ['p'], shown: 'p', doing: {do: 'quitBy', choice: 'pause'}},
  {keys: ['s'], shown: 's', doing: {do: 'quitBy', choice: 'stop'}},
  {keys: ['escape', 'q', 'n'], shown: 'Esc', label: 'stay', rank: 2, doing: {do: 'quitBy', choice: 'stay'}},
  {keys: ['ctrl-c'], shown: 'ctrl-c', label: 'stop and quit', rank: 3, doing: plain('quitNow')},
];

const confirmReset: readonly Omit<Binding, 'context'>[] = [
  {keys: ['enter', 'y'], shown: 'enter', label: 'reset it', rank: 0, doing: plain('reset')},
  {keys: ['escape', 'n', 'q'], shown: 'Esc', label: 'leave it', rank: 1, doing: plain('close')},
];

/** In every dialog the quit question and the redraw are at hand. */
const everywhere: readonly Omit<Binding, 'context'>[] = [
  {keys: ['ctrl-c'], shown: 'ctrl-c', doing: plain('askQuit')},
  {keys: ['ctrl-l'], shown: 'ctrl-l', doing: plain('redraw')},
  {keys: ['ctrl-z'], shown: 'ctrl-z', doing: plain('suspend')},
];

const byContext: Readonly<Record<KeyContext, readonly Omit<Binding, 'context'>[]>> = {
  deck,
  typing,
  help: [{keys: ['?'], shown: '?', doing: plain('close')}, ...reading, ...everywhere],
  details: [...reading, ...everywhere],
  text: [...text, ...everywhere],
  answer: [...answer, ...everywhere],
  quit: [...quit, ...everywhere.slice(1)],
  confirmReset: [...confirmReset, ...everywhere],
};

export const keymap: readonly Binding[] = (Object.keys(byContext) as KeyContext[]).flatMap((context) =>
  byContext[context].map((binding): Binding => ({context, ...binding})),
);

export function contextOf({consoleTyping, dialog}: Pick<Ui, 'consoleTyping' | 'dialog'>): KeyContext {
  if (dialog !== null) return dialog.kind;
  return consoleTyping ? 'typing' : 'deck';
}

export function bindingOf(context: KeyContext, key: Key): Binding | undefined {
  const name = keyNameOf(key);
  return bindingsByKey.get(`${context} ${name}`);
}

const bindingsByKey: ReadonlyMap<string, Binding> = new Map(
  keymap.flatMap((binding) => binding.keys.map((key): [string, Binding] => [`${binding.context} ${key}`, binding])),
);
