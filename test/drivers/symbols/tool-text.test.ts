// What addr2line and objdump print, as places and instructions.
import assert from 'node:assert/strict';
import test from 'node:test';
import {addr2lineArguments, parsePlaces} from '../../../src/drivers/symbols/addr2line.ts';
import {aroundTrap, parseReadings} from '../../../src/drivers/symbols/disassemble.ts';

test('addr2line is asked within a section of a module, and by address in an image', () => {
  assert.deepEqual(addr2lineArguments('/m.ko', '.text', [1n, 0x20n]), [
    '-a',
    '-f',
    '-i',
    '-e',
    '/m.ko',
    '-j',
    '.text',
    '0x1',
    '0x20',
  ]);
  assert.deepEqual(addr2lineArguments('/vmlinux', undefined, [0xffffffff81000000n]).slice(-2), [
    '/vmlinux',
    '0xffffffff81000000',
  ]);
});

test('a place, those that it was inlined into, and one that is not known', () => {
  const output = `0x000000000000002c
level_of
/build/faults.c:37 (discriminator 2)
inlined_read
/build/sub/../faults.c:42
0x0000000000000031
??
??:0
0x0000000000000040
lost
/build/faults.c:?
0xffffffff81000000
start
./arch/x86/kernel/head.c:7
`;
  assert.deepEqual(
    [...parsePlaces(output)],
    [
      [
        0x2cn,
        {
          ...{function: 'level_of', file: '/build/faults.c', line: 37},
          inlined: [{function: 'inlined_read', file: '/build/faults.c', line: 42}],
        },
      ],
      [0xffffffff81000000n, {function: 'start', file: 'arch/x86/kernel/head.c', line: 7, inlined: []}],
    ],
  );
});

test('an output that is cut, or none at all, gives what is whole', () => {
  assert.deepEqual([...parsePlaces('')], []);
  assert.deepEqual([...parsePlaces('0x1\nmain')], []);
  assert.deepEqual([...parsePlaces('addr2line: no section\n')], []);
});

const objdump = `
/build/code-0:     file format binary


Disassembly of section .data:

0000000000000000 <.data>:
   0:\tadd    %al,(%rax)
   2:\t(bad)
   3:\tmov    0x8(%rax),%eax
   6:\tret

/build/code-1:     file format binary


Disassembly of section .data:

0000000000000000 <.data>:
   0:\tmov    0x0(%rip),%rax        # 0x7
   2:\tmov    0x8(%rax),%eax
   5:\tadd    $0x1,%eax
`;

test('the reading counts whose instructions meet the trap, and are all of them some', () => {
  const [first = [], second = []] = parseReadings(objdump);
  assert.deepEqual(aroundTrap(first, 3), [], 'what stands before is no instruction');
  assert.deepEqual(aroundTrap(first, 4), [], 'nothing begins there');
  assert.deepEqual(aroundTrap(second, 2), [
    {text: 'mov 0x0(%rip),%rax # 0x7', traps: false},
    {text: 'mov 0x8(%rax),%eax', traps: true},
    {text: 'add $0x1,%eax', traps: false},
  ]);
});
