// Who allocated, told as a number: said to be one that nothing in the log leads from.
import assert from 'node:assert/strict';
import test from 'node:test';
import {bareAddresses} from '../../../src/drivers/symbols/bare-addresses.ts';

function check(line: string, ...expected: readonly string[]): void {
  assert.deepEqual(
    bareAddresses({lines: ['BUG ring_items: Objects remaining', line, line]}).map(({frame}) => frame),
    expected,
    line,
  );
}

test('an address in the place of a name is told once, and why it leads nowhere', () => {
  check('Allocated in 0xffffffffc05b802b age=12 cpu=0 pid=107', '0xffffffffc05b802b');
  check('Freed in 0xffffffffc05b8038 age=0 cpu=0 pid=107', '0xffffffffc05b8038');
  check(' 0xffffffffc05b802b', '0xffffffffc05b802b');
  check('RIP: 0010:0xffffffffc05b8020', '0xffffffffc05b8020');
  const [place] = bareAddresses({lines: [' 0xffffffffc05b802b']});
  assert.ok(place !== undefined && 'refused' in place);
  assert.match(place.refused, /^0xffffffffc05b802b has no name in the log, and .* loaded at is not in it$/);
});

test('addresses that are no code are left alone', () => {
  check('Allocated in ring_init+0x2b/0x90 [ring] age=0 cpu=0 pid=107');
  check('Object 0x00000000a1b2c3d4 @offset=1608');
  check('Slab 0x00000000f2c5fd1e objects=21 used=1 fp=0x000000001b3d5e66 flags=0x100000000000200');
  check('0xff292b1103773648-0xff292b1103773648 @offset=1608. First byte 0x78 instead of 0x6b');
});
