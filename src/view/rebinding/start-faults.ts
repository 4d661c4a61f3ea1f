// What is wrong with the keys that a person gave to commands of the start screen.
import type {KeyChanges} from '../../core/deck-settings.ts';
import type {KeyName} from '../keys.ts';
import {type StartBinding, startCommandName, startKeymapWith, startKeys} from '../start/start-keys.ts';
import type {KeyFault} from './key-fault.ts';

export const startPrefix = 'start.';

const names: readonly string[] = [...new Set(startKeys.map(startCommandName))].filter((name) => name !== null);

/** Null where nothing is wrong with the name and the place; whether the keys are keys is not asked here. */
export function startFault(name: string, keys: readonly KeyName[]): string | null {
  if (!names.includes(name)) return `there is no such command; those of start are ${names.join(', ')}`;
  if (keys.length === 0 && name === 'back') return 'it must have a key: it is the way out';
  const written = startKeys.some((one) => startCommandName(one) === name && isWritten(one));
  const letter = keys.find((key) => [...key].length === 1 || key === 'space');
  return written && letter !== undefined
    ? `"${letter}" is a letter where text is written (start): a named key or ctrl-LETTER can stand there`
    : null;
}

const isWritten = ({context}: StartBinding): boolean => context === 'goal' || context === 'task';

/** One key, two commands, one place: the changed one is named. */
export function startConflicts(changes: KeyChanges): readonly KeyFault[] {
  const owners = new Map<string, string>();
  const faults = new Map<string, KeyFault>();
  for (const binding of startKeymapWith(changes).bindings) {
    const name = startCommandName(binding) ?? binding.doing.do;
    for (const key of binding.keys) {
      const place = `${binding.context} ${key}`;
      const other = owners.get(place);
      owners.set(place, name);
      if (other === undefined || other === name) continue;
      const changed = Object.keys(changes).findLast((given) => [name, other].includes(plainName(given))) ?? '';
      const rival = plainName(changed) === name ? other : name;
      const words = `"${key}" is the key of ${rival} as well (start): give that one another key too`;
      faults.set(`${changed} ${key}`, {command: changed, words});
    }
  }
  return [...faults.values()];
}

const plainName = (given: string): string => (given.startsWith(startPrefix) ? given.slice(startPrefix.length) : given);
