// The rows of a table of keys as a person changed them: their keys, and how those are shown.
import type {KeyChanges} from '../../core/deck-settings.ts';
import type {KeyContext, KeyRow} from '../bindings.ts';
import type {KeyName} from '../keys.ts';
import {commandName, contextName, isFixed} from './command-names.ts';

export function changedRows(context: KeyContext, rows: readonly KeyRow[], changes: KeyChanges): readonly KeyRow[] {
  // Its keys are looked for in raw bytes (`typing-keys.ts`).
  if (context === 'typing') return rows;
  return rowsWith(rows, contextName(context), changes, (row) => (isFixed(row) ? null : commandName(row)));
}

interface Keyed {
  readonly keys: readonly KeyName[];
  readonly shown: string;
}

/** `nameOf`: null for a row whose keys are fixed. */
export function rowsWith<Row extends Keyed>(
  rows: readonly Row[],
  place: string,
  changes: KeyChanges,
  nameOf: (row: Row) => string | null,
): readonly Row[] {
  const given = new Set<string>();
  const changed = rows.map((row): Row => {
    const name = nameOf(row);
    const keys = name === null ? undefined : (changes[`${place}.${name}`] ?? changes[name]);
    if (name === null || keys === undefined) return row;
    // Further rows of the same command give up what they had.
    const own = given.has(name) ? [] : keys;
    given.add(name);
    return {...row, keys: own};
  });
  return changed.map((row, index): Row => ({...row, shown: shownOf(rows, changed, index)}));
}

/** Of keys that a table shows together (`↑ ↓`), each belongs to a row of its own, from that row on. */
function shownOf(before: readonly Keyed[], after: readonly Keyed[], index: number): string {
  const {shown, keys} = before[index] ?? {shown: '', keys: []};
  const words = shown.split(' ');
  const rows = keys.length <= words.length ? words.map((_, at) => index + at) : [index];
  if (rows.every((at) => after[at]?.keys === before[at]?.keys)) return shown;
  const now = rows.map((at, place) => (after[at]?.keys === before[at]?.keys ? words[place] : keyWord(after[at])));
  return now.filter((word) => word !== '').join(' ');
}

function keyWord(row: Keyed | undefined): string {
  const key = row?.keys[0];
  return key === undefined ? '' : (words[key] ?? key);
}

/** As a person reads it. */
export const wordOfKey = (key: KeyName): string => words[key] ?? key;

const words: Readonly<Record<KeyName, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageUp: 'PgUp',
  pageDown: 'PgDn',
  home: 'Home',
  end: 'End',
  escape: 'Esc',
  tab: 'Tab',
  shiftTab: 'shift-Tab',
  backspace: 'Backspace',
  delete: 'Del',
  altEnter: 'alt-enter',
};
