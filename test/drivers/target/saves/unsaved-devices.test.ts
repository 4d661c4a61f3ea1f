import assert from 'node:assert/strict';
import test from 'node:test';
import {extraDevices} from '../../../../src/drivers/target/extra-devices.ts';
import {descriptionOf, pciDevices, unsavedDevices} from '../../../../src/drivers/target/saves/unsaved-devices.ts';

const answer = [
  {
    bus: 0,
    devices: [
      {bus: 0, slot: 0, function: 0, qdev_id: ''},
      {bus: 0, slot: 2, function: 0, qdev_id: 'extra0'},
      {
        bus: 0,
        slot: 4,
        function: 0,
        qdev_id: 'bridge',
        pci_bridge: {devices: [{bus: 1, slot: 3, function: 1, qdev_id: 'behind'}]},
      },
    ],
  },
];

const stateWith = (...names: readonly string[]) =>
  Buffer.from(
    `QEVM\0\0binary{"page_size"\0${JSON.stringify({page_size: 4096, devices: names.map((name) => ({name}))})}`,
  );

function check(names: readonly string[], extra: readonly string[], expected: object) {
  const description = descriptionOf(stateWith(...names));
  assert.ok(description);
  assert.deepEqual(unsavedDevices(description, pciDevices(answer), extraDevices(extra)), expected);
}

test('the way to a device behind a bridge, as QEMU and as the system name it', () => {
  assert.deepEqual(pciDevices(answer).at(-1), {path: '0000:00:04.0:03.1', address: '0000:01:03.1', id: 'behind'});
});

test('a PCI device that is not in the state has to be found again', () =>
  check(['0000:00:04.0/bridge', '0000:00:04.0:03.1/nic'], ['edu'], {pci: ['0000:00:02.0'], hopeless: []}));
test('one behind a bridge is no other than that', () =>
  check(['0000:00:02.0/edu', '0000:00:04.0/bridge'], ['edu'], {pci: ['0000:01:03.1'], hopeless: []}));
test('all of them are there', () =>
  check(['0000:00:02.0/x', '0000:00:04.0/y', '0000:00:04.0:03.1/z'], ['edu'], {pci: [], hopeless: []}));
test('a device elsewhere that the state knows by nearly its name', () =>
  check(['0000:00:02.0/x', '0000:00:04.0/y', '0000:00:04.0:03.1/z', '1/TMP-105'], ['edu', 'tmp105'], {
    ...{pci: [], hopeless: []},
  }));
test('a device elsewhere that is not in the state can’t be had from a save', () =>
  check(['0000:00:02.0/x', '0000:00:04.0/y', '0000:00:04.0:03.1/z'], ['edu', 'sga'], {pci: [], hopeless: ['sga']}));

test('a state that ends in the middle says nothing', () => {
  const whole = stateWith('0000:00:02.0/x');
  assert.equal(descriptionOf(whole.subarray(0, -1)), null);
  assert.equal(descriptionOf(Buffer.from('no state')), null);
});
