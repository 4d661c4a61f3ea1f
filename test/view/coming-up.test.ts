import assert from 'node:assert/strict';
import test from 'node:test';
import type {TargetEvent} from '../../src/core/target-events.ts';
import {reduceTarget, targetOff} from '../../src/core/target-state.ts';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {emptyLive} from '../../src/view/live.ts';
import {targetTitle} from '../../src/view/target-title.ts';

function titleAt(nowMs: number, ...events: readonly TargetEvent[]): string {
  const target = events.reduce((state, event) => reduceTarget(state, event, 0), targetOff);
  const live = {...emptyLive, state: {...emptyLive.state, target}};
  const pen = {width: (text: string) => text.length, glyphs: glyphsOf(true), nowMs};
  return targetTitle(live, false, 100, pen)
    .map(({text}) => text)
    .join('');
}

const on: TargetEvent = {type: 'target.poweredOn', boot: 1, accelerator: 'tcg', usualMs: 8_000};
const kernel: TargetEvent = {type: 'target.bootStarted', boot: 1, release: '6.1'};

test('a boot is a bar against the last one, from power on to the shell', () => {
  assert.match(titleAt(4_000, on), /booting {2}▰▰▰▰▰▱▱▱▱▱ 4 of about 8 s/);
  assert.match(titleAt(4_000, on, kernel), /booting {2}▰▰▰▰▰▱▱▱▱▱ 4 of about 8 s/);
});
test('one that takes longer is full, and says by how much', () =>
  assert.match(titleAt(12_000, on), /▰▰▰▰▰▰▰▰▰▰ 12 of about 8 s/));
test('nothing is guessed where nothing is known, or when it is up', () => {
  assert.doesNotMatch(titleAt(4_000, {type: 'target.poweredOn', boot: 1, accelerator: 'tcg'}), /about/);
  assert.doesNotMatch(titleAt(4_000, on, {type: 'target.bootStarted', boot: 2, release: '6.1'}), /about/);
  assert.doesNotMatch(titleAt(4_000, on, {type: 'target.cameUp', boot: 1, release: '6.1', bootId: 'b'}), /about/);
});
