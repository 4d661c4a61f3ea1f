// Every key of the start screen, once: what it does where, its word in the key line, its sentence in the help.
import {type KeyChanges, usualDeck} from '../../core/deck-settings.ts';
import {type Key, type KeyName, keyNameOf} from '../keys.ts';
import {rowsWith} from '../rebinding/changed-rows.ts';
import type {EditMove} from '../text-edit.ts';
import type {PlaceName, StartUi} from './start-ui.ts';

/** `choosing`: the menu and every list; `root`: one of them that nothing lies under. */
export type StartContext = 'menu' | 'list' | 'goal' | 'task' | 'offer' | 'reading';

export type StartDoing =
  | {readonly do: 'choose'; readonly by: -1 | 1}
  | {readonly do: 'edit'; readonly move: EditMove}
  | {readonly do: 'scroll'; readonly by: 'lineUp' | 'lineDown' | 'pageUp' | 'pageDown' | 'first' | 'last'}
  | {readonly do: 'take' | 'number' | 'complete' | 'back' | 'leave' | 'machine' | 'help' | 'redraw' | 'suspend'};

export interface StartBinding {
  readonly context: StartContext;
  readonly keys: readonly KeyName[];
  readonly shown: string;
  readonly label?: string;
  readonly rank?: number;
  readonly help?: string;
  readonly doing: StartDoing;
}

type Row = Omit<StartBinding, 'context'>;

const choosing: readonly Row[] = [
  {keys: ['enter'], shown: 'enter', label: 'go', rank: 0, help: 'do what is chosen', doing: {do: 'take'}},
  {keys: ['up', 'k'], shown: '↑ ↓', label: 'choose', rank: 1, help: 'choose', doing: {do: 'choose', by: -1}},
  {keys: ['down', 'j'], shown: '↓', doing: {do: 'choose', by: 1}},
  {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: '1 2 3',
    help: 'the first, the second, the third: at once',
    doing: {do: 'number'},
  },
];

const looking: readonly Row[] = [
  {
    keys: ['m', 'tab'],
    shown: 'm',
    label: 'the machine',
    rank: 3,
    help: 'what this machine has, in full',
    doing: {do: 'machine'},
  },
  {keys: ['?'], shown: '?', label: 'help', rank: 4, help: 'these keys', doing: {do: 'help'}},
];

const leaving: Row = {
  keys: ['q'],
  shown: 'q',
  label: 'quit',
  rank: 2,
  help: 'leave; nothing was begun',
  doing: {do: 'leave'},
};
const back: Row = {
  keys: ['escape'],
  shown: 'Esc',
  label: 'back',
  rank: 2,
  help: 'back; what was typed stays',
  doing: {do: 'back'},
};

const editing: readonly Row[] = [
  {keys: ['left', 'ctrl-b'], shown: '←', doing: {do: 'edit', move: 'left'}},
  {keys: ['right', 'ctrl-f'], shown: '→', doing: {do: 'edit', move: 'right'}},
  {keys: ['home', 'ctrl-a'], shown: 'Home', doing: {do: 'edit', move: 'home'}},
  {keys: ['end', 'ctrl-e'], shown: 'End', doing: {do: 'edit', move: 'end'}},
  {keys: ['backspace', 'ctrl-h'], shown: 'Backspace', doing: {do: 'edit', move: 'backspace'}},
  {keys: ['delete', 'ctrl-d'], shown: 'Del', doing: {do: 'edit', move: 'delete'}},
  {keys: ['ctrl-w'], shown: 'ctrl-w', doing: {do: 'edit', move: 'deleteWord'}},
  {keys: ['ctrl-u'], shown: 'ctrl-u', label: 'clear', rank: 4, doing: {do: 'edit', move: 'deleteAll'}},
];

const path: readonly Row[] = [
  {keys: ['enter'], shown: 'enter', label: 'begin', rank: 0, doing: {do: 'take'}},
  {
    keys: ['tab'],
    shown: 'Tab',
    label: 'complete',
    rank: 1,
    help: 'in a path: go on to the folder that is chosen',
    doing: {do: 'complete'},
  },
  {keys: ['up'], shown: '↑ ↓', label: 'choose', rank: 2, doing: {do: 'choose', by: -1}},
  {keys: ['down'], shown: '↓', doing: {do: 'choose', by: 1}},
];

const scrolling: readonly Row[] = [
  {keys: ['escape', 'q', 'enter', 'm', '?'], shown: 'Esc', label: 'close', rank: 0, doing: {do: 'back'}},
  {keys: ['up', 'k'], shown: '↑ ↓', label: 'scroll', rank: 1, doing: {do: 'scroll', by: 'lineUp'}},
  {keys: ['down', 'j'], shown: '↓', doing: {do: 'scroll', by: 'lineDown'}},
  {keys: ['pageUp'], shown: 'PgUp', doing: {do: 'scroll', by: 'pageUp'}},
  {keys: ['pageDown', 'space'], shown: 'PgDn', doing: {do: 'scroll', by: 'pageDown'}},
  {keys: ['home'], shown: 'Home', doing: {do: 'scroll', by: 'first'}},
  {keys: ['end'], shown: 'End', doing: {do: 'scroll', by: 'last'}},
];

const everywhere: readonly Row[] = [
  {keys: ['ctrl-c'], shown: 'ctrl-c', doing: {do: 'leave'}},
  {keys: ['ctrl-l'], shown: 'ctrl-l', doing: {do: 'redraw'}},
  {keys: ['ctrl-z'], shown: 'ctrl-z', doing: {do: 'suspend'}},
];

const byContext: Readonly<Record<StartContext, readonly Row[]>> = {
  menu: [...choosing, ...looking, leaving],
  list: [...choosing, back, ...looking, leaving],
  offer: [...choosing, back, ...looking, leaving],
  goal: [{keys: ['enter'], shown: 'enter', label: 'begin', rank: 0, doing: {do: 'take'}}, back, ...editing],
  task: [...path, back, ...editing],
  reading: scrolling,
};

/** As a command of the start screen is called in the configuration, behind `start.`; null where its keys are fixed. */
export function startCommandName({doing, keys}: Pick<StartBinding, 'doing' | 'keys'>): string | null {
  if (doing.do === 'number' || keys.includes('ctrl-c')) return null;
  switch (doing.do) {
    case 'choose':
      return doing.by === 1 ? 'chooseNext' : 'choosePrevious';
    case 'edit':
      return `edit${capital(doing.move)}`;
    case 'scroll':
      return `scroll${capital(doing.by)}`;
    default:
      return doing.do;
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

interface StartKeymap {
  readonly bindings: readonly StartBinding[];
  readonly byKey: ReadonlyMap<string, StartBinding>;
}

/** The table as a person has it. */
export function startKeymapWith(changes: KeyChanges): StartKeymap {
  const known = keymaps.get(changes);
  if (known !== undefined) return known;
  const bindings = Object.entries(byContext).flatMap(([context, rows]) =>
    rowsWith([...rows, ...everywhere], 'start', changes, startCommandName).map(
      (row): StartBinding => ({context: context as StartContext, ...row}),
    ),
  );
  const byKey = new Map(
    bindings.flatMap((binding) =>
      binding.keys.map((key): [string, StartBinding] => [`${binding.context} ${key}`, binding]),
    ),
  );
  keymaps.set(changes, {bindings, byKey});
  return {bindings, byKey};
}

const keymaps = new WeakMap<KeyChanges, StartKeymap>();

export const startKeys: readonly StartBinding[] = startKeymapWith(usualDeck.keys).bindings;

const contexts: Readonly<Record<PlaceName, StartContext>> = {
  menu: 'menu',
  goal: 'goal',
  task: 'task',
  sessions: 'list',
  session: 'list',
  targets: 'list',
  offer: 'offer',
};

export const startContextOf = ({place, reading}: Pick<StartUi, 'place' | 'reading'>): StartContext =>
  reading === null ? contexts[place.at] : 'reading';

export function startBindingOf(context: StartContext, key: Key, changes: KeyChanges): StartBinding | undefined {
  return startKeymapWith(changes).byKey.get(`${context} ${keyNameOf(key)}`);
}
