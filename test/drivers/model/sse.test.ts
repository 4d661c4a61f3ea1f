import assert from 'node:assert/strict';
import test from 'node:test';
import {EndlessEvent, lastOfSse, readSse, type ServerEvent, sseStart} from '../../../src/drivers/model/sse.ts';

function read(...chunks: readonly string[]): readonly ServerEvent[] {
  let state = sseStart;
  const events: ServerEvent[] = [];
  for (const chunk of chunks) {
    const next = readSse(state, chunk);
    state = next.state;
    events.push(...next.events);
  }
  const last = lastOfSse(state);
  return last === null ? events : [...events, last];
}

/** Cut at every place, the same comes out. */
function check(text: string, ...expected: readonly (readonly [string, string])[]): void {
  const events = expected.map(([name, words]) => ({name, text: words}));
  for (let cut = 0; cut <= text.length; cut++) {
    assert.deepEqual(read(text.slice(0, cut), text.slice(cut)), events, `cut at ${cut}`);
  }
  assert.deepEqual(read(...text), events, 'one character at a time');
}

test('an event ends with an empty line', () => check('data: a\n\ndata: b\n\n', ['', 'a'], ['', 'b']));
test('lines end with LF, CR or both', () =>
  check('data: a\r\n\r\ndata: b\r\rdata: c\n\n', ['', 'a'], ['', 'b'], ['', 'c']));
test('an event may have a name, for itself alone', () =>
  check('event: x\ndata: a\n\ndata: b\n\n', ['x', 'a'], ['', 'b']));
test('lines of data are one text', () => check('data: {"a":\ndata: 1}\n\n', ['', '{"a":\n1}']));
test('the space after the colon may be missing', () => check('data:a\ndata\n\n', ['', 'a\n']));
test('comments and fields of no use say nothing', () =>
  check(': ping\n\nid: 7\nretry: 10\ndata: a\n\n: ping\n\n', ['', 'a']));
test('a byte order mark is none of the text', () => check('\uFEFFdata: a\n\n', ['', 'a']));
test('the last event may lack its empty line', () => check('data: a\n\ndata: [DONE]', ['', 'a'], ['', '[DONE]']));

test('an event without an end is given up', () => {
  assert.throws(() => read(...Array.from({length: 9}, () => 'x'.repeat(1_000_000))), EndlessEvent);
  assert.throws(() => read(...Array.from({length: 9}, () => `data: ${'x'.repeat(1_000_000)}\n`)), EndlessEvent);
});
