import assert from 'node:assert/strict';
import test from 'node:test';
import {deckSettingsOf} from '../../config/schema.ts';
import {usualDeck} from '../../src/core/deck-settings.ts';

const settings = (...texts: readonly string[]) =>
  deckSettingsOf(texts.map((text, at) => ({path: `${at}.yaml`, text: `deck: ${text}`})));

test('where nothing stands the screen is as usual', () => assert.deepEqual(deckSettingsOf([]), usualDeck));

test('a later file changes what it names', () => {
  const {theme, keys} = settings('{theme: dark, keys: {zoom: Z}}', '{keys: {palette: [";", ctrl-o]}}');
  assert.equal(theme, 'dark');
  assert.deepEqual(keys, {zoom: ['Z'], palette: [';', 'ctrl-o']});
});

test('calls are silenced one by one, or all', () => {
  assert.deepEqual(settings('{calls: {bell: false}}').calls, {bell: false, title: true, notification: true});
  assert.deepEqual(settings('{calls: false}').calls, {bell: false, title: false, notification: false});
});

test('a theme that there is not is named with its place', () =>
  assert.throws(() => settings('{theme: pink}'), /^Error: 0\.yaml:1:\d+: deck\.theme is "pink": /));
