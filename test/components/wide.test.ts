// Characters of two cells and joined emoji, in what agents and persons write: nothing is pushed out of its pane.
import assert from 'node:assert/strict';
import test from 'node:test';
import {cellWidth} from '../../components/cell-width.ts';
import {initialUi} from '../../src/view/ui.ts';
import {viewOf} from '../../src/view/view-model.ts';
import {told} from '../view/story.ts';
import {threeSizes} from './screens.ts';
import {drawn} from './virtual-terminal.ts';

const text = '驱动程序的环形缓冲区 🚀 ready ⚠️ 👩‍👩‍👧 family 👍🏽 ｆｕｌｌ '.repeat(8);

for (const size of threeSizes) {
  test(`wide characters and emoji keep to their pane at ${size.columns}x${size.rows}`, async () => {
    const story = told('working');
    story.tell({type: 'artefact.touched', path: '驱动/环形缓冲区-🚀.c', change: 'changed'});
    story.tell({type: 'note.written', by: 'executor', text});
    story.console(`[   99.000000] 内核 ${text}\n`);
    const view = viewOf(story.live, initialUi, size, story.nowMs, {unicode: true, width: cellWidth});
    const {text: rows} = await drawn(view);
    assert.ok(rows.join('').includes('环形缓冲区'), 'the name is shown');
    for (const row of rows) {
      if (!/^[│╭╰]/.test(row)) continue;
      assert.match(row, /[│╮╯]$/);
      assert.equal(cellWidth(row), size.columns, row);
    }
  });
}
