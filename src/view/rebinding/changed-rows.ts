// The rows of a table of keys as a person changed them: their keys, and how those are shown.
import type {KeyChanges} from '../../core/deck-settings.ts';
import type {KeyContext, KeyRow} from '../bindings.ts';
import type {KeyName} from '../keys.ts';
import {commandName, contextName, isFixed} from './command-names.ts';

export function changedRows(context: KeyContext, rows: readonly KeyRow[], changes: KeyChanges): readonly KeyRow[] {
  // Its keys are looked for in raw bytes (`typing-keys.ts`).
  if (context === 'typing') return rows;
  const given = new Set<string>();
  const changed = rows.map((row): KeyRow => {
    const name = commandName(row);
    const keys = keysGiven(context, name, changes);
    if (keys === undefined || isFixed(row)) return row;
    // Further rows of the same command give up what they had.
    const own = given.has(name) ? [] : keys;
    given.add(name);
    return {...row, keys: own};
  });
  return changed.map((row, index): KeyRow => ({...row, shown: shownOf(rows, changed, index)}));
}

function keysGiven(context: KeyContext, name: string, changes: KeyChanges): readonly KeyName[] | undefined {
  return changes[`${contextName(context)}.${name}`] ?? changes[name];
}

/** Of keys that a table shows together (`↑ ↓`), each belongs to a row of its own, from that row on. */
function shownOf(before: readonly KeyRow[], after: readonly KeyRow[], index: number): string {
  const {shown, keys} = before[index] ?? {shown: '', keys: []};
  const words = shown.split(' ');
  const rows = keys.length <= words.length ? words.map((_, at) => index + at) : [index];
  if (rows.every((at) => after[at]?.keys === before[at]?.keys)) return shown;
  const now = rows.map((at, place) => (after[at]?.keys === before[at]?.keys ? words[place] : keyWord(after[at])));
  return now.filter((word) => word !== '').join(' ');
}

function keyWord(row: KeyRow | undefined): string {
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
