// What the palette offers: everything that a key of the deck does, best match first, and what can't be done now with its why.
import {roleNames} from '../../core/roles.ts';
import type {Binding, Doing} from '../bindings.ts';
import {keymapWith} from '../keymap.ts';
import {helpOf} from '../rebinding/help-of.ts';
import type {Facts, Ui} from '../ui.ts';
import {whyNot} from '../why-not.ts';
import {fuzzyMatch, type Match} from './fuzzy.ts';

export interface PaletteEntry {
  readonly text: string;
  readonly shown: string;
  readonly doing: Doing;
  readonly match: Match;
  readonly whyNot: string | null;
}

export function paletteEntries(
  query: string,
  ui: Pick<Ui, 'focus' | 'moment' | 'replay' | 'keys' | 'arrangement'>,
  facts: Pick<Facts, 'state'>,
): readonly PaletteEntry[] {
  const {bindings} = keymapWith(ui.keys);
  return bindings
    .filter(({context}) => context === 'deck')
    .flatMap((row): readonly PaletteEntry[] => {
      const text = textOf(row, bindings);
      const match = text === null ? null : fuzzyMatch(query, text);
      if (text === null || match === null) return [];
      return [{text, shown: row.shown, doing: row.doing, match, whyNot: whyNot(row.doing, ui, facts)}];
    })
    .toSorted((one, other) => other.match.score - one.match.score);
}

/** Null for a second key of the same meaning, and for what only a key is good for. */
function textOf(binding: Binding, bindings: readonly Binding[]): string | null {
  const {label, doing} = binding;
  const help = binding.help === undefined ? undefined : helpOf(binding, bindings);
  switch (doing.do) {
    case 'focus':
      return `go to ${doing.pane === 'target' ? "the target's console" : `the ${roleNames[doing.pane]}`}`;
    case 'scroll':
    case 'palette':
      return null;
    case 'askQuit':
      return label === undefined ? null : `${label}: ${help}`;
    default:
      return help === undefined || label === undefined ? (help ?? null) : `${label}: ${help}`;
  }
}
