// Keys of the serial console, cut anywhere.
import assert from 'node:assert/strict';
import test from 'node:test';
import {commandHelp, commandKeys, commandOf} from '../../../src/view/serial-console/command-keys.ts';
import {readTyped} from '../../../src/view/serial-console/typed.ts';

/** Everything that was typed, one after the other: `>text` for the target, the command, or `?key`. */
function typed(...chunks: readonly string[]): readonly string[] {
  const got: string[] = [];
  let isAwaited = false;
  for (const chunk of chunks) {
    let rest: Uint8Array = Buffer.from(chunk, 'latin1');
    while (rest.length > 0) {
      const read = readTyped(isAwaited, rest);
      isAwaited = read.isAwaited;
      rest = read.behind;
      for (const piece of read.pieces) {
        if (piece.kind === 'bytes') got.push(`>${Buffer.from(piece.bytes).toString('latin1')}`);
        else got.push(piece.kind === 'command' ? piece.command : `?${piece.key}`);
      }
    }
  }
  return got;
}

function check(text: string, expected: readonly string[]): void {
  for (let cut = 0; cut <= text.length; cut++) {
    const got = typed(text.slice(0, cut), text.slice(cut));
    assert.deepEqual(joined(got), expected, `cut at ${cut}`);
  }
}

/** Bytes for the target that follow each other are the same in one piece. */
function joined(pieces: readonly string[]): readonly string[] {
  const all: string[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (piece.startsWith('>') && last?.startsWith('>')) all[all.length - 1] = last + piece.slice(1);
    else all.push(piece);
  }
  return all;
}

test('keys go to the target as they are', () => check('ls -l\r\x03\x1a\x1b[A\xff', ['>ls -l\r\x03\x1a\x1b[A\xff']));
test('ctrl-t and a letter is a command', () => check('a\x14bc\x14q', ['>a', 'sendBreak', '>c', 'quit']));
test('a capital is as good', () => check('\x14Q', ['quit']));
test('ctrl-t twice sends it', () => check('\x14\x14x', ['sendKey', '>x']));
test('a key that means nothing is told, not sent', () => check('\x14xy', ['?x', '>y']));
test('ctrl-t alone waits', () => check('\x14', []));

test('what is behind a command is left to what the command opens', () => {
  const read = readTyped(false, Buffer.from('\x14/panic\r'));
  assert.deepEqual(read.pieces, [{kind: 'command', command: 'search'}]);
  assert.equal(Buffer.from(read.behind).toString(), 'panic\r');
});

test('every command has one key and a row of help', () => {
  assert.equal(new Set(commandKeys.map(({key}) => key)).size, commandKeys.length);
  assert.equal(new Set(commandKeys.map(({does}) => does)).size, commandKeys.length);
  assert.equal(commandHelp().length, commandKeys.length);
  for (const {key, does} of commandKeys) assert.equal(commandOf(key), does);
  assert.equal(commandOf('x'), undefined);
});
