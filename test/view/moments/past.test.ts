// What is kept of the past is bounded, and true.
import assert from 'node:assert/strict';
import test from 'node:test';
import {kept} from '../../../src/core/limits.ts';
import {emptyConsole} from '../../../src/view/console-view.ts';
import {emptyLive, takeLine} from '../../../src/view/live.ts';
import {liveThen, noPast, type Past, pastAfter} from '../../../src/view/moments/past.ts';
import {playSession} from '../../core/random-session.ts';

/** With more points than are kept. */
const longPast = (() => {
  const choices = Array.from({length: 3000}, (_, index) => (index * 2_654_435_761) % 4_294_967_296);
  const {entries, states} = playSession(choices, {attended: true, live: true});
  let live = emptyLive;
  let past: Past = noPast;
  for (const entry of entries) {
    live = takeLine(live, {kind: 'entry', entry}, {nowMs: entry.atMs, decode: () => ''});
    past = pastAfter(pastAfter(past, entry, live), entry, live);
  }
  return {entries, states, live, past};
})();

test('as many points are kept as the time line has, and each is the fold up to it', () => {
  const {states, live, past} = longPast;
  assert.deepEqual(
    past.points.map(({mark}) => mark),
    live.state.marks,
  );
  assert.ok(past.points.length <= kept.marks);
  for (const {mark} of past.points.filter((_, index) => index % 29 === 0)) {
    const then = liveThen(past, mark.seq, live, live.state.newestAtMs, () => emptyConsole);
    assert.deepEqual(then.state, states[mark.seq - 1], `at ${mark.seq}`);
  }
});

test('the oldest that is kept stands for what is older', () => {
  const {live, past} = longPast;
  const then = liveThen(past, 0, live, 0, () => emptyConsole);
  assert.equal(then.moment?.mark, past.points[0]?.mark);
});

test('where nothing is kept there is only now', () =>
  assert.equal(
    liveThen(noPast, 7, emptyLive, 0, () => emptyConsole),
    emptyLive,
  ));
