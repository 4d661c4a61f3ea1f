// The ladder, rung by rung: which follows which, on targets that have some of them, and where it ends.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Rung} from '../../../src/core/target-events.ts';
import {silenceMs} from '../../../src/drivers/target/deadlines.ts';
import {detectorTimes as times} from '../../../src/drivers/target/kernel-arguments.ts';
import type {Observation} from '../../../src/drivers/target/lifecycle-state.ts';
import {
  boardRungs,
  boot,
  bootTold,
  checkAfterBoot,
  examined,
  firstLine,
  harvested,
  hello,
  nextBoot,
  nextBootTold,
  on,
  oops,
  overdue,
  panic,
  reset,
  type Seen,
  started,
  story,
  taken,
  watchdog,
} from './lifecycle-story.ts';

const noRegisters: Observation = {kind: 'examined', registers: ''};
const registersBy = (rung: Rung) => `evidence of 1: registers by ${rung}`;

checkAfterBoot(
  'a kernel that oopsed and does not panic is made to',
  [oops, overdue, examined, panic, reset, overdue],
  [
    ...['oopsed', 'rung kernel 10', '-> examine', registersBy('nmi'), 'rung nmi 21', '-> take nmi'],
    ...['panicked', 'evidence of 1: backtrace by nmi', 'wasReset recovery'],
  ],
);
checkAfterBoot(
  'a panic that does not reboot has the watchdog’s time, then a reset; its kernel takes no NMI',
  [panic, overdue, overdue, examined, taken('reset'), reset, overdue],
  [
    ...['panicked', 'rung kernel 21', 'rung watchdog 4', '-> examine', registersBy('reset')],
    ...['rung reset 10', '-> take reset', 'wasReset recovery'],
  ],
);
checkAfterBoot(
  'the watchdog ends a hang',
  [overdue, watchdog, examined, panic, reset, ...nextBoot],
  [
    ...['hung 17', 'rung watchdog 8', '-> examine', 'watchdogFired', 'rung nmi 21', '-> take nmi'],
    ...['panicked', 'evidence of 1: backtrace by nmi', 'wasReset watchdog', ...nextBootTold],
  ],
);
checkAfterBoot(
  'a backtrace is the NMI’s also when pvpanic tells of the panic first',
  [watchdog, examined, {kind: 'guestPanicked'}, panic, reset, overdue],
  [
    ...['hung 0', '-> examine', 'watchdogFired', 'rung nmi 21', '-> take nmi'],
    ...['panicked', 'evidence of 1: backtrace by nmi', 'wasReset watchdog'],
  ],
);
checkAfterBoot(
  'the watchdog of a target that nobody had declared hung',
  [watchdog, examined, panic, reset, overdue],
  [
    ...['hung 0', '-> examine', 'watchdogFired', 'rung nmi 21', '-> take nmi'],
    ...['panicked', 'evidence of 1: backtrace by nmi', 'wasReset watchdog'],
  ],
);
checkAfterBoot(
  'a kernel that takes no NMI after its watchdog fired',
  [watchdog, examined, taken('nmi'), overdue, taken('reset'), reset, overdue],
  [
    ...['hung 0', '-> examine', 'watchdogFired', 'rung nmi 21', '-> take nmi', 'rung reset 10', '-> take reset'],
    'wasReset watchdog',
  ],
);
checkAfterBoot(
  'registers that do not come hold nothing up',
  [watchdog, overdue, panic, reset, overdue],
  [
    ...['hung 0', '-> examine', 'rung nmi 21', '-> take nmi', 'panicked'],
    ...['evidence of 1: backtrace by nmi', 'wasReset watchdog'],
  ],
);

const wholeLadder: readonly Seen[] = [overdue, overdue, examined, taken('nmi'), overdue, taken('reset'), overdue];
const wholeLadderTold = [
  ...['hung 17', 'rung watchdog 8', '-> examine', registersBy('nmi'), 'rung nmi 21', '-> take nmi'],
  ...['rung reset 10', '-> take reset', 'rung restart 120', 'wasReset recovery', '-> kill', '-> start kept'],
];
checkAfterBoot(
  'a hang that no watchdog ends takes one rung after the other',
  [...wholeLadder, started],
  [...wholeLadderTold, 'poweredOn 2', '-> continue'],
);
checkAfterBoot(
  'a target that nothing brought back is lost, and its RAM is read',
  [...wholeLadder, started, overdue],
  [...wholeLadderTold, 'poweredOn 2', '-> continue', 'hung 50', 'lost', '-> kill', '-> salvage'],
);
checkAfterBoot(
  'a rung that can’t be taken is followed by the next at once',
  [watchdog, examined, {kind: 'notTaken', rung: 'nmi', why: 'refused'}],
  ['hung 0', '-> examine', 'watchdogFired', 'rung nmi 21', '-> take nmi', 'rung reset 10', '-> take reset'],
);
checkAfterBoot(
  'a target that came up again starts at the foot of the ladder',
  [...wholeLadder, started, ...nextBoot, overdue],
  [...wholeLadderTold, 'poweredOn 2', '-> continue', ...nextBootTold, 'hung 17', 'rung watchdog 8'],
);

const ladderOfBoard: readonly Seen[] = [overdue, overdue, noRegisters, taken('sysrq'), overdue, taken('reset')];
checkAfterBoot(
  'a board that hangs: SysRq, the reset line, and last the power cycle, which costs ramoops',
  [...ladderOfBoard, overdue, taken('cycle'), reset, ...nextBoot],
  [
    ...['hung 17', 'rung watchdog 8', '-> examine', 'rung sysrq 21', '-> take sysrq', 'rung reset 10', '-> take reset'],
    ...['rung cycle 10', '-> take cycle', 'wasReset recovery', ...nextBootTold],
  ],
  boardRungs,
);
checkAfterBoot(
  'a reset after which no kernel speaks is followed by a blunter one',
  [...ladderOfBoard, ...[reset, overdue, overdue, noRegisters, taken('cycle'), reset, overdue, overdue]],
  [
    ...['hung 17', 'rung watchdog 8', '-> examine', 'rung sysrq 21', '-> take sysrq', 'rung reset 10', '-> take reset'],
    ...['wasReset recovery', 'hung 50', '-> examine', 'rung cycle 10', '-> take cycle', 'wasReset recovery'],
    ...['-> salvage', 'hung 50', 'lost', '-> kill', '-> salvage'],
  ],
  boardRungs,
);
checkAfterBoot(
  'a board without power or SysRq waits for its watchdog and is then lost',
  [overdue, overdue],
  ['hung 17', 'rung watchdog 8', 'lost', '-> kill', '-> salvage'],
  ['kernel', 'watchdog'],
);
checkAfterBoot(
  'a board that nothing can reset says so to who asks',
  [{kind: 'asked', what: 'reset'}],
  ['lost', '-> kill', '-> salvage'],
  ['kernel'],
);
checkAfterBoot(
  'a kernel of which no reboot is to be expected is not waited for as long',
  [panic, overdue, noRegisters],
  ['panicked', '-> examine', 'rung reset 10', '-> take reset'],
  ['reset'],
);

checkAfterBoot(
  'a panicked board without a reset line is asked by SysRq before its power is cut',
  [panic, overdue, overdue, noRegisters, taken('sysrq'), overdue],
  [
    ...['panicked', 'rung kernel 21', 'rung watchdog 4', '-> examine', 'rung sysrq 21', '-> take sysrq'],
    ...['rung cycle 10', '-> take cycle'],
  ],
  ['kernel', 'watchdog', 'sysrq', 'cycle'],
);

test('a kernel that never says a word is reset, then started anew, then lost', () => {
  const told = story([on, started, overdue, examined, taken('reset'), overdue, started, overdue]);
  assert.deepEqual(told.slice(3), [
    ...['hung 50', '-> examine', registersBy('reset'), 'rung reset 10', '-> take reset', 'rung restart 120'],
    ...['wasReset recovery', '-> kill', '-> start kept', 'poweredOn 2', '-> continue'],
    ...['hung 50', 'lost', '-> kill', '-> salvage'],
  ]);
});
test('a boot that hangs half way has no watchdog to wait for', () => {
  const told = story([on, started, firstLine, overdue, examined]);
  assert.deepEqual(told.slice(3), [
    'bootStarted 1',
    'hung 50',
    '-> examine',
    registersBy('nmi'),
    'rung nmi 21',
    '-> take nmi',
  ]);
});
test('a boot that comes up while it is being given up is up', () => {
  const told = story([on, started, firstLine, overdue, examined, taken('nmi'), hello('a'), harvested(1)]);
  assert.deepEqual(told.slice(-2), ['-> harvest', 'cameUp 1']);
});
test('a hello after a panic at boot is that of the next boot, also when nothing else was seen of it', () => {
  const told = story([on, started, firstLine, panic, hello('b'), harvested(2)]);
  assert.deepEqual(told.slice(3), [
    ...['bootStarted 1', 'panicked', 'rung kernel 21', 'wasReset panic', 'bootStarted 2', 'harvestStarted 2'],
    ...['-> salvage', '-> harvest', 'harvested 2', 'cameUp 2'],
  ]);
});
test('silence is no hang before the kernel could have said so itself', () => {
  const slowest = times.hungTaskSeconds + times.hungTaskCheckSeconds;
  assert.ok(silenceMs(times) > 1000 * slowest);
  assert.ok(silenceMs(times) < 1000 * times.hardwareWatchdogSeconds);
  assert.equal(silenceMs({...times, silenceSeconds: 60}), 60_000, 'unless the target says otherwise');
});
test('what the target says of its watchdog counts, not what it was to be', () => {
  const hello60: Observation = {
    kind: 'hello',
    hello: {release: '6.1', bootId: 'a', bootStatus: 0, heartbeatSeconds: 60},
  };
  const told = story([...boot.slice(0, 3), hello60, ...boot.slice(4), overdue]);
  assert.deepEqual(told.slice(bootTold.length), ['hung 17', 'rung watchdog 48']);
});
test('heartbeats that come back do not put a rung off for ever', () => {
  const beats = Array<Observation>(50).fill({kind: 'heartbeat'});
  const told = story([...boot, overdue, ...beats, overdue, examined, hello('a')]);
  assert.deepEqual(told.slice(bootTold.length), wholeLadderTold.slice(0, 6));
});
checkAfterBoot(
  'a rung that never ends being taken is followed by the next',
  [watchdog, examined, overdue, overdue],
  [
    ...['hung 0', '-> examine', 'watchdogFired', 'rung nmi 21', '-> take nmi', 'rung reset 10', '-> take reset'],
    ...['rung restart 120', 'wasReset watchdog', '-> kill', '-> start kept'],
  ],
);
