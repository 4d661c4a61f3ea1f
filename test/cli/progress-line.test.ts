import assert from 'node:assert/strict';
import test from 'node:test';
import {openProgressLine, type ProgressLine} from '../../src/cli/progress-line.ts';
import {type ManualClock, manualClock} from '../runtime/clock.ts';

interface Opened {
  readonly line: ProgressLine;
  readonly clock: ManualClock;
  written(): string;
}

function opened(isTTY: boolean): Opened {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const clock = manualClock(0);
  const line = openProgressLine({out: {isTTY, columns: 60, write}, clock, unicode: false});
  return {
    line,
    clock,
    written() {
      const all = text;
      text = '';
      return all;
    },
  };
}

const stage = (done: number) => ({what: 'fetching', done, of: 10, unit: 'parts'}) as const;
const clear = '\r\x1b[2K';

test('on a terminal the bar is redrawn in place, not more often than is read, and gone at the end', () => {
  const {line, clock, written} = opened(true);
  line.tell(stage(0));
  assert.equal(written(), `${clear}fetching .................... 0 of 10`);
  line.tell(stage(1));
  assert.equal(written(), '');
  clock.advance(100);
  line.tell(stage(5));
  assert.equal(written(), `${clear}fetching ##########.......... 5 of 10`);
  line.close();
  assert.equal(written(), clear);
  clock.advance(5_000);
  assert.equal(written(), '', 'nothing ticks after the end');
});

test('what is said stands above the bar', () => {
  const {line, written} = opened(true);
  line.say('first');
  assert.equal(written(), 'first\n');
  line.tell(stage(0));
  written();
  line.say('more');
  assert.equal(written(), `${clear}more\n${clear}fetching .................... 0 of 10`);
  line.close();
});

test('seconds go on where nothing is told', () => {
  const {line, clock, written} = opened(true);
  line.tell({what: 'unpacking', done: 0, of: 0, unit: 'parts'});
  written();
  clock.advance(2_000);
  assert.equal(written(), `${clear}unpacking 1 s${clear}unpacking 2 s`);
  line.close();
});

test('in a pipe each stage is one line, without a bar', () => {
  const {line, written} = opened(false);
  for (const done of [0, 3, 10]) line.tell(stage(done));
  line.say('said');
  line.tell({...stage(0), what: 'unpacking'});
  line.close();
  assert.equal(written(), 'fetching\nsaid\nunpacking\n');
});
