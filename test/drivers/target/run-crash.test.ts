import assert from 'node:assert/strict';
import test from 'node:test';
import type {TargetEvent} from '../../../src/core/target-events.ts';
import {type Crash, crashOf, interferenceOf} from '../../../src/drivers/target/run-crash.ts';
import {frame, report} from './reports-for-tests.ts';

const panicked: TargetEvent = {type: 'target.panicked', report: report('oops', 'BUG: bad in ring_read')};
const oopsed: TargetEvent = {type: 'target.oopsed', report: report('oops', 'BUG: bad in ring_read')};
const hung: TargetEvent = {type: 'target.hung', silentSeconds: 17, lastLines: []};
const fired: TargetEvent = {type: 'target.watchdogFired', registers: ''};
const reset = (cause: 'person' | 'panic' | 'unexpected'): TargetEvent => ({type: 'target.wasReset', cause});
const up: TargetEvent = {type: 'target.cameUp', boot: 2, release: '6.1', bootId: 'b'};

function check(name: string, events: readonly TargetEvent[], crash: Crash | null, interference: string | null): void {
  test(name, () => assert.deepEqual([crashOf(events), interferenceOf(events)], [crash, interference]));
}

check('a quiet run', [], null, null);
check('an oops alone', [oopsed], {how: 'oopsed', why: 'BUG: bad in ring_read'}, null);
check(
  'an oops that ends in a panic',
  [oopsed, panicked, reset('panic'), up],
  {how: 'panicked', why: 'BUG: bad in ring_read'},
  null,
);
check(
  'a hang stays a hang when the NMI ends in a panic, which says where it hung',
  [
    hung,
    fired,
    {type: 'target.panicked', report: {...report('hang', 'hang in do_one_initcall'), moduleFrame: frame('spin')}},
  ],
  {how: 'hung', why: 'the target was silent for 17 s; it was in spin'},
  null,
);
check(
  'the module is named when the title does not',
  [
    {
      type: 'target.panicked',
      report: {...report('slab', 'BUG: Poison overwritten in kmalloc'), moduleFrame: frame('ring_open')},
    },
  ],
  {how: 'panicked', why: 'BUG: Poison overwritten in kmalloc, called from ring_open'},
  null,
);
check(
  'a reset without a word is the module’s doing',
  [reset('unexpected')],
  {how: 'panicked', why: 'the target was reset without a word on its console'},
  null,
);
check(
  'QEMU that gave up over what the module did',
  [{type: 'target.died', why: 'QEMU was killed by SIGABRT: hw_error'}],
  {how: 'panicked', why: 'the machine stopped: QEMU was killed by SIGABRT: hw_error'},
  null,
);
check('a person’s reset says nothing of the module', [reset('person')], null, 'the target was reset by a person');
check(
  'a person who resets a target that panicked is not the reason',
  [panicked, reset('person')],
  {how: 'panicked', why: 'BUG: bad in ring_read'},
  null,
);
check(
  'a hang that a detector of the kernel made a panic of is still a hang',
  [{type: 'target.panicked', report: {...report('softLockup', 'BUG: soft lockup in ring_write'), panicked: true}}],
  {how: 'hung', why: 'BUG: soft lockup in ring_write'},
  null,
);
check(
  'a boot that said afterwards that the watchdog had ended the one before',
  [reset('unexpected'), {type: 'target.resetExplained', boot: 1, cause: 'watchdog'}],
  {how: 'hung', why: 'the hardware watchdog fired'},
  null,
);
const killed = {type: 'target.died', why: 'QEMU was killed by SIGKILL'} as const;
check(
  'QEMU that was killed from outside says nothing of the module',
  [{...killed, signal: 'SIGKILL'}],
  {how: 'panicked', why: 'the machine stopped: QEMU was killed by SIGKILL'},
  'QEMU was killed by SIGKILL',
);
check(
  'words alone are no signal',
  [killed],
  {how: 'panicked', why: 'the machine stopped: QEMU was killed by SIGKILL'},
  null,
);
check(
  'a line that is unplugged says nothing of the module',
  [{type: 'target.lineLost', why: 'the plug was pulled'}],
  null,
  "the console's line went away during the run: the plug was pulled",
);
