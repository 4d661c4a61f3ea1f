// Which line is shown as the one to be mended.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {blamedPlace, firstOwnPlace, frameText, type LocatedReport} from '../../src/core/crash-source.ts';
import type {Frame} from '../../src/kernel/report.ts';

const frame = (symbol: string, module?: string): Frame => ({
  symbol,
  offset: 0x10,
  size: 0x40,
  reliable: true,
  ...(module ? {module} : {}),
});
const at = (of: Frame, file: string, line: number) => ({
  frame: frameText(of),
  located: {function: of.symbol, file, line, inlined: []},
});

const helper = frame('kzalloc.constprop.0', 'ring');
const opened = frame('ring_open', 'ring');
const other = frame('leds_set', 'leds');
const header = at(helper, '/usr/src/linux-headers/include/linux/slab.h', 568);

test("a header's function that stands as a frame of its own is passed over", () => {
  assert.deepEqual(firstOwnPlace([header, at(opened, 'ring.c', 31)]), {
    function: 'ring_open',
    file: 'ring.c',
    line: 31,
  });
  assert.equal(firstOwnPlace([header, {frame: frameText(opened), refused: 'no debug data'}]), undefined);
});

test('what is blamed in its place is the caller in the same module, and no other', () => {
  const place = at(opened, 'ring.c', 31);
  const reportWith = (trace: readonly Frame[]): LocatedReport =>
    ({moduleFrame: helper, trace, source: {places: [header, place], excerpts: [], instructions: []}}) as never;
  assert.equal(blamedPlace(reportWith([helper, other, opened]))?.line, 31);
  assert.equal(blamedPlace(reportWith([helper, other])), undefined);
  assert.equal(blamedPlace(reportWith([opened, helper])), undefined, 'what lies below it did not call it');
});
