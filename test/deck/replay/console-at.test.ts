// The console at a place of the capture is the same whether one came there by playing or by jumping.
import assert from 'node:assert/strict';
import test from 'node:test';
import {consoleTailBytes} from '../../../src/core/link.ts';
import {openConsoleAt} from '../../../src/deck/replay/console-at.ts';
import {type ConsoleView, consoleLines, unfinishedLine} from '../../../src/view/console-view.ts';

const text = Array.from({length: 9000}, (_, index) => `[${index}.000000] ringlog: übung ${index}\r\n`).join('');
const bytes = Buffer.from(text);
const capture = {bytes: bytes.length, read: (from: number, to: number) => bytes.subarray(from, to)};

const lastLines = (view: ConsoleView): readonly string[] => [
  ...consoleLines(view, view.total - 50, view.total).map((line) => line.text),
  unfinishedLine(view)?.text ?? '',
];

test('playing, jumping on and jumping back show the same lines', () => {
  const playing = openConsoleAt(capture);
  const jumping = openConsoleAt(capture);
  const places = Array.from({length: 60}, (_, index) => Math.floor((bytes.length * (index + 1)) / 60));
  const seen = places.map((place) => lastLines(playing(place)));
  for (const [index, place] of [...places.entries()].toReversed()) {
    assert.deepEqual(lastLines(jumping(place)), seen[index], `at ${place}`);
  }
});

test('it begins with a whole line, and reads no more than a screen that attaches gets', () => {
  let read = 0;
  const counting = {
    ...capture,
    read: (from: number, to: number) => {
      read += to - from;
      return bytes.subarray(from, to);
    },
  };
  const view = openConsoleAt(counting)(bytes.length);
  const [first] = consoleLines(view, view.total - view.held, view.total);
  assert.match(`[${first?.stamp}] ${first?.text}`, /^\[\s*\d+\.0+\] ringlog: übung \d+$/);
  assert.ok(read <= 2 * consoleTailBytes, `${read} bytes were read`);
});

test('a session without a console has none, and a place beyond the end is the end', () => {
  assert.equal(openConsoleAt({bytes: 0, read: () => Buffer.alloc(0)})(100).total, 0);
  assert.deepEqual(lastLines(openConsoleAt(capture)(1e12)), lastLines(openConsoleAt(capture)(bytes.length)));
});
