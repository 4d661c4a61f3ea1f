// A replay as the deck sees it: played by a clock, moved about in, and asked in vain.
import assert from 'node:assert/strict';
import test from 'node:test';
import {fold} from '../../../src/core/reduce.ts';
import {openReplay} from '../../../src/deck/replay/open-replay.ts';
import type {Live} from '../../../src/view/live.ts';
import {placesPerKept, recordingOf} from '../../../src/view/replay/recording.ts';
import {entriesOf, poweredUp, started, startMs} from '../../core/states.ts';
import {manualClock} from '../../runtime/clock.ts';

const many = entriesOf([started(), ...Array.from({length: 400}, () => poweredUp).flat()]);
const capture = {bytes: 0, read: () => new Uint8Array(0)};

function opened(speed = 1) {
  const clock = manualClock(startMs * 2);
  const shown: Live[] = [];
  const replay = openReplay({recording: recordingOf(many), capture, speed, clock, onLive: (live) => shown.push(live)});
  const last = (): Live => shown.at(-1) as Live;
  return {clock, replay, last, shown};
}

test('it begins at the first event and plays on by the clock', () => {
  const {clock, last} = opened();
  assert.deepEqual([last().state.seq, last().replay?.isPlaying], [1, true]);
  clock.advance(3100);
  assert.deepEqual([last().state, last().replay?.place], [fold(many.slice(0, 4)), 4]);
});

test('wherever it is moved to, the state is that of then', () => {
  const {replay, last} = opened();
  for (const scrub of ['last', 'eventBack', 'first', 'eventOn', 'eventOn', 'last', 'markBack'] as const) {
    replay.scrub(scrub);
    const {state, replay: place} = last();
    assert.deepEqual(state, fold(many.slice(0, place?.place)), scrub);
  }
  assert.ok(many.length > 3 * placesPerKept);
});

test('standing still, no clock moves it; closed, neither', () => {
  const {clock, replay, shown} = opened();
  replay.scrub('toggle');
  const before = shown.length;
  clock.advance(10_000);
  assert.equal(shown.length, before);
  replay.scrub('toggle');
  replay.close();
  clock.advance(10_000);
  assert.equal(shown.length, before + 1);
});

test('what a person asks of it is refused in words', async () => {
  const {replay} = opened();
  assert.match(JSON.stringify(await replay.send({do: 'resetTarget'})), /this is a replay/);
});
