// The sentence of a command in the help, with the keys that a person has: `{zoom}` stands for the key of that command, and what else leads to it is
// told behind it.
import type {Binding} from '../bindings.ts';
import {wordOfKey} from './changed-rows.ts';
import {commandName, contextName} from './command-names.ts';

export function helpOf(binding: Binding, bindings: readonly Binding[]): string {
  const {help = '', shown} = binding;
  const named = help.replace(/\{(\w+)\}/g, (_, command: string) => keyOfCommand(bindings, command) ?? command);
  const others = shownTogether(binding, bindings)
    .flatMap(({keys}) => keys.slice(1))
    .map(wordOfKey)
    .filter((word) => !shown.split(' ').includes(word));
  return others.length === 0 ? named : `${named} (also ${others.join(' and ')})`;
}

/** The key that is shown for a command (`close`, or `details.close`); that it has none is said as well. */
export function keyOfCommand(bindings: readonly Binding[], command: string): string | undefined {
  const [place, name] = command.includes('.') ? command.split('.', 2) : [undefined, command];
  const those = bindings.filter(
    (binding) => commandName(binding) === name && (place === undefined || contextName(binding.context) === place),
  );
  if (those.length === 0) return undefined;
  const key = those.find(({keys}) => keys.length > 0)?.keys[0];
  return key === undefined ? `${name} (no key)` : wordOfKey(key);
}

function shownTogether(binding: Binding, bindings: readonly Binding[]): readonly Binding[] {
  const from = bindings.indexOf(binding);
  const count = binding.keys.length === 0 ? 1 : Math.max(1, binding.shown.split(' ').length);
  return bindings.slice(from, from + count).filter(({context}) => context === binding.context);
}
