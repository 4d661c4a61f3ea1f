// The state at any place of a recording is the fold up to there, wherever the kept states lie.
import assert from 'node:assert/strict';
import test from 'node:test';
import {fold} from '../../../src/core/reduce.ts';
import {initialState} from '../../../src/core/state.ts';
import {liveAt, placesPerKept, recordingOf} from '../../../src/view/replay/recording.ts';
import {playSession} from '../../core/random-session.ts';
import {entriesOf, poweredUp, ran, started} from '../../core/states.ts';

/** Long enough for several kept states. */
const longSession = (() => {
  const choices = Array.from({length: 3000}, (_, index) => (index * 2_654_435_761) % 4_294_967_296);
  const played = playSession(choices, {attended: true, live: true});
  assert.ok(played.entries.length > 2 * placesPerKept, `${played.entries.length} entries`);
  return played;
})();

test('at every place the state is the fold of what came before', () => {
  const {entries, states} = longSession;
  const recording = recordingOf(entries);
  let live = liveAt(recording, 0);
  for (let place = 0; place <= entries.length; place += 37) {
    const jumped = liveAt(recording, place);
    assert.deepEqual(jumped.state, states[place - 1] ?? initialState, `at ${place}`);
    live = liveAt(recording, place, live);
    assert.deepEqual(live, jumped, `at ${place}, played or jumped to`);
  }
});

test('every point of the time line is kept, in order, also those that the state has let go', () => {
  const {entries} = longSession;
  const {marks} = recordingOf(entries);
  const state = fold(entries);
  assert.deepEqual(marks.slice(-state.marks.length), state.marks);
  assert.deepEqual(
    marks.map(({seq}) => seq),
    marks.map(({seq}) => seq).toSorted((one, other) => one - other),
  );
});

test('what the console had given by then is told by the entries, and by a run that knows its part of it', () => {
  const [first, ...rest] = entriesOf([started(), ...poweredUp, ...ran()]);
  assert.ok(first);
  const finished = rest.findIndex(({event}) => event.type === 'run.finished');
  const entries = [
    {...first, consoleByte: 10},
    ...rest.map((entry, index) =>
      index === finished && entry.event.type === 'run.finished'
        ? {...entry, event: {...entry.event, capture: {fromByte: 10, toByte: 500}}}
        : entry,
    ),
  ];
  const {consoleBytes} = recordingOf(entries);
  assert.deepEqual([consoleBytes[0], consoleBytes[1], consoleBytes[2], consoleBytes.at(-1)], [0, 10, 10, 500]);
});
