// What the title of the target's pane says, and what it leaves out where it has no room.
import assert from 'node:assert/strict';
import test from 'node:test';
import {glyphsOf} from '../../src/view/glyphs.ts';
import type {Live} from '../../src/view/live.ts';
import {targetTitle} from '../../src/view/target-status.ts';
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
  check('working', 0, 52, '5 Target  ● up  boot 1 · watchdog ▰▰▰▰▰▱ 16 s left');
  check('working', 10_000, 52, '5 Target  ● up  boot 1 · watchdog ▰▰▱▱▱▱ 6 s left');
  check('working', 60_000, 52, '5 Target  ● up  boot 1 · watchdog ▱▱▱▱▱▱ 0 s left');
});

test('what happened and what the taint means stand where there is room', () => {
  const up = (live: Live): Live => {
    const {target} = live.state;
    const sinceMs = told('crash').nowMs - 75_000;
    return {
      ...live,
      pulseAtMs: null,
      state: {...live.state, target: {...target, taint: 'G OE', now: {phase: 'up', sinceMs}}},
    };
  };
  const short = '5 Target  ● up  boot 2 · R1 of B1 runs 9 s · taint G OE · 6.1.0-56-amd64';
  check('crash', 0, short.length, short, up);
  const long = `${short} · up 01:15 · 1 panic · tcg · a module was built out of the tree, an unsigned module was loaded`;
  check('crash', 0, long.length, long, up);
});
