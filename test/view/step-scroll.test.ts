import assert from 'node:assert/strict';
import test from 'node:test';
import type {ScrollStep} from '../../src/view/bindings.ts';
import {scrolled} from '../../src/view/step-scroll.ts';
import type {Extent, Scroll} from '../../src/view/ui.ts';

/** A pane of ten lines in a hundred, that stands at `from`. */
function check(by: ScrollStep, from: number, expected: Scroll): void {
  const extent: Extent = {from, to: from + 10, first: 0, total: 100, follows: false};
  assert.deepEqual(scrolled(extent, by), expected, `${by} at ${from}`);
}

test('whoever comes down to the last line follows', () => {
  check('lineDown', 88, {kind: 'bottom', line: 98});
  check('lineDown', 89, {kind: 'follow'});
  check('lineDown', 90, {kind: 'follow'});
  check('pageDown', 81, {kind: 'follow'});
  check('pageDown', 80, {kind: 'top', line: 89});
  check('last', 3, {kind: 'follow'});
});

test('going up stays', () => {
  check('lineUp', 90, {kind: 'top', line: 89});
  check('pageUp', 90, {kind: 'bottom', line: 90});
  check('first', 90, {kind: 'top', line: 0});
});
