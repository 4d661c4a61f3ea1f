import assert from 'node:assert/strict';
import test from 'node:test';
import type {KeyChanges} from '../../../src/core/deck-settings.ts';
import {helpRows} from '../../../src/view/help-rows.ts';
import {bindingOf, keymapWith, usualKeymap} from '../../../src/view/keymap.ts';
import {commandName, contextName} from '../../../src/view/rebinding/command-names.ts';
import {faultsOfKeys} from '../../../src/view/rebinding/key-faults.ts';
import {stepUi} from '../../../src/view/step-ui.ts';
import {initialUi} from '../../../src/view/ui.ts';
import {keyOf} from '../../view/key-of.ts';
import {asciiPen} from '../pens.ts';
import {facts} from '../uis.ts';

const helpWith = (changes: KeyChanges): string =>
  helpRows(76, asciiPen, 'deck', changes)
    .map((row) => row.map(({text}) => text).join(''))
    .join('\n');

test('every command has one name in its place', () => {
  const names = new Map<string, Set<string>>();
  for (const binding of usualKeymap.bindings) {
    const name = `${contextName(binding.context)}.${commandName(binding)}`;
    assert.match(name, /^[a-zA-Z]+\.[a-z][A-Za-z0-9]*$/);
    names.set(name, (names.get(name) ?? new Set()).add(JSON.stringify([binding.doing, binding.label])));
  }
  // A second row of one command differs in nothing but its place in the key line.
  const twice = [...names].filter(([, rows]) => new Set([...rows].map((row) => JSON.parse(row)[0].do)).size > 1);
  assert.deepEqual(twice, []);
});

test('a changed key does what the old one did, and the old one nothing', () => {
  const ui = {...initialUi, keys: {zoom: ['Z']}};
  assert.equal(stepUi(ui, keyOf('Z'), facts()).ui.zoomed, true);
  assert.equal(stepUi(ui, keyOf('z'), facts()).ui.zoomed, false);
});

test('a command is changed in one place alone where the place is named', () => {
  const changes = {'details.close': ['ctrl-x']};
  assert.equal(bindingOf('details', keyOf('q'), changes), undefined);
  assert.equal(bindingOf('details', keyOf('ctrl-x'), changes)?.doing.do, 'close');
  assert.equal(bindingOf('help', keyOf('q'), changes)?.doing.do, 'close');
});

test('a replay has the changed keys of the deck as well', () =>
  assert.equal(bindingOf('replay', keyOf('Z'), {zoom: ['Z']})?.doing.do, 'zoom'));

test('the help shows the changed keys, in its sentences too', () => {
  const help = helpWith({searchBack: ['U'], focusPlanner: ['w'], scrollLineDown: ['J'], zoom: ['Z', 'W']});
  assert.match(help, /^1 w 3 4 +go to the Scheduler/m);
  assert.match(help, /n and U go on/);
  assert.match(help, /^up J +scroll .* \(also k\)/m);
  assert.match(help, /^Z +the focused pane in full, and back \(also W\)/m);
});

test('a command without keys is left out of the help', () => assert.doesNotMatch(helpWith({urge: []}), /heard now/));

test('the way out of the program is never taken away', () => {
  const {bindings} = keymapWith({askQuit: ['Q']});
  const keys = bindings.filter(({context, doing}) => context === 'deck' && doing.do === 'askQuit');
  assert.deepEqual(
    keys.map((binding) => binding.keys),
    [['Q'], ['ctrl-c']],
  );
});

function faulty(changes: KeyChanges, command: string, words: RegExp): void {
  const [fault] = faultsOfKeys(changes);
  assert.equal(fault?.command, command);
  assert.match(fault?.words ?? '', words);
}

test('faults are told with what they are about', () => {
  faulty({zom: ['Z']}, 'zom', /no such command; the commands are .*\bzoom\b/);
  faulty({'tasks.lift': ['Z']}, 'tasks.lift', /those of tasks are .*close/);
  faulty({'nowhere.zoom': ['Z']}, 'nowhere.zoom', /the places are deck, moment, replay/);
  faulty({zoom: ['F13']}, 'zoom', /"F13" is no key/);
  faulty({zoom: ['ctrl-i']}, 'zoom', /the same for ctrl-i and tab/);
  faulty({zoom: ['ctrl-c']}, 'zoom', /always the way out/);
  faulty({leaveConsole: ['ctrl-x']}, 'leaveConsole', /fixed/);
  faulty({'details.close': []}, 'details.close', /must have a key/);
  faulty({'text.close': ['x']}, 'text.close', /a letter where text is written/);
});

test('a key that another command has is a conflict, unless that one is given another', () => {
  faulty({zoom: ['c']}, 'zoom', /"c" is the key of constraint as well \(deck\)/);
  assert.deepEqual(faultsOfKeys({zoom: ['c'], constraint: ['K']}), []);
});
