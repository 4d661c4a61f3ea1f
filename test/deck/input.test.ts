import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import test from 'node:test';
import {listenToKeys} from '../../src/deck/input.ts';
import {splitTyped} from '../../src/deck/typed-bytes.ts';
import type {Clock} from '../../src/ports.ts';
import {keyNameOf} from '../../src/view/keys.ts';

interface Keyboard {
  readonly stdin: PassThrough;
  readonly told: readonly string[];
  /** Nothing more comes for as long as it takes to be sure. */
  silence(): void;
}

/** `typing` is on from the key `i` to ctrl-], as on the deck. */
function openKeyboard(): Keyboard {
  const stdin = new PassThrough();
  const told: string[] = [];
  let typing = false;
  let due: (() => void) | null = null;
  const clock: Clock = {
    nowMs: () => 0,
    after(_ms, then) {
      due = then;
      return () => {
        due = null;
      };
    },
  };
  listenToKeys(stdin, {
    clock,
    onKeys(keys) {
      const names = keys.map(keyNameOf);
      if (names.includes('i')) typing = true;
      if (names.includes('ctrl-]')) typing = false;
      told.push(names.join(' '));
    },
    isTyping: () => typing,
    marksPastes: () => false,
    onTyped: (bytes) => told.push(`typed ${JSON.stringify(Buffer.from(bytes).toString())}`),
    onEnd: () => told.push('end'),
  });
  return {
    stdin,
    told,
    silence() {
      due?.();
    },
  };
}

async function send({stdin}: Keyboard, ...chunks: readonly string[]): Promise<void> {
  for (const chunk of chunks) {
    stdin.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('keys that came together are told together', async () => {
  const keyboard = openKeyboard();
  await send(keyboard, 'jjj', 'k');
  assert.deepEqual(keyboard.told, ['j j j', 'k']);
});

test('an escape is Esc only after a silence', async () => {
  const keyboard = openKeyboard();
  await send(keyboard, '\x1b');
  assert.deepEqual(keyboard.told, []);
  keyboard.silence();
  assert.deepEqual(keyboard.told, ['escape']);
});

test('an arrow that is cut in two is no Esc', async () => {
  const keyboard = openKeyboard();
  await send(keyboard, '\x1b', '[A');
  keyboard.silence();
  assert.deepEqual(keyboard.told, ['up']);
});

test('while the console is typed into every byte goes to it, up to ctrl-]', async () => {
  const keyboard = openKeyboard();
  await send(keyboard, 'i', 'q\x03\x1b', '[A\x1bOP', 'x\x1dq', 'j');
  assert.deepEqual(keyboard.told, [
    'i',
    'typed "q\\u0003\\u001b"',
    'typed "[A\\u001bOP"',
    'typed "x"',
    'ctrl-]',
    'q',
    'j',
  ]);
});

test('the end of the terminal is told', async () => {
  const keyboard = openKeyboard();
  keyboard.stdin.end();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(keyboard.told, ['end']);
});

test('marks of a paste do not reach the line', () => {
  const pasted = Buffer.from('\x1b[200~ls\r\x1b[201~\x1b[20~');
  const {bytes, behind} = splitTyped(pasted, false);
  assert.equal(Buffer.from(bytes).toString(), 'ls\r\x1b[20~');
  assert.equal(behind.length, 0);
  assert.deepEqual(splitTyped(pasted, true).bytes, pasted, 'the target has asked for them');
});

test('ctrl-t takes one key for the deck, and what is typed around it goes to the line', () => {
  const {bytes, key, behind} = splitTyped(Buffer.from('ls\x14b\x1b[A'), false);
  assert.equal(Buffer.from(bytes).toString(), 'ls');
  assert.deepEqual(key, {name: 'ctrl', char: 't'});
  assert.equal(Buffer.from(behind).toString(), 'b\x1b[A');
});
