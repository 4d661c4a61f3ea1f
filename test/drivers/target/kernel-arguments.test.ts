import assert from 'node:assert/strict';
import test from 'node:test';
import {
  detectorFaults,
  detectorTimes,
  kernelArguments,
  ramoopsArguments,
  ramoopsZone,
} from '../../../src/drivers/target/kernel-arguments.ts';

function faults(change: Partial<typeof detectorTimes>): readonly string[] {
  return detectorFaults({...detectorTimes, ...change});
}

test('the detectors as they are set come one after the other', () => assert.deepEqual(faults({}), []));

test('a hardware watchdog that is first leaves no evidence', () => {
  assert.deepEqual(faults({hardwareWatchdogSeconds: 9}), [
    'hung task (10 s) must come before hardware watchdog (9 s)',
    'hardware watchdog (9 s) leaves no time for a report before 17 s',
  ]);
});

test('an RCU stall must not hide a soft lockup', () =>
  assert.deepEqual(faults({rcuStallSeconds: 6}), ['soft lockup (6 s) must come before RCU stall (6 s)']));

test('half a soft lockup is whole seconds', () =>
  assert.deepEqual(faults({softLockupSeconds: 5}), ['soft lockup must be even: the kernel takes half of it']));

test('ramoops lies where the kernel is told to keep out', () => {
  const zone = ramoopsZone(256);
  assert.ok(kernelArguments(detectorTimes, zone).includes('memmap=1M$0xf000000'));
  assert.ok(ramoopsArguments(zone).includes('mem_address=0xf000000'));
});

test('what the times say is what the kernel is told', () => {
  const told = kernelArguments({...detectorTimes, softLockupSeconds: 8, panicRebootSeconds: 3}, ramoopsZone(512));
  assert.ok(told.includes('watchdog_thresh=4'));
  assert.ok(told.includes('panic=3'));
});
