import assert from 'node:assert/strict';
import test from 'node:test';
import {plainText} from '../../src/kernel/sanitize.ts';

function check(line: string, expected: string): void {
  assert.equal(plainText(line), expected);
}

test('plain words stay as they are', () => check('ring: größer, 日本 ─ ok', 'ring: größer, 日本 ─ ok'));
test('colours go', () => check('\x1b[1;31mred\x1b[0m', 'red'));
test('a cursor that is asked for goes', () => check('~ # \x1b[6n', '~ # '));
test('a private mode goes', () => check('\x1b[?1049hx', 'x'));
test('a title goes', () => check('\x1b]0;owned\x07x', 'x'));
test('a title that ends in ST goes', () => check('\x1b]0;owned\x1b\\x', 'x'));
test('a clipboard write without an end swallows the line', () => check('a\x1b]52;c;aGk=', 'a'));
test('a device control string goes', () => check('\x1bPq#0\x1b\\x', 'x'));
test('a character set goes', () => check('\x1b(Bx\x1b7', 'x'));
test('a sequence that is cut goes', () => check('x\x1b[12', 'x'));
test('a lone escape goes', () => check('x\x1b', 'x'));
test('eight-bit sequences go', () => check('\x9b31mx\x9d0;t\x9cy', 'xy'));
test('controls go', () => check('a\x07\x08\x0eb\x7fc\x85d', 'abcd'));
test('what turns the writing direction goes', () => check('a\u202eb\u2066c\u200fd', 'abcd'));
test('tabs become spaces', () => check('\tx\tab\t.', '        x       ab      .'));

test('whatever comes in, no control comes out', () => {
  for (let code = 0; code < 0x3000; code++) {
    const text = plainText(`a${String.fromCharCode(code)}b\x1b${String.fromCharCode(code)}`);
    assert.doesNotMatch(text, /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/, `U+${code.toString(16)}`);
  }
});
