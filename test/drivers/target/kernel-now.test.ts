import assert from 'node:assert/strict';
import test from 'node:test';
import {parseKernelNow} from '../../../src/drivers/target/kernel-now.ts';

const own = 'virtio_console 45056 2 - Live 0xffffffffc0000000\nramoops 32768 0 - Live 0xffffffffc0010000\n';

test('a module from outside of the tree is told from the kernel’s own', () =>
  assert.deepEqual(parseKernelNow(`9182\n12288\nring 16384 0 - Live 0xffffffffc0020000 (OE)\n${own}`), {
    modules: ['ring'],
    ownModules: 2,
    taint: 'OE',
  }));
test('one that is on its way out is still loaded', () =>
  assert.deepEqual(parseKernelNow('1\n4096\nring 16384 0 - Unloading 0xffffffffc0020000 (O-)\n')?.modules, ['ring']));
test('a kernel without modules has none', () =>
  assert.deepEqual(parseKernelNow('1\n0\n'), {modules: [], ownModules: 0, taint: ''}));
test('a heartbeat that tells nothing', () => {
  for (const said of ['', '9182', '9182\n', '9182\nx\n']) assert.equal(parseKernelNow(said), undefined);
});
test('the newest are named, however many there are', () => {
  const many = Array.from({length: 40}, (_, at) => `m${at} 1 0 - Live 0x0 (O)`).join('\n');
  assert.equal(parseKernelNow(`1\n4096\n${many}\n`)?.modules.length, 16);
});
