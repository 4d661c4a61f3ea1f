import assert from 'node:assert/strict';
import test from 'node:test';
import {parseQmp, type QmpMessage, splitQmp} from '../../../src/drivers/target/qmp.ts';

function check(text: string, expected: readonly QmpMessage[]): void {
  for (let cut = 0; cut <= text.length; cut++) {
    const first = splitQmp('', text.slice(0, cut));
    const second = splitQmp(first.rest, text.slice(cut));
    assert.deepEqual([...first.messages, ...second.messages], expected, `cut at ${cut}`);
  }
}

const watchdog =
  '{"timestamp": {"seconds": 3, "microseconds": 250999}, "event": "WATCHDOG", "data": {"action": "pause"}}';

test('greeting, answer and event in one stream', () =>
  check(`{"QMP": {"version": {}}}\r\n{"return": {}, "id": 1}\r\n${watchdog}\r\n`, [
    {kind: 'greeting'},
    {kind: 'answer', id: 1, value: {}},
    {kind: 'event', event: {name: 'WATCHDOG', atMs: 3250, facts: {action: 'pause'}}},
  ]));

test('an error says in words what QEMU refused', () =>
  assert.deepEqual(parseQmp('{"id": 4, "error": {"class": "GenericError", "desc": "no such device"}}'), {
    kind: 'error',
    id: 4,
    words: 'no such device',
  }));

test('an event without data has no facts', () =>
  assert.deepEqual(parseQmp('{"event": "STOP"}'), {kind: 'event', event: {name: 'STOP', atMs: 0, facts: {}}}));

for (const line of ['', 'null', '[]', '{"return": 1}', '{"event": 3}', '{"half": ']) {
  test(`no message of the monitor: ${line || 'an empty line'}`, () =>
    assert.deepEqual(parseQmp(line), {kind: 'unreadable', text: line}));
}
