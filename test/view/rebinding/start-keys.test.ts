import assert from 'node:assert/strict';
import test from 'node:test';
import type {KeyChanges} from '../../../src/core/deck-settings.ts';
import {faultsOfKeys} from '../../../src/view/rebinding/key-faults.ts';
import {noFacts} from '../../../src/view/start/start-facts.ts';
import {type StartUi, startingAt} from '../../../src/view/start/start-ui.ts';
import {startViewOf} from '../../../src/view/start/start-view.ts';
import {stepStart} from '../../../src/view/start/step-start.ts';
import {keyOf} from '../key-of.ts';

const menuWith = (keys: KeyChanges): StartUi => startingAt({at: 'menu'}, keys);
const pressed = (ui: StartUi, key: string): StartUi => stepStart(ui, keyOf(key), noFacts, {total: 0, height: 0}, 0).ui;
const shown = (ui: StartUi): string =>
  startViewOf(ui, noFacts, {columns: 80, rows: 24}, 0, {unicode: true, width: (text) => text.length})
    .lines.map((row) => row.map(({text}) => text).join(''))
    .join('\n');

function fault(changes: KeyChanges, words: RegExp): void {
  test(`${JSON.stringify(changes)} is a fault`, () => {
    const [first] = faultsOfKeys(changes);
    assert.deepEqual(first?.command, Object.keys(changes).at(-1));
    assert.match(first?.words ?? '', words);
  });
}

test('a changed key does what the old one did on the start screen, and the old one nothing', () => {
  const ui = menuWith({'start.machine': ['w']});
  assert.equal(pressed(ui, 'w').reading?.what, 'machine');
  assert.equal(pressed(ui, 'm').reading, null);
});

test('the key line and the help show the key of today', () => {
  const ui = menuWith({'start.leave': ['x'], help: ['ctrl-o']});
  assert.match(shown(ui), /x quit/);
  const help = pressed(ui, 'ctrl-o');
  assert.equal(help.reading?.what, 'help');
  assert.match(shown(help), /ctrl-o +these keys/);
});

test('a table without a fault has none', () => assert.deepEqual(faultsOfKeys({'start.machine': ['w']}), []));

fault({'start.sing': ['w']}, /there is no such command; those of start are take, /);
fault({'start.take': ['w']}, /"w" is a letter where text is written/);
fault({'start.help': ['m']}, /"m" is the key of machine as well \(start\)/);
fault({'start.back': []}, /it is the way out/);
fault({'start.help': ['ctrl-i']}, /the same for ctrl-i and tab/);
