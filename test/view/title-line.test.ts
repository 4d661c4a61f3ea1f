// The title line says that no model works where a tape stands in for it, whatever room the rest leaves.
import assert from 'node:assert/strict';
import test from 'node:test';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {widthOf} from '../../src/view/spans.ts';
import {titleLine} from '../../src/view/title-line.ts';
import {type Stage, told} from './story.ts';

const width = (text: string): number => text.length;
const stages: readonly Stage[] = ['start', 'working', 'crash', 'asks', 'accepted'];

function titleAt(stage: Stage, cells: number) {
  const {live, nowMs} = told(stage);
  return titleLine(live, cells, {width, glyphs: glyphsOf(true), nowMs});
}

for (const stage of stages) {
  test(`a tape is told apart from a model at every width: ${stage}`, () => {
    for (let cells = 80; cells <= 240; cells++) {
      const title = titleAt(stage, cells);
      assert.equal(widthOf(title, width), cells);
      const label = title.find(({text}) => text.startsWith('tape, no model'));
      assert.equal(label?.tone, 'strong', `at ${cells}: ${title.map(({text}) => text).join('')}`);
    }
  });
}

test('where there is room the tape has its name', () => {
  const title = titleAt('working', 120);
  assert.ok(title.some(({text}) => text === 'tape, no model: ringlog'));
});
