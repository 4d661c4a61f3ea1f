import assert from 'node:assert/strict';
import test from 'node:test';
import {openNotes} from '../../src/cli/console-notes.ts';
import type {TargetEvent} from '../../src/core/target-events.ts';

test('after a crash a console says what was kept, and that the target is up again; of a first boot it says nothing', () => {
  const note = openNotes('qemu');
  const up: TargetEvent = {type: 'target.cameUp', boot: 1, release: '6.1.0', bootId: 'x'};
  const record = {name: 'dmesg-ramoops-0', bytes: 9, file: '/kept/dmesg-ramoops-0', reports: []};
  const events: readonly TargetEvent[] = [
    {type: 'target.bootStarted', boot: 1, release: '6.1.0'},
    up,
    {type: 'target.wasReset', cause: 'panic'},
    {type: 'target.harvested', boot: 2, records: [record], unreadable: []},
    {...up, boot: 2},
    {...up, boot: 2},
  ];
  assert.deepEqual(events.map(note), [
    ...[null, null, null],
    'a record of the crash was kept: /kept/dmesg-ramoops-0',
    'qemu is up again, boot 2',
    null,
  ]);
});
