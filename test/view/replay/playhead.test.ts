import assert from 'node:assert/strict';
import test from 'node:test';
import {type Playhead, played, playheadAt, type Scrub, scrubbed} from '../../../src/view/replay/playhead.ts';
import {recordingOf} from '../../../src/view/replay/recording.ts';
import {built, entriesOf, poweredUp, started, startMs} from '../../core/states.ts';

/** A second between two events, and a night before the last. */
const some = entriesOf([started(), ...poweredUp, ...built(), {type: 'session.paused', why: 'w'}]);
const entries = some.map((entry, index) => (index === some.length - 1 ? {...entry, atMs: entry.atMs + 9e7} : entry));
const recording = recordingOf(entries);
const beginning = playheadAt(recording, 1, 1);

const by = (scrub: Scrub, from: Playhead = beginning): Playhead => scrubbed(recording, from, scrub);
const after = (ms: number, from: Playhead = beginning): Playhead => played(recording, from, ms);

test('it plays at its speed, and shows the time between two events', () => {
  assert.deepEqual([after(999).place, after(999).atMs], [1, startMs + 999]);
  assert.deepEqual([after(1000).place, after(2500).place], [2, 3]);
  assert.equal(after(500, {...beginning, speed: 4}).place, 3);
});

test('however the time is cut, it comes to the same place', () => {
  let playhead = beginning;
  for (let tick = 0; tick < 47; tick++) playhead = after(73, playhead);
  assert.deepEqual(playhead, after(47 * 73));
});

test('a night is passed over', () => {
  const beforeNight = after(4000);
  assert.equal(beforeNight.place, entries.length - 1 - 0 - (entries.length - 6));
  const end = after(5000 + 5000, beforeNight);
  assert.deepEqual([end.place, end.isPlaying], [entries.length, false]);
});

test('at the end it stands still, and playing again begins anew', () => {
  const end = by('last');
  assert.deepEqual([end.place, end.isPlaying, after(1e9, end)], [entries.length, false, end]);
  assert.deepEqual(by('toggle', end), beginning);
});

test('moving by hand makes it stand still, and never leaves the recording', () => {
  assert.deepEqual([by('eventOn').place, by('eventOn').isPlaying], [2, false]);
  assert.equal(by('eventBack').place, 1);
  assert.equal(by('eventOn', by('last')).place, entries.length);
  assert.equal(by('first', by('last')).place, 1);
});

test('by mark it goes to where a build had ended, and beyond the last one to the end', () => {
  const build = entries.findIndex(({event}) => event.type === 'build.finished') + 1;
  assert.equal(by('markOn').place, build);
  assert.equal(by('markOn', by('markOn')).place, entries.length);
  assert.equal(by('markBack', by('last')).place, build);
  assert.equal(by('markBack', by('markBack', by('last'))).place, 1);
});

test('the speed has bounds', () => {
  let [slow, fast] = [beginning, beginning];
  for (let presses = 0; presses < 40; presses++) [slow, fast] = [by('slower', slow), by('faster', fast)];
  assert.deepEqual([slow.speed, fast.speed], [0.25, 4096]);
});
