import assert from 'node:assert/strict';
import test from 'node:test';
import {readBtf} from '../../../src/drivers/kernel-docs/btf.ts';
import {btfEntries} from '../../../src/drivers/kernel-docs/btf-entries.ts';
import {btfBytes, someTypes} from './btf-bytes.ts';

function textOf(name: string, little = true): string | undefined {
  const btf = readBtf(btfBytes(someTypes, little));
  assert.ok(btf);
  return [...btfEntries(btf, 'image')].find((entry) => entry.name === name)?.text;
}

const check = (what: string, name: string, expected: string) => test(what, () => assert.equal(textOf(name), expected));

check('a function with its parameters, the last ones open', 'say', 'int say(const char *format, ...);');
check('a function without parameters', 'stop', 'void stop(void);');
check(
  'a function that returns a pointer to one',
  'chosen',
  'size_t (*chosen(int on))(struct file *, char __user *, size_t);',
);
check('a typedef', 'size_t', 'typedef long unsigned int size_t;');
check('a variable', 'ticks', 'long unsigned int ticks;');
check('an enum, one value below zero', 'state', 'enum state {\n\tOFF = 0,\n\tON = 1,\n\tBROKEN = -1,\n};');
check('a constant of an enum', 'ON', 'ON = 1 /* of enum state */');
check('a constant of 64 bits', 'BIG', 'BIG = 4294967296 /* of enum wide */');
check(
  'a structure: pointers, bit fields, a union without a name, an array',
  'operations',
  [
    'struct operations {',
    '\tconst char *const name;                         /* 0 8 */',
    '\tsize_t (*read)(struct file *, char __user *, size_t); /* 8 8 */',
    '\tint on:1;                                       /* 16:0 1 bit */',
    '\tint mode:3;                                     /* 16:1 3 bits */',
    '\tunion {',
    '\t\tlong unsigned int word;                 /* 24 8 */',
    '\t\tint half;                               /* 24 4 */',
    '\t};                                              /* 24 8 */',
    '\tint slots[16];                                  /* 32 64 */',
    '}; /* 96 bytes */',
  ].join('\n'),
);

test('the other order of bytes says the same', () => {
  assert.equal(textOf('operations', false), textOf('operations', true));
});

test("a module's types count on from the kernel's, and its strings too", () => {
  const base = readBtf(btfBytes(someTypes));
  assert.ok(base);
  const own = readBtf(btfBytes([{kind: 12, more: 17}]), base);
  assert.ok(own);
  assert.deepEqual([own.firstType, own.lastType], [26, 26]);
  assert.deepEqual(own.type(26), {kind: 'function', name: '', prototype: 17});
  assert.deepEqual(own.type(23), base.type(23));
});

test('cut at any byte it tells what is whole, and ends', () => {
  const whole = btfBytes(someTypes);
  for (let length = 0; length < whole.length; length++) assert.equal(readBtf(whole.subarray(0, length)), null);
  // A header that claims less than there is: types that are cut are not there.
  for (let bytes = 0; bytes < 200; bytes += 4) {
    const cut = Buffer.from(whole);
    cut.writeUInt32LE(bytes, 12);
    const btf = readBtf(cut);
    assert.ok(btf);
    assert.ok([...btfEntries(btf, 'image')].length <= 4);
  }
});

test('types that lead back to themselves, or nowhere, end', () => {
  const btf = readBtf(
    btfBytes([
      {kind: 2, more: 1},
      {kind: 8, name: 'round', more: 1},
      {kind: 8, name: 'nowhere', more: 999},
      {kind: 4, name: 'self', more: 8, count: 1, words: ['next', 4, 0]},
      {kind: 30, name: 'of a kind to come'},
      {kind: 8, name: 'behind it', more: 1},
    ]),
  );
  assert.ok(btf);
  const names = [...btfEntries(btf, 'image')].map(({name}) => name);
  assert.deepEqual(names, ['round', 'nowhere', 'self']);
});
