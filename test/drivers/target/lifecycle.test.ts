// The lives of a target, one after the other: how each begins and ends, and what is told of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Observation} from '../../../src/drivers/target/lifecycle-state.ts';
import {
  boot,
  bootTold,
  checkAfterBoot,
  died,
  firstLine,
  harvested,
  hello,
  leak,
  lifeOf,
  nextBoot,
  nextBootTold,
  on,
  oops,
  overdue,
  panic,
  reset,
  started,
  story,
} from './lifecycle-story.ts';

test('a first boot has no past to tell of', () => assert.deepEqual(story(boot), bootTold));

const rebootingTold = ['panicked', 'rung kernel 21', 'wasReset panic'];
const rebooted = [...rebootingTold, ...nextBootTold];
checkAfterBoot(
  'a reboot resets the machine many times and is one',
  [panic, reset, reset, reset, overdue, reset, ...nextBoot],
  rebooted,
);
checkAfterBoot('the first line of a kernel ends the wait for more resets', [panic, reset, ...nextBoot], rebooted);
checkAfterBoot(
  'an oops that ends in a panic is told as both',
  [oops, panic, reset, ...nextBoot],
  ['oopsed', 'rung kernel 10', 'panicked', 'wasReset panic', ...nextBootTold],
);
checkAfterBoot(
  'a panic that only pvpanic told of',
  [{kind: 'guestPanicked'}, reset, ...nextBoot],
  ['panicked', 'wasReset panic', ...nextBootTold],
);
checkAfterBoot('a panic that pvpanic told of first', [{kind: 'guestPanicked'}, panic, reset, ...nextBoot], rebooted);
checkAfterBoot(
  'a console that lags behind the reset',
  [reset, panic, ...nextBoot],
  ['panicked', 'wasReset panic', ...nextBootTold],
);
checkAfterBoot('a report that leaves the kernel sound changes nothing', [leak], []);
checkAfterBoot(
  'of a flood of reports and panics the first is told, in every boot',
  [...Array<Observation>(20).fill(oops), panic, panic, panic, reset, oops, ...nextBoot, oops, oops, panic, panic],
  [
    ...['oopsed', 'rung kernel 10', 'panicked', 'wasReset panic', ...nextBootTold],
    ...['oopsed', 'rung kernel 10', 'panicked'],
  ],
);

checkAfterBoot('a reset without a reason', [reset, ...nextBoot], ['wasReset unexpected', ...nextBootTold]);
checkAfterBoot('a kernel that is there again without a reset', nextBoot, ['wasReset unexpected', ...nextBootTold]);
checkAfterBoot(
  'an agent of another boot says that there was one',
  [hello('b')],
  ['wasReset unexpected', 'bootStarted 2', 'harvestStarted 2', '-> harvest'],
);
checkAfterBoot('an agent that was started anew is no boot', [hello('a')], []);
checkAfterBoot(
  'a boot that ended without a word was the watchdog’s when the boot status says so',
  [reset, firstLine, hello('b', 32), harvested(2)],
  [
    ...['wasReset unexpected', 'bootStarted 2', 'evidence of 1: status by watchdog', 'resetExplained 1'],
    ...nextBootTold.slice(1),
  ],
);
checkAfterBoot(
  'a boot status explains nothing that is known',
  [panic, reset, firstLine, hello('b', 32), harvested(2)],
  rebooted,
);
checkAfterBoot(
  'the boot status of a later boot tells of that one',
  [reset, ...nextBoot, panic, reset, firstLine, hello('c', 32), harvested(3)],
  [
    ...['wasReset unexpected', ...nextBootTold, 'panicked', 'rung kernel 21', 'wasReset panic'],
    ...['bootStarted 3', 'harvestStarted 3', '-> harvest', 'harvested 3', 'cameUp 3'],
  ],
);
checkAfterBoot(
  'a person’s reset',
  [{kind: 'asked', what: 'reset'}, reset, ...nextBoot],
  ['rung reset 10', '-> take reset', 'wasReset person', ...nextBootTold],
);
checkAfterBoot(
  'a harvest that a crash cut off is not told',
  [panic, reset, firstLine, hello('b'), panic, harvested(2)],
  [
    ...['panicked', 'rung kernel 21', 'wasReset panic', 'bootStarted 2', 'harvestStarted 2', '-> harvest'],
    ...['panicked', 'rung kernel 21'],
  ],
);

checkAfterBoot(
  'QEMU’s own death, and another one on the same RAM',
  [died, on, started, firstLine, hello('b'), harvested(2)],
  ['died', '-> kill', '-> start kept', 'poweredOn 2', '-> continue', ...nextBootTold],
);
checkAfterBoot(
  'a power cycle has no past',
  [{kind: 'asked', what: 'off'}, on, started, firstLine, hello('b'), harvested(2)],
  ['poweredOff', '-> kill', '-> start fresh', 'poweredOn 2', '-> continue', 'bootStarted 2', '-> harvest', 'cameUp 2'],
);
checkAfterBoot(
  'a target that died in a crash and is switched off has its RAM read before that is gone',
  [panic, died, {kind: 'asked', what: 'off'}],
  ['panicked', 'rung kernel 21', 'died', '-> kill', '-> kill', '-> salvage'],
);

const failing: readonly Observation[] = [firstLine, panic, reset];
/** What the boot before it left is read, had that not come up. */
const failingTold = (number: number) => [
  `bootStarted ${number}`,
  ...(number > 2 ? ['-> salvage'] : []),
  ...rebootingTold,
];
const loopTold = [
  ...[...rebootingTold, ...failingTold(2), ...failingTold(3), ...failingTold(4)],
  ...['lost', '-> kill', '-> salvage'],
];
checkAfterBoot(
  'boots that do not come up end in a loss, and what each left in RAM is read before the next',
  [panic, reset, ...failing, ...failing, ...failing, firstLine],
  loopTold,
);
checkAfterBoot(
  'a lost target can be tried again',
  [panic, reset, ...failing, ...failing, ...failing, firstLine, on],
  [...loopTold, '-> start kept'],
);
checkAfterBoot(
  'a harvest ends a row of boots that failed',
  [panic, reset, ...failing, ...failing, firstLine, hello('d'), harvested(4), panic, reset],
  [
    ...[...rebootingTold, ...failingTold(2), ...failingTold(3)],
    ...[
      'bootStarted 4',
      '-> salvage',
      'harvestStarted 4',
      '-> harvest',
      'harvested 4',
      'cameUp 4',
      'panicked',
      'rung kernel 21',
    ],
  ],
);
test('a machine that does not start is off, with the reason', () => {
  const told = story([on, {kind: 'notStarted', why: 'no QEMU'}, on]);
  assert.deepEqual(told, ['-> start fresh', 'died', '-> start fresh']);
});

const lost: Observation = {kind: 'line', state: 'lost', why: 'it was pulled'};
const back: Observation = {kind: 'line', state: 'back', why: ''};
checkAfterBoot('a line that comes back', [lost, lost, back, back], ['lineLost', 'lineBack']);
checkAfterBoot(
  'nothing is judged without a line, until a boot’s time has passed',
  [lost, overdue],
  ['lineLost', 'lost', '-> kill', '-> salvage'],
);
test('a target whose line is back has its time again', () => {
  const {state} = lifeOf([...boot, lost, back, {kind: 'time', lastLines: []}]);
  assert.equal(state.phase.name, 'up');
  assert.equal(state.lineLost, undefined);
});
