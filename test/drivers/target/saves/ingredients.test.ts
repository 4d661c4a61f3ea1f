import assert from 'node:assert/strict';
import {rename, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {changesBetween, ingredientsOf, saveKeyOf} from '../../../../src/drivers/target/saves/ingredients.ts';
import {temporaryFolder} from '../../../temporary.ts';

async function machineIn(t: TestContext) {
  const folder = await temporaryFolder(t);
  const [qemu, kernelImage] = [join(folder, 'qemu'), join(folder, 'vmlinux')];
  await writeFile(qemu, 'a program');
  await writeFile(kernelImage, 'a kernel');
  return {
    ...{qemu, kernelImage, initramfs: '/cache/initramfs-6.1-abc', kernelArguments: ['console=ttyS0']},
    ...{accelerator: 'tcg' as const, machine: 'pc', memoryMiB: 256, cpus: 1, devices: []},
  };
}

test('each thing that a machine is made of has a part in the key', async (t) => {
  const machine = await machineIn(t);
  const given = await ingredientsOf(machine);
  const check = async (change: Partial<typeof machine> | {accelerator: 'kvm'}, changed: readonly string[]) => {
    const other = await ingredientsOf({...machine, ...change});
    assert.deepEqual(changesBetween(given, other), changed);
    assert.notEqual(saveKeyOf(other), saveKeyOf(given));
  };
  await check({initramfs: '/cache/initramfs-6.1-def'}, ['initramfs']);
  await check({kernelArguments: ['console=ttyS0', 'quiet']}, ['arguments']);
  await check({devices: ['edu']} as never, ['arguments']);
  await check({machine: 'q35'}, ['arguments']);
  await check({memoryMiB: 512}, ['arguments']);
  await check({cpus: 2}, ['arguments']);
  await check({accelerator: 'kvm'}, ['arguments', 'host']);
});

test('a kernel is known by its content, and QEMU by its file', async (t) => {
  const machine = await machineIn(t);
  const given = await ingredientsOf(machine);
  assert.deepEqual(await ingredientsOf(machine), given);
  await writeFile(`${machine.kernelImage}.new`, 'a kernel');
  await rename(`${machine.kernelImage}.new`, machine.kernelImage);
  assert.deepEqual(await ingredientsOf(machine), given, 'the same kernel in another file');
  await writeFile(machine.kernelImage, 'a krenel');
  assert.deepEqual(changesBetween(given, await ingredientsOf(machine)), ['kernel']);
  await writeFile(machine.kernelImage, 'a kernel');
  await utimes(machine.qemu, 1, 1);
  assert.deepEqual(changesBetween(given, await ingredientsOf(machine)), ['qemu']);
});

test('two sessions with folders of their own share a save', async (t) => {
  const machine = await machineIn(t);
  const elsewhere = {...machine, initramfs: '/other/cache/initramfs-6.1-abc'};
  assert.equal(saveKeyOf(await ingredientsOf(elsewhere)), saveKeyOf(await ingredientsOf(machine)));
});
