import assert from 'node:assert/strict';
import test from 'node:test';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {planTable} from '../../src/view/plan-table.ts';
import {told} from './story.ts';

const pen = {width: (text: string) => text.length, glyphs: glyphsOf(false), nowMs: 0};
const [plan] = told('working').live.state.plans;

test('a column for each criterion, and the weighted score', () => {
  assert.ok(plan);
  const rows = planTable(plan, 76, pen)?.map((row) => row.map(({text}) => text).join(''));
  assert.deepEqual(rows, [
    '                       drops the oldest~ x5  easy to review x3  score',
    '  kfifo                                   4                  8    5.5',
    '> own ring, one mutex                    10                  8    9.3',
    '  lock-free, per CPU                      2                  3    2.4',
  ]);
});

test('where it would not fit there is none', () => {
  assert.ok(plan);
  assert.equal(planTable(plan, 60, pen), null);
});
