// The keys that a person has, for the sentences that name them.
import type {KeyChanges} from '../../core/deck-settings.ts';
import type {Glyphs} from '../glyphs.ts';
import {keyText} from '../key-line.ts';
import {keymapWith} from '../keymap.ts';
import {keyOfCommand} from './help-of.ts';
import type {KeyOf} from './named.ts';

export function keysOf(changes: KeyChanges, glyphs: Glyphs): KeyOf {
  const {bindings} = keymapWith(changes);
  return (command) => {
    const key = keyOfCommand(bindings, command);
    return key === undefined ? undefined : keyText(key, glyphs);
  };
}
