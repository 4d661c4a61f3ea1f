import assert from 'node:assert/strict';
import test from 'node:test';
import {type CodeMap, frameAt, parseBases, parseReturns} from '../../../../src/drivers/examine/dynamic/leak-sites.ts';

const code = {alignment: 16, isCode: true};
const map: CodeMap = {
  module: 'ring',
  object: {
    ...{isRelocatable: true, hasDebugLines: true},
    sections: [
      {name: '.text', index: 1, size: 0x1200, ...code},
      {name: '.init.text', index: 2, size: 0x80, ...code},
    ],
    symbols: [
      {name: 'ring_new', value: 0x0n, size: 0x90, section: 1},
      {name: 'ring_far', value: 0x1000n, size: 0x100, section: 1},
      {name: 'ring_init', value: 0x0n, size: 0x80, section: 2},
    ],
  },
  returns: new Map([
    ['.text', new Set([0x34, 0x1044])],
    ['.init.text', new Set([0x61])],
  ]),
};
const bases = parseBases('section .text 0xffffffffa0000000\nsection .init.text 0xffffffffa0005000\nfile /dev/ring\n');

/** As words: function and offset. */
function check(address: bigint, expected: string | null): void {
  const frame = frameAt(address, map, bases);
  assert.equal(frame === null ? null : `${frame.symbol}+0x${frame.offset.toString(16)}`, expected);
}

test('an address in the sections as they lay', () => {
  check(0xffffffffa0000034n, 'ring_new+0x34');
  check(0xffffffffa0001044n, 'ring_far+0x44');
  check(0xffffffffa0005061n, 'ring_init+0x61');
});

test('a module that lay elsewhere is known by its place in the page and by what a call returns to', () => {
  check(0xffffffffa0009034n, 'ring_new+0x34');
  check(0xffffffffa0009061n, 'ring_init+0x61');
});

test('of what could be two places, or none, nothing is said', () => {
  check(0xffffffffa0009035n, null);
  const both = {...map, returns: new Map([...map.returns, ['.init.text', new Set([0x34])]])};
  assert.equal(frameAt(0xffffffffa0009034n, both, bases), null);
});

test('a call that is the last instruction of a function returns to its end', () =>
  check(0xffffffffa0000090n, 'ring_new+0x90'));

test('what readelf says of calls', () => {
  const text = `
Relocation section '.rela.text' at offset 0x1f3a8 contains 3 entries:
    Offset             Info             Type               Symbol's Value  Symbol's Name + Addend
0000000000000030  0000004f00000004 R_X86_64_PLT32         0000000000000000 kmalloc_trace - 4
0000000000000051  0000000b0000000b R_X86_64_32S           0000000000000000 .rodata + 0

Relocation section '.rela.init.text' at offset 0x1f4b0 contains 1 entry:
    Offset             Info             Type               Symbol's Value  Symbol's Name + Addend
000000000000005d  0000004f00000004 R_X86_64_PLT32         0000000000000000 ring_new - 4
`;
  assert.deepEqual(
    parseReturns(text),
    new Map([
      ['.text', new Set([0x34])],
      ['.init.text', new Set([0x61])],
    ]),
  );
});
