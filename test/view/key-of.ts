// Keys by the names that the keymap gives them.
import {type Key, type KeyName, type NamedKey, namedKeys} from '../../src/view/keys.ts';

export function keyOf(name: KeyName): Key {
  if (name === ' ') return {name: 'space'};
  if (isNamed(name)) return {name};
  return name.startsWith('ctrl-') ? {name: 'ctrl', char: name.slice(5)} : {name: 'char', char: name};
}

const isNamed = (name: string): name is NamedKey => namedKeys.some((known) => known === name);
