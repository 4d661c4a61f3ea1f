import assert from 'node:assert/strict';
import test from 'node:test';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {schedulerRows} from '../../src/view/scheduler-rows.ts';
import {told} from './story.ts';

const pen = {width: (text: string) => text.length, glyphs: glyphsOf(true), nowMs: 0};

test('what became of a constraint is whole, however narrow the pane is', () => {
  const {state} = told('working').live;
  for (let cells = 24; cells <= 120; cells++) {
    const rows = schedulerRows(state, cells, pen).map((row) => row.map(({text}) => text).join(''));
    assert.ok(
      rows.some((text) => text.endsWith('recorded only: a tape')),
      `at ${cells}`,
    );
    assert.ok(
      rows.every((text) => text.length <= cells),
      `at ${cells}`,
    );
  }
});
