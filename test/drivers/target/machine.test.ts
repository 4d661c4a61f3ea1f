import assert from 'node:assert/strict';
import test from 'node:test';
import {type MachineOptions, machineArguments} from '../../../src/drivers/target/machine.ts';

const options: MachineOptions = {
  ...{name: '/s/one,two', machine: 'pc', qemu: 'qemu', kernelImage: 'k', initramfs: 'i', kernelArguments: []},
  ...{accelerator: 'tcg', memoryMiB: 256, cpus: 1, devices: []},
};

test('a session’s QEMU is found by its folder', () => {
  const given = machineArguments(options);
  assert.equal(given[given.indexOf('-name') + 1], 'guest=/s/one,,two');
});

test('a machine whose state was saved waits for it, and is else the same', () => {
  const [booted, restored] = [machineArguments(options), machineArguments({...options, stateFd: 9})];
  assert.deepEqual(restored.toSpliced(restored.indexOf('-incoming'), 2), booted);
});

test('the machine is the one that was asked for, its RAM in the given file', () => {
  const given = machineArguments({...options, machine: 'q35,hpet=off', ramFd: 5});
  assert.equal(given[given.indexOf('-machine') + 1], 'q35,hpet=off,memory-backend=ram');
});
