// What the title of the target's pane says, and what it leaves out where it has no room.
import assert from 'node:assert/strict';
import test from 'node:test';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {type Live, takeLine} from '../../src/view/live.ts';
import {targetTitle} from '../../src/view/target-title.ts';
import {told} from './story.ts';

function check(
  stage: 'working' | 'crash',
  passedMs: number,
  cells: number,
  expected: string,
  change: (live: Live) => Live = (live) => live,
): void {
  const {live, nowMs} = told(stage);
  const pen = {width: (text: string) => text.length, glyphs: glyphsOf(true), nowMs: nowMs + passedMs};
  const title = targetTitle(change(live), false, cells, pen);
  assert.equal(title.map(({text}) => text).join(''), expected);
}

test('what is left until the watchdog fires runs out', () => {
  check('working', 0, 52, '5 Target  ● up 01:47  watchdog ▰▰▰▰▰▱ 16 s · boot 1');
  check('working', 10_000, 52, '5 Target  ● up 01:57  watchdog ▰▰▱▱▱▱ 6 s · boot 1');
  check('working', 60_000, 52, '5 Target  ● up 02:47  watchdog ▱▱▱▱▱▱ 0 s · boot 1');
});

const loaded = (live: Live): Live => ({
  ...live,
  kernelNow: {modules: ['ring', 'old'], ownModules: 11, taint: 'OE'},
});

test('what is loaded stands there by name, and the taint in words where there is room', () => {
  const row = '5 Target  ● up 01:47  watchdog ▰▰▰▰▰▱ 16 s';
  check('working', 0, 52, `${row} · boot 1`, loaded);
  check('working', 0, 88, `${row} · boot 1 · module ring and 1 more · taint OE`, loaded);
  check(
    'working',
    0,
    200,
    `${row} · boot 1 · modules ring old and 11 of the kernel's own · taint OE: out-of-tree module, unsigned module · 6.1.0-56-amd64 · tcg`,
    loaded,
  );
});

test('what a kernel said before it went down is not said of the next one', () => {
  const {live} = told('working');
  const entry = {
    seq: live.state.seq + 1,
    atMs: 0,
    event: {type: 'target.bootStarted', boot: 2, release: '6.1.0'},
  } as const;
  const next = takeLine(loaded(live), {kind: 'entry', entry}, {nowMs: 0, decode: () => ''});
  assert.equal(next.kernelNow, null);
});

test('what happened and what the taint means stand where there is room', () => {
  const up = (live: Live): Live => {
    const {target} = live.state;
    const sinceMs = told('crash').nowMs - 75_000;
    return {
      ...live,
      pulseAtMs: null,
      state: {...live.state, target: {...target, taint: 'G D OE', now: {phase: 'up', sinceMs}}},
    };
  };
  const head = '5 Target  ● up 01:15  R1 of B1 runs 9 s · boot 2';
  check('crash', 0, 74, `${head} · taint G D OE · 1 panic`, up);
  const words = 'oops before, out-of-tree module, unsigned module';
  check('crash', 0, 200, `${head} · taint G D OE: ${words} · 1 panic · 6.1.0-56-amd64 · tcg`, up);
});
