import assert from 'node:assert/strict';
import test from 'node:test';
import {loadOrder, moduleName, parseModuleIndex} from '../../../src/drivers/target/modules-dep.ts';

const index = parseModuleIndex(
  [
    'kernel/fs/pstore/ramoops.ko: kernel/lib/reed_solomon.ko',
    'kernel/lib/reed_solomon.ko:',
    'kernel/drivers/virtio/virtio_pci.ko: kernel/drivers/virtio/virtio.ko kernel/drivers/virtio/virtio_ring.ko',
    'kernel/drivers/virtio/virtio.ko: kernel/drivers/virtio/virtio_ring.ko',
    'kernel/drivers/virtio/virtio_ring.ko:',
    'kernel/a.ko: kernel/b.ko',
    'kernel/b.ko: kernel/a.ko',
  ].join('\n'),
  'kernel/drivers/tty/serial/8250/8250.ko\n',
);

function check(wanted: readonly string[], names: readonly string[], missing: readonly string[]): void {
  const order = loadOrder(index, wanted);
  assert.deepEqual({names: order.paths.map(moduleName), missing: order.missing}, {names, missing});
}

test('what a module needs is loaded before it', () => check(['ramoops'], ['reed_solomon', 'ramoops'], []));
test('needed twice, loaded once', () => check(['virtio-pci'], ['virtio_ring', 'virtio', 'virtio_pci'], []));
test('what is built in is not loaded', () => check(['8250'], [], []));
test('what the kernel has not is missing', () => check(['zebra', 'ramoops'], ['reed_solomon', 'ramoops'], ['zebra']));
test('modules that need each other end', () => check(['a'], ['b', 'a'], []));
test('compressed modules keep their name', () => assert.equal(moduleName('kernel/x/i2c-dev.ko.xz'), 'i2c_dev'));
