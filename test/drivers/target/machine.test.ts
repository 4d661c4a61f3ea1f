import assert from 'node:assert/strict';
import test from 'node:test';
import {machineArguments} from '../../../src/drivers/target/machine.ts';

test('a session’s QEMU is found by its folder', () => {
  const given = machineArguments({
    ...{name: '/s/one,two', qemu: 'qemu', kernelImage: 'k', initramfs: 'i', kernelArguments: []},
    ...{accelerator: 'tcg', memoryMiB: 256, cpus: 1, devices: []},
  });
  assert.equal(given[given.indexOf('-name') + 1], 'guest=/s/one,,two');
});
