import assert from 'node:assert/strict';
import test from 'node:test';
import {keyLine} from '../../src/view/key-line.ts';
import {unicodePen} from './pens.ts';
import {told} from './story.ts';
import {uiIn} from './uis.ts';

const {live} = told('accepted');
const replay = {place: 1, places: 9, atMs: 0, startMs: 0, endMs: 9, speed: 1, marks: []};

function lineOf(isPlaying: boolean): string {
  const row = keyLine({...live, replay: {...replay, isPlaying}}, uiIn('replay'), 120, unicodePen);
  return row.map(({text}) => text).join('');
}

test('of a replay the space key says what it does now', () => {
  assert.match(lineOf(true), /space pause/);
  assert.match(lineOf(false), /space play/);
});
