// What is wrong with the keys that a person gave to commands, in words for the person. Nothing is guessed: a table with a fault is not used.
import type {KeyChanges} from '../../core/deck-settings.ts';
import type {Binding, KeyContext} from '../bindings.ts';
import {keymapWith, usualKeymap} from '../keymap.ts';
import {type KeyName, namedKeys} from '../keys.ts';
import {commandName, contextName, isFixed} from './command-names.ts';
import type {KeyFault} from './key-fault.ts';
import {startConflicts, startFault, startPrefix} from './start-faults.ts';

export function faultsOfKeys(changes: KeyChanges): readonly KeyFault[] {
  const single = Object.entries(changes).flatMap(([command, keys]): readonly KeyFault[] => {
    const words = faultOf(command, keys);
    return words === null ? [] : [{command, words}];
  });
  return single.length > 0 ? single : [...conflicts(changes), ...startConflicts(changes)];
}

function faultOf(command: string, keys: readonly KeyName[]): string | null {
  if (command.startsWith(startPrefix)) return startFault(command.slice(startPrefix.length), keys) ?? wrongKey(keys);
  const bindings = usualKeymap.bindings.filter((binding) => isNamed(binding, command));
  if (bindings.length === 0) return unknownWords(command);
  if (bindings.every(isFixed)) return 'its keys are fixed, so that there is always a way out';
  const wrong = wrongKey(keys);
  if (wrong !== null) return wrong;
  if (keys.length === 0 && wayOut.has(commandName(bindings[0] as Binding)))
    return 'it must have a key: it is the way out';
  const letters = bindings.find(({context}) => isWritten(context));
  const letter = letters && keys.find((key) => [...key].length === 1 || key === 'space');
  if (letters === undefined || letter === undefined) return null;
  return `"${letter}" is a letter where text is written (${contextName(letters.context)}): a named key or ctrl-LETTER can stand there`;
}

const wayOut: ReadonlySet<string> = new Set(['close', 'quitStay']);

const isNamed = (binding: Binding, command: string): boolean =>
  (binding.context !== 'typing' || isFixed(binding)) &&
  (command === commandName(binding) || command === `${contextName(binding.context)}.${commandName(binding)}`);

const isWritten = (context: KeyContext): boolean => written.has(context);

const written: ReadonlySet<KeyContext> = new Set<KeyContext>(['text', 'answer', 'search', 'palette']);

export function wrongKey(keys: readonly KeyName[]): string | null {
  const wrong = keys.find((key) => !isKey(key));
  return wrong === undefined ? null : keyWords(wrong);
}

function isKey(key: KeyName): boolean {
  if (namedKeys.some((name) => name === key)) return true;
  if (/^ctrl-[a-z\]\\[_^]$/.test(key)) return !(key in sameAs) && key !== 'ctrl-c';
  return /^[^\p{C}\p{Z}]$/u.test(key);
}

/** Bytes that a terminal sends for two keys. */
const sameAs: Readonly<Record<string, string>> = {
  'ctrl-i': 'tab',
  'ctrl-m': 'enter',
  'ctrl-[': 'escape',
  'ctrl-h': 'backspace',
};

function keyWords(key: KeyName): string {
  const same = sameAs[key];
  if (same !== undefined) return `a terminal sends the same for ${key} and ${same}: name the other`;
  if (key === 'ctrl-c') return 'ctrl-c is always the way out of the program';
  return `"${key}" is no key: one character, ctrl-LETTER, or one of ${namedKeys.join(', ')}`;
}

interface Conflict extends KeyFault {
  readonly key: KeyName;
}

/** One key, two commands, one place: the changed one is named. */
function conflicts(changes: KeyChanges): readonly KeyFault[] {
  const found: Conflict[] = [];
  const owners = new Map<string, Binding>();
  for (const binding of keymapWith(changes).bindings) {
    for (const key of binding.keys) {
      const place = `${binding.context} ${key}`;
      const other = owners.get(place);
      owners.set(place, binding);
      if (other === undefined || commandName(other) === commandName(binding)) continue;
      found.push(conflict(key, other, binding, changes));
    }
  }
  // A replay has the keys of the deck as well: what is wrong there is told once.
  return found.filter(
    (one, index) => found.findIndex(({command, key}) => command === one.command && key === one.key) === index,
  );
}

function conflict(key: KeyName, one: Binding, other: Binding, changes: KeyChanges): Conflict {
  const names = Object.keys(changes);
  const changed = names.findLast((name) => isNamed(one, name) || isNamed(other, name)) ?? '';
  const rival = commandName(isNamed(one, changed) ? other : one);
  const where = contextName(one.context);
  return {
    command: changed,
    key,
    words: `"${key}" is the key of ${rival} as well (${where}): give that one another key too`,
  };
}

function unknownWords(command: string): string {
  const place = command.includes('.') ? command.slice(0, command.indexOf('.')) : null;
  const here = usualKeymap.bindings.filter(({context}) => place === null || contextName(context) === place);
  const names = [...new Set(here.filter((binding) => !isFixed(binding)).map(commandName))];
  if (names.length === 0) {
    const places = [...new Set(usualKeymap.bindings.map(({context}) => contextName(context)))];
    return `there is no place "${place}"; the places are ${places.join(', ')}`;
  }
  return `there is no such command; ${place === null ? 'the commands' : `those of ${place}`} are ${names.join(', ')}`;
}
