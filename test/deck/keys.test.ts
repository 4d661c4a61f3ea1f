import assert from 'node:assert/strict';
import test from 'node:test';
import {endKeys, type KeyRest, noRest, parseKeys, pasteCharactersMax} from '../../src/deck/keys.ts';
import {type Key, keyNameOf} from '../../src/view/keys.ts';

/** Whatever way the bytes are cut in two or three, the keys are the same. */
function check(text: string | Uint8Array, expected: readonly string[]): void {
  const bytes = Buffer.from(text as string);
  for (let first = 0; first <= bytes.length; first++) {
    for (const second of new Set([first, Math.min(first + 1, bytes.length), bytes.length])) {
      const pieces = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
      assert.deepEqual(keysOf(pieces), expected, `cut at ${first} and ${second}`);
    }
  }
}

function keysOf(pieces: readonly Uint8Array[]): readonly string[] {
  let rest: KeyRest = noRest;
  const keys: Key[] = [];
  for (const piece of pieces) {
    const parsed = parseKeys(rest, piece);
    rest = parsed.rest;
    keys.push(...parsed.keys);
  }
  return [...keys, ...endKeys(rest).keys].map((key) => (key.name === 'paste' ? `paste ${key.text}` : keyNameOf(key)));
}

test('keys typed fast arrive as one string', () => check('jjj', ['j', 'j', 'j']));
test('letters, digits, signs', () => check('aZ5?: ', ['a', 'Z', '5', '?', ':', 'space']));
test('characters of two, three and four bytes', () => check('ä→😀é', ['ä', '→', '😀', 'é']));
test('enter, ctrl-j, tab, backspace of both kinds', () =>
  check('\r\n\t\x7f\b', ['enter', 'ctrl-j', 'tab', 'backspace', 'backspace']));
test('control keys', () =>
  check('\x03\x1a\x0c\x1d\x1c\x1e\x1f\x00', ['ctrl-c', 'ctrl-z', 'ctrl-l', 'ctrl-]', 'ctrl-\\', 'ctrl-^', 'ctrl-_']));

test('arrows, normal and application mode', () => check('\x1b[A\x1b[B\x1bOC\x1bOD', ['up', 'down', 'right', 'left']));
test('home and end of xterm, VT, rxvt and application mode', () =>
  check('\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~\x1bOH\x1bOF', [
    ...['home', 'end', 'home', 'end', 'home', 'end', 'home', 'end'],
  ]));
test('page keys, delete, shift-tab', () =>
  check('\x1b[5~\x1b[6~\x1b[3~\x1b[Z', ['pageUp', 'pageDown', 'delete', 'shiftTab']));
test('a modifier makes no other key of an arrow', () => check('\x1b[1;5A\x1b[1;2H\x1b[5;3~', ['up', 'home', 'pageUp']));
test('keys by code point', () =>
  check('\x1b[99;5u\x1b[13u\x1b[27u\x1b[9;2u\x1b[27;5;122~\x1b[97;1:3u', [
    ...['ctrl-c', 'enter', 'escape', 'shiftTab', 'ctrl-z'],
  ]));

test('Esc alone', () => check('\x1b', ['escape']));
test('Esc twice', () => check('\x1b\x1b', ['escape', 'escape']));
test('Esc before an arrow', () => check('\x1b\x1b[A', ['escape', 'up']));
test('a key with Alt is neither Esc nor the key, and alt-enter is one of its own', () =>
  check('\x1bR\x1bä\x1b\rj', ['altEnter', 'j']));
test('Alt and backspace delete a word', () => check('\x1b\x7f', ['ctrl-w']));

test('function keys and unknown sequences are nothing', () => check('\x1b[15~\x1bOP\x1b[[Aj\x1b[?1;2ck', ['j', 'k']));
test('a mouse report is a press or the wheel; a release and a drag are nothing', () =>
  check('\x1b[<0;12;7M\x1b[<0;12;7m\x1b[<32;12;7M\x1b[<64;1;1M\x1b[<69;1;1Mj', ['mouse', 'mouse', 'mouse', 'j']));
test('the focus of the window', () => check('\x1b[I\x1b[Oj', ['focusIn', 'focusOut', 'j']));
test("a terminal's answer to another program is nothing", () =>
  check('\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1bP1$r0m\x1b\\\x1b]4;1;red\x1b\\j', ['j']));
test('a sequence that is broken off by the next one', () => check('\x1b[1;\x1b[Aj', ['up', 'j']));
test('a sequence that never ends is given up', () => check(`\x1b[${'1;'.repeat(40)}`, keysOfTail(40)));
test('broken UTF-8 and control characters of eight bits are nothing', () =>
  check(Uint8Array.of(0xff, 0xc3, 0x6a, 0xe2, 0x86, 0x6b, 0xc2, 0x85, 0x80, 0x6c), ['j', 'k', 'l']));

test('a paste is one key, whatever is in it', () =>
  check('a\x1b[200~q\rR\x1b[A ä→😀\x03\x1b[201~b', ['a', 'paste q\rR\x1b[A ä→😀\x03', 'b']));
test('an empty paste', () => check('\x1b[200~\x1b[201~', ['paste ']));
test('two pastes', () => check('\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~', ['paste a', 'paste b']));
test('the end of a paste without its beginning is nothing', () => check('\x1b[201~a', ['a']));

test('a paste that never ends takes up no more than its bound, and its end is still seen', () => {
  const piece = Buffer.from('x'.repeat(50_000));
  let rest = parseKeys(noRest, Buffer.from('\x1b[200~')).rest;
  for (let count = 0; count < 40; count++) rest = parseKeys(rest, piece).rest;
  assert.equal(rest.paste?.length, pasteCharactersMax);
  assert.ok(rest.bytes.length < 8);
  const end = parseKeys(rest, Buffer.from('\x1b[201~j'));
  assert.deepEqual(end.keys, [
    {name: 'paste', text: 'x'.repeat(pasteCharactersMax)},
    {name: 'char', char: 'j'},
  ]);
});

test('what waits for the rest of a key is bounded', () => {
  for (const start of ['\x1b[', '\x1bO', '\x1b]']) {
    const {rest} = parseKeys(noRest, Buffer.from(start + '1'.repeat(100_000)));
    assert.ok(rest.bytes.length < 8192, `${rest.bytes.length} bytes wait`);
  }
});

/** The parser stops believing in a sequence after 64 bytes; what follows are characters again. */
function keysOfTail(pairs: number): readonly string[] {
  return '1;'.repeat(pairs).slice(63).split('');
}
