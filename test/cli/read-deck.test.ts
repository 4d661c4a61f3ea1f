import assert from 'node:assert/strict';
import test from 'node:test';
import {deckSettingsOf} from '../../config/schema.ts';
import {faultsOfKeys} from '../../src/view/rebinding/key-faults.ts';

const sources = [
  {path: 'own.yaml', text: 'deck:\n  keys:\n    zoom: Z\n    urge: [U, ctrl-i]\n'},
  {path: 'here.yaml', text: 'deck:\n  keys:\n    constraint: K\n'},
];

test('a fault of the keys is told with file, line and what stands there', () =>
  assert.throws(
    () => deckSettingsOf(sources, faultsOfKeys),
    /^Error: own\.yaml:4:11: deck\.keys\.urge: a terminal sends the same for ctrl-i and tab/,
  ));

test('a conflict between two files is told where it came in', () => {
  const both = [{path: 'own.yaml', text: 'deck: {keys: {zoom: K}}'}, sources[1] as (typeof sources)[0]];
  assert.throws(
    () => deckSettingsOf(both, faultsOfKeys),
    /^Error: here\.yaml:3:17: deck\.keys\.constraint is "K": "K" is the key of zoom as well \(deck\)/,
  );
});
