import assert from 'node:assert/strict';
import test from 'node:test';
import {withoutLevels} from '../../../src/kernel/console-lines.ts';
import {cutLevels, initialLevelCut} from '../../../src/view/serial-console/cut-levels.ts';

function check(name: string, text: string, expected: string): void {
  test(name, () => {
    assert.equal(withoutLevels(text), expected);
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at <= bytes.length; at++) {
      // In the middle of a line a level that is cut stays, so that an echo never waits.
      const isInLine = at > 0 && !text.slice(0, at).match(/(?:^|\n)(?:<\d{0,2}>?\[? *)?$/);
      if (isInLine && /<\d?\d?>?\[? *$/.test(text.slice(0, at))) continue;
      const first = cutLevels(initialLevelCut, bytes.slice(0, at));
      const second = cutLevels(first.state, bytes.slice(at));
      const shown = new TextDecoder().decode(new Uint8Array([...first.bytes, ...second.bytes]));
      assert.equal(shown, expected, `cut at ${at}`);
    }
  });
}

check(
  'a level at the start of a line',
  '<6>[    1.234567] a\r\n<12>[    2.000000] b\r\n',
  '[    1.234567] a\r\n[    2.000000] b\r\n',
);
check("a level behind a shell's prompt", '~ # <4>[    1.234567] a\r\n', '~ # [    1.234567] a\r\n');
check(
  'what only looks like one',
  '<6> a <b>[x] <1234>[    1.0] <>[ 1] #include <7>\n',
  '<6> a <b>[x] <1234>[    1.0] <>[ 1] #include <7>\n',
);

test('the echo of what is typed in a line is shown at once', () => {
  const {state} = cutLevels(initialLevelCut, new TextEncoder().encode('~ # cat '));
  assert.equal(new TextDecoder().decode(cutLevels(state, new TextEncoder().encode('<')).bytes), '<');
});
