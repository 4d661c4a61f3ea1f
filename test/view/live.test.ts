import assert from 'node:assert/strict';
import test from 'node:test';
import {assignmentId, turnId} from '../../src/core/ids.ts';
import {consoleLines, consoleLinesMax, emptyConsole, takeConsole} from '../../src/view/console-view.ts';
import {type Live, takeLine} from '../../src/view/live.ts';
import {Scenario} from './scenario.ts';
import {told} from './story.ts';

const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');

function bytes(live: Live, fromByte: number, text: string): Live {
  const base64 = Buffer.from(text).toString('base64');
  return takeLine(live, {kind: 'console', fromByte, base64}, {nowMs: 0, decode});
}

const texts = ({console: view}: Live): readonly string[] => consoleLines(view, 0, view.total).map(({text}) => text);

test('console bytes become lines, wherever they are cut', () => {
  const text = '[    1.000000] one\r\n[    2.000000] two\r\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const live = bytes(bytes(new Scenario().live, 0, text.slice(0, cut)), cut, text.slice(cut));
    assert.deepEqual(texts(live), ['one', 'two'], `cut at ${cut}`);
  }
});

test('bytes that were seen are not shown again', () => {
  const text = 'one\r\ntwo\r\nthree\r\n';
  const seen = bytes(new Scenario().live, 0, text.slice(0, 9));
  for (let from = 0; from <= 9; from++) {
    assert.deepEqual(texts(bytes(seen, from, text.slice(from))), ['one', 'two', 'three'], `again from ${from}`);
  }
});

test('bytes that are missing are named', () => {
  const live = bytes(bytes(new Scenario().live, 0, 'one\r\nhal'), 100, 'two\r\n');
  const [one, half, gap, two] = texts(live);
  assert.deepEqual([one, half, two], ['one', 'hal', 'two']);
  assert.match(gap ?? '', /^92 bytes were not shown/);
});

test('nothing that looks like an escape sequence is kept', () => {
  assert.deepEqual(texts(bytes(new Scenario().live, 0, '\x1b[2J\x1b]0;title\x07hello\x1b[31m\r\n')), ['hello']);
});

test('the ring keeps the newest lines and counts all', () => {
  let view = emptyConsole;
  const batch = Array.from({length: 97}, (_, index) => `line ${index}\n`).join('');
  for (let count = 0; count < 1_100; count++) view = takeConsole(view, batch, 0);
  assert.equal(view.total, 106_700);
  assert.ok(view.held >= consoleLinesMax && view.held < consoleLinesMax + 250, `${view.held} held`);
  assert.equal(consoleLines(view, view.total - 1, view.total)[0]?.text, 'line 96');
  assert.equal(consoleLines(view, 0, view.total).length, view.held);
});

test('one flood of lines is cut to what the ring holds', () => {
  const view = takeConsole(emptyConsole, 'a line\n'.repeat(120_000), 0);
  assert.equal(view.total, 120_000);
  assert.equal(view.held, consoleLinesMax);
});

test('a line costs one chunk, not the ring', () => {
  let view = takeConsole(emptyConsole, 'a line\n'.repeat(consoleLinesMax), 0);
  const before = new Set(view.chunks);
  view = takeConsole(view, 'one more\n', 0);
  assert.ok(view.chunks.filter((chunk) => !before.has(chunk)).length <= 1);
});

test('words stream until their turn is answered', () => {
  const story = told('working');
  assert.match(story.live.streams.executor?.text ?? '', /^It builds clean/);
  assert.equal(told('crash').live.streams.executor, undefined);
});

test('a new turn begins its stream anew', () => {
  const story = told('working');
  story.delta({role: 'executor', turn: turnId(assignmentId(3), 4), what: 'reasoning', text: 'hm'});
  assert.deepEqual(story.live.streams.executor, {turn: 'A3.4', text: '', reasoning: 'hm', call: '', notice: ''});
});

test('a stream is bounded', () => {
  const story = told('working');
  for (let count = 0; count < 2_000; count++) {
    story.delta({role: 'executor', turn: turnId(assignmentId(3), 3), what: 'text', text: 'x'.repeat(100)});
  }
  assert.ok((story.live.streams.executor?.text.length ?? 0) <= 32_000);
});

test('an event that was seen already changes nothing', () => {
  const {live} = told('working');
  const entry = {seq: 3, atMs: 0, event: {type: 'session.paused', why: 'again'}} as const;
  assert.equal(takeLine(live, {kind: 'entry', entry}, {nowMs: 0, decode}), live);
});
