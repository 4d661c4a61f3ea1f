// The lines that are kept, and the search in them.
import assert from 'node:assert/strict';
import test from 'node:test';
import {findLine, openScrollback} from '../../../src/view/serial-console/scrollback.ts';

function linesOf(scrollback: ReturnType<typeof openScrollback>): readonly string[] {
  const lines: string[] = [];
  for (let number = scrollback.first(); number < scrollback.end(); number++) lines.push(scrollback.line(number));
  return lines;
}

test('lines are numbered from 1, and an unfinished one counts', () => {
  const text = 'a\r\nbc\n\nlogin: ';
  for (let cut = 0; cut <= text.length; cut++) {
    const scrollback = openScrollback();
    scrollback.take(text.slice(0, cut));
    scrollback.take(text.slice(cut));
    assert.equal(scrollback.first(), 1);
    assert.deepEqual(linesOf(scrollback), ['a', 'bc', '', 'login: '], `cut at ${cut}`);
  }
});

test('the oldest lines leave, and the numbers stay', () => {
  const scrollback = openScrollback(100);
  for (let line = 1; line <= 1000; line++) scrollback.take(`line ${line}\n`);
  const kept = linesOf(scrollback);
  assert.ok(kept.length >= 100 && kept.length <= 200, `${kept.length} lines`);
  assert.equal(kept.at(-1), 'line 1000');
  assert.equal(scrollback.line(1000), 'line 1000');
  assert.equal(scrollback.line(scrollback.first()), `line ${scrollback.first()}`);
  assert.equal(scrollback.line(1), '', 'one that left');
});

test('long lines are bounded too', () => {
  const scrollback = openScrollback(100_000, 10_000);
  for (let line = 0; line < 3000; line++) scrollback.take(`${'x'.repeat(100)}\n`);
  assert.ok(scrollback.end() - scrollback.first() <= 1100, `${scrollback.end() - scrollback.first()} lines`);
});

test('the search goes both ways, and capitals make the case count', () => {
  const scrollback = openScrollback();
  scrollback.take('BUG: one\nnothing\nbug two\nnothing\nBUG: three\n');
  const find = (words: string, from: number, step: 1 | -1) => findLine(scrollback, words, from, step);
  assert.deepEqual(
    [
      find('bug', 5, -1),
      find('bug', 4, -1),
      find('BUG', 4, -1),
      find('bug', 2, 1),
      find('oops', 5, -1),
      find('', 5, -1),
    ],
    [5, 3, 1, 3, null, null],
  );
});
