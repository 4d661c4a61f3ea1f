// Every key of the deck, once: what it does where, its word in the key line, its sentence in the help. Handling, key line and
// help are all made from this table.
import {type KeyChanges, usualDeck} from '../core/deck-settings.ts';
import {type Binding, edit, type KeyContext, type KeyRow, plain, scroll} from './bindings.ts';
import {deckKeys} from './deck-keys.ts';
import {type Key, keyNameOf} from './keys.ts';
import {lookingKeys} from './moments/looking-keys.ts';
import {momentOwnKeys} from './moments/moment-keys.ts';
import type {PageKey} from './pages/page.ts';
import {type PageId, pageIds} from './pages/page-ids.ts';
import {pages} from './pages/page-table.ts';
import {changedRows} from './rebinding/changed-rows.ts';
import {replayOwnKeys} from './replay/replay-keys.ts';
import {lineCommandKeys, typingKeys} from './typing-keys.ts';
import type {Ui} from './ui.ts';

const reading: readonly KeyRow[] = [
  {keys: ['escape', 'q', 'enter'], shown: 'Esc', label: 'close', rank: 0, doing: plain('close')},
  {keys: ['up', 'k'], shown: '↑ ↓', label: 'scroll', rank: 1, doing: scroll('lineUp')},
  {keys: ['down', 'j'], shown: '↓', doing: scroll('lineDown')},
  {keys: ['pageUp'], shown: 'PgUp', doing: scroll('pageUp')},
  {keys: ['pageDown', 'space'], shown: 'PgDn', doing: scroll('pageDown')},
  {keys: ['home'], shown: 'Home', doing: scroll('first')},
  {keys: ['end'], shown: 'End', doing: scroll('last')},
  {keys: ['y'], shown: 'y', label: 'copy', rank: 8, doing: plain('copy')},
];

const editing: readonly KeyRow[] = [
  {keys: ['left', 'ctrl-b'], shown: '←', doing: edit('left')},
  {keys: ['right', 'ctrl-f'], shown: '→', doing: edit('right')},
  {keys: ['home', 'ctrl-a'], shown: 'Home', doing: edit('home')},
  {keys: ['end', 'ctrl-e'], shown: 'End', doing: edit('end')},
  {keys: ['backspace', 'ctrl-h'], shown: 'Backspace', doing: edit('backspace')},
  {keys: ['delete', 'ctrl-d'], shown: 'Del', doing: edit('delete')},
  {keys: ['ctrl-w'], shown: 'ctrl-w', doing: edit('deleteWord')},
  {keys: ['ctrl-u'], shown: 'ctrl-u', label: 'clear', rank: 4, doing: edit('deleteAll')},
];

/** Of a text that may have several lines. */
const lines: readonly KeyRow[] = [
  {keys: ['altEnter', 'ctrl-j'], shown: 'alt-enter', label: 'new line', rank: 6, doing: plain('newLine')},
  {keys: ['ctrl-g'], shown: 'ctrl-g', label: 'editor', rank: 7, doing: plain('openEditor')},
];

const text: readonly KeyRow[] = [
  {keys: ['enter'], shown: 'enter', label: 'send', rank: 0, doing: plain('send')},
  {keys: ['tab'], shown: 'Tab', label: 'must or prefer', rank: 2, doing: plain('toggleStrength')},
  {keys: ['shiftTab'], shown: 'shift-Tab', label: 'for whom', rank: 3, doing: plain('nextScope')},
  {keys: ['escape'], shown: 'Esc', label: 'give it up', rank: 1, doing: plain('close')},
  ...lines,
  {keys: ['up'], shown: '↑ ↓', label: 'sent before', rank: 5, doing: plain('recallOlder')},
  {keys: ['down'], shown: '↓', doing: plain('recallNewer')},
  ...editing,
];

const answer: readonly KeyRow[] = [
  {keys: ['enter'], shown: 'enter', label: 'answer', rank: 0, doing: plain('send')},
  {keys: ['up'], shown: '↑ ↓', label: 'choose', rank: 1, doing: {do: 'choose', by: -1}},
  {keys: ['down', 'tab'], shown: '↓', doing: {do: 'choose', by: 1}},
  {keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], shown: '1 2 3', doing: plain('chooseNumber')},
  {keys: ['escape'], shown: 'Esc', label: 'not now', rank: 2, doing: plain('close')},
  ...lines,
  ...editing,
];

const quit: readonly KeyRow[] = [
  {keys: ['enter'], shown: 'enter', label: 'do it', rank: 0, doing: plain('quitChosen')},
  {keys: ['up', 'k'], shown: '↑ ↓', label: 'choose', rank: 1, doing: {do: 'choose', by: -1}},
  {keys: ['down', 'j', 'tab'], shown: '↓', doing: {do: 'choose', by: 1}},
  {keys: ['l'], shown: 'l', doing: {do: 'quitBy', choice: 'leave'}},
  {keys: ['p'], shown: 'p', doing: {do: 'quitBy', choice: 'pause'}},
  {keys: ['s'], shown: 's', doing: {do: 'quitBy', choice: 'stop'}},
  {keys: ['escape', 'q', 'n'], shown: 'Esc', label: 'stay', rank: 2, doing: {do: 'quitBy', choice: 'stay'}},
  {keys: ['ctrl-c'], shown: 'ctrl-c', label: 'stop and quit', rank: 3, doing: plain('quitNow')},
];

const confirmReset: readonly KeyRow[] = [
  {keys: ['enter', 'y'], shown: 'enter', label: 'reset it', rank: 0, doing: plain('reset')},
  {keys: ['escape', 'n', 'q'], shown: 'Esc', label: 'leave it', rank: 1, doing: plain('close')},
];

const search: readonly KeyRow[] = [
  {keys: ['enter'], shown: 'enter', label: 'search', rank: 0, doing: plain('send')},
  {keys: ['escape'], shown: 'Esc', label: 'give it up', rank: 1, doing: plain('close')},
  ...editing,
];

const palette: readonly KeyRow[] = [
  {keys: ['enter'], shown: 'enter', label: 'do it', rank: 0, doing: plain('runCommand')},
  {keys: ['up', 'shiftTab'], shown: '↑ ↓', label: 'choose', rank: 1, doing: {do: 'choose', by: -1}},
  {keys: ['down', 'tab'], shown: '↓', doing: {do: 'choose', by: 1}},
  {keys: ['escape', 'ctrl-p'], shown: 'Esc', label: 'close', rank: 2, doing: plain('close')},
  ...editing,
];

const confirmLift: readonly KeyRow[] = [
  {keys: ['enter', 'y'], shown: 'enter', label: 'lift it', rank: 0, doing: plain('lift')},
  {keys: ['escape', 'n', 'q'], shown: 'Esc', label: 'leave it', rank: 1, doing: plain('close')},
];

const confirmSkip: readonly KeyRow[] = [
  {keys: ['enter', 'y'], shown: 'enter', label: 'skip them', rank: 0, doing: plain('skip')},
  {keys: ['escape', 'n', 'q'], shown: 'Esc', label: 'wait for them', rank: 1, doing: plain('close')},
];

/** In every dialog the quit question and the redraw are at hand. */
const everywhere: readonly KeyRow[] = [
  {keys: ['ctrl-c'], shown: 'ctrl-c', doing: plain('askQuit')},
  {keys: ['ctrl-l'], shown: 'ctrl-l', doing: plain('redraw')},
  {keys: ['ctrl-z'], shown: 'ctrl-z', doing: plain('suspend')},
];

/** What every page has, after its own keys. */
const browsing: readonly KeyRow[] = [
  {keys: ['escape', 'q'], shown: 'Esc', label: 'close', rank: 0, doing: plain('close')},
  ...reading.slice(1).map((binding) => (binding.label === 'scroll' ? {...binding, label: 'select'} : binding)),
  {keys: ['/'], shown: '/', label: 'search', rank: 7, doing: plain('search')},
  {keys: ['['], shown: '[ ]', label: 'before, after', rank: 8, doing: {do: 'choose', by: -1}},
  {keys: [']'], shown: ']', doing: {do: 'choose', by: 1}},
];

function keysOfPage(id: PageId): readonly KeyRow[] {
  return [...(pages[id].keys ?? []).map((key) => pageBinding(id, key)), ...browsing, ...everywhere];
}

/** A key of the deck that opens another page opens it from a page as well, where that has no use of its own for the key. */
function switching(id: PageId, own: readonly KeyRow[], ofDeck: readonly KeyRow[]): readonly KeyRow[] {
  const taken = new Set(own.flatMap(({keys}) => keys));
  return ofDeck.flatMap(({doing, shown, keys}) => {
    const free = keys.filter((key) => !taken.has(key));
    return doing.do !== 'page' || doing.page === id || free.length === 0 ? [] : [{keys: free, shown, doing}];
  });
}

function pageBinding(id: PageId, {step, help, asks, ...key}: PageKey): KeyRow {
  const doing = {do: 'onPage', step, ...(asks === undefined ? {} : {asks})} as const;
  return {...key, help: `on the page of ${pages[id].name}: ${help}`, doing};
}

const byContext: Readonly<Record<Exclude<KeyContext, `page:${string}` | BaseContext>, readonly KeyRow[]>> = {
  typing: typingKeys,
  lineCommand: lineCommandKeys,
  help: [{keys: ['?'], shown: '?', doing: plain('close')}, ...reading, ...everywhere],
  details: [...reading, ...everywhere],
  text: [...text, ...everywhere],
  answer: [...answer, ...everywhere],
  quit: [...quit, ...everywhere.slice(1)],
  confirmReset: [...confirmReset, ...everywhere],
  confirmLift: [...confirmLift, ...everywhere],
  confirmSkip: [...confirmSkip, ...everywhere],
  search: [...search, ...everywhere],
  palette: [...palette, ...everywhere],
};

/** The table as a person has it. */
export interface Keymap {
  readonly bindings: readonly Binding[];
  /** By context and key, a blank between them. */
  readonly byKey: ReadonlyMap<string, Binding>;
}

/** One for each set of changes: there is one a screen. */
export function keymapWith(changes: KeyChanges): Keymap {
  const known = keymaps.get(changes);
  if (known !== undefined) return known;
  const bindings = bindingsWith(changes);
  const byKey = new Map(
    bindings.flatMap((binding) => binding.keys.map((key): [string, Binding] => [`${binding.context} ${key}`, binding])),
  );
  keymaps.set(changes, {bindings, byKey});
  return {bindings, byKey};
}

const keymaps = new WeakMap<KeyChanges, Keymap>();

function bindingsWith(changes: KeyChanges): readonly Binding[] {
  const deck = changedRows('deck', deckKeys, changes);
  const others = Object.entries(byContext) as readonly [keyof typeof byContext, readonly KeyRow[]][];
  return [
    ...rowsIn('deck', deck),
    ...rowsIn('moment', lookingKeys(changedRows('moment', momentOwnKeys, changes), deck)),
    ...rowsIn('replay', lookingKeys(changedRows('replay', replayOwnKeys, changes), deck)),
    ...others.flatMap(([context, rows]) => rowsIn(context, changedRows(context, rows, changes))),
    ...pageIds.flatMap((id) => {
      const own = changedRows(`page:${id}`, keysOfPage(id), changes);
      return rowsIn(`page:${id}`, [...own, ...switching(id, own, deck)]);
    }),
  ];
}

export const usualKeymap: Keymap = keymapWith(usualDeck.keys);
export const keymap: readonly Binding[] = usualKeymap.bindings;

function rowsIn(context: KeyContext, rows: readonly KeyRow[]): readonly Binding[] {
  return rows.map((row): Binding => ({context, ...row}));
}

export function contextOf({
  typing,
  dialog,
  moment,
  replay,
}: Pick<Ui, 'typing' | 'dialog' | 'moment' | 'replay'>): KeyContext {
  if (dialog?.kind === 'page') return `page:${dialog.page}`;
  if (dialog !== null) return dialog.kind;
  if (typing !== 'off') return typing === 'keys' ? 'typing' : 'lineCommand';
  return baseOf({moment, replay});
}

/** What the deck is where nothing is open over it. */
export type BaseContext = 'deck' | 'moment' | 'replay';

export function baseOf({moment, replay}: Pick<Ui, 'moment' | 'replay'>): BaseContext {
  if (replay) return 'replay';
  return moment === null ? 'deck' : 'moment';
}

export function bindingOf(context: KeyContext, key: Key, changes: KeyChanges = usualDeck.keys): Binding | undefined {
  return keymapWith(changes).byKey.get(`${context} ${keyNameOf(key)}`);
}
