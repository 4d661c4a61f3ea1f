// The presses of the real deck leave no key of the table out: who adds a key adds what shows that it works.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endKeys, noRest, parseKeys} from '../../src/deck/keys.ts';
import {contextOf, keymap} from '../../src/view/keymap.ts';
import {type Key, keyNameOf} from '../../src/view/keys.ts';
import {stepUi} from '../../src/view/step-ui.ts';
import {initialUi, type Ui} from '../../src/view/ui.ts';
import {facts} from '../view/uis.ts';
import {pressed, redrawing, resizing, zoomed} from './deck-presses.ts';

test('every key of the deck is typed', () => {
  const typed = new Set(pressesOfAll().flatMap(namesOnTheDeck));
  const named = keymap.filter(({context}) => context === 'deck').flatMap(({keys}) => keys);
  assert.ok(named.length > 40);
  assert.deepEqual(
    named.filter((name) => !typed.has(name)),
    [],
    'add a press to deck-presses.ts',
  );
});

/** `back` is typed apart, as the test does. */
function pressesOfAll(): readonly (readonly string[])[] {
  const all = [...zoomed, ...pressed].map(({keys, back}) => [keys, back]);
  return [...all, resizing, ...redrawing.map((keys) => [keys])];
}

/** Names of the keys that are typed while nothing is open over the deck. */
function namesOnTheDeck(writes: readonly string[]): readonly string[] {
  let ui: Ui = initialUi;
  const names: string[] = [];
  for (const key of writes.flatMap(keysIn)) {
    if (contextOf(ui) === 'deck') names.push(keyNameOf(key));
    ui = stepUi(ui, key, facts()).ui;
  }
  return names;
}

function keysIn(text: string): readonly Key[] {
  const {keys, rest} = parseKeys(noRest, Buffer.from(text));
  return [...keys, ...endKeys(rest).keys];
}
