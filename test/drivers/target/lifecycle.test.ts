import assert from 'node:assert/strict';
import test from 'node:test';
import {deadlineOf, silenceMs} from '../../../src/drivers/target/deadlines.ts';
import {detectorTimes as times} from '../../../src/drivers/target/kernel-arguments.ts';
import {stepLifecycle} from '../../../src/drivers/target/lifecycle.ts';
import {initialLifecycle, type Lifecycle, type Observation} from '../../../src/drivers/target/lifecycle-state.ts';
import {report} from './reports-for-tests.ts';

const on: Observation = {kind: 'asked', what: 'on'};
const started: Observation = {kind: 'started'};
const reset: Observation = {kind: 'reset'};
const watchdog: Observation = {kind: 'watchdog', lastLines: ['the last line']};
const firstLine: Observation = {kind: 'fact', fact: {kind: 'bootStarted', release: '6.1'}};
const oops: Observation = {kind: 'fact', fact: {kind: 'report', report: report('oops', 'BUG: bad')}};
const leak: Observation = {kind: 'fact', fact: {kind: 'report', report: report('other', 'memory leak')}};
const panic: Observation = {kind: 'fact', fact: {kind: 'panic', report: report('panic', 'kernel panic: bad')}};
const examined: Observation = {kind: 'examined', registers: 'RIP=0'};
const died: Observation = {kind: 'died', why: 'QEMU was killed by SIGKILL'};
const hello = (bootId: string, bootStatus = 0): Observation => ({
  kind: 'hello',
  hello: {release: '6.1', bootId, bootStatus, heartbeatSeconds: 20},
});
const harvested = (boot: number): Observation => ({kind: 'harvested', boot, records: [], unreadable: []});
/** Nothing is seen until the deadline of the phase has passed. */
const overdue = 'overdue';

/** One line an event or action, in order; what follows a boot is left out where only its end matters. */
function story(observations: readonly (Observation | typeof overdue)[]): readonly string[] {
  const told: string[] = [];
  let state: Lifecycle = initialLifecycle('tcg', 0);
  let nowMs = 1000;
  for (const observation of observations) {
    nowMs = observation === overdue ? (deadlineOf(state, times) ?? Number.NaN) : nowMs + 10;
    const seen: Observation = observation === overdue ? {kind: 'time', lastLines: ['the last line']} : observation;
    const step = stepLifecycle(state, seen, nowMs, times);
    told.push(...step.events.map(({type, ...rest}) => `${type.slice('target.'.length)}${detail(rest)}`));
    told.push(...step.actions.filter((action) => action.do !== 'dropRequests').map((action) => `-> ${action.do}`));
    state = step.state;
  }
  return told;
}

function detail(event: object): string {
  if ('cause' in event) return ` ${event.cause}`;
  if ('boot' in event) return ` ${event.boot}`;
  return 'silentSeconds' in event ? ` ${event.silentSeconds}` : '';
}

const boot: readonly Observation[] = [on, started, firstLine, hello('a'), harvested(1)];
const bootTold = ['-> start', 'poweredOn 1', '-> continue', 'bootStarted 1', '-> harvest', 'cameUp 1'];
const nextBoot: readonly Observation[] = [firstLine, hello('b'), harvested(2)];
const nextBootTold = ['bootStarted 2', 'harvestStarted 2', '-> harvest', 'harvested 2', 'cameUp 2'];

function check(name: string, after: readonly (Observation | typeof overdue)[], expected: readonly string[]): void {
  test(name, () => assert.deepEqual(story([...boot, ...after]).slice(bootTold.length), expected));
}

test('a first boot has no past to tell of', () => assert.deepEqual(story(boot), bootTold));

check(
  'a reboot resets the machine many times and is one',
  [panic, reset, reset, reset, overdue, reset, reset, ...nextBoot],
  ['panicked', 'wasReset panic', ...nextBootTold],
);
check(
  'the first line of a kernel ends the wait for more resets',
  [panic, reset, ...nextBoot],
  ['panicked', 'wasReset panic', ...nextBootTold],
);
check(
  'an oops that ends in a panic is told as both',
  [oops, panic, reset, ...nextBoot],
  ['oopsed', 'panicked', 'wasReset panic', ...nextBootTold],
);
check(
  'a panic that only pvpanic told of',
  [{kind: 'guestPanicked'}, reset, ...nextBoot],
  ['panicked', 'wasReset panic', ...nextBootTold],
);
check(
  'a console that lags behind the reset',
  [reset, panic, ...nextBoot],
  ['panicked', 'wasReset panic', ...nextBootTold],
);
check('a report that leaves the kernel sound changes nothing', [leak], []);
check(
  'of a flood of reports the first is told, in every boot',
  [...Array<Observation>(20).fill(oops), panic, reset, oops, ...nextBoot, oops, oops],
  ['oopsed', 'panicked', 'wasReset panic', ...nextBootTold, 'oopsed'],
);
check(
  'a kernel that oopsed and does not panic is made to',
  [oops, overdue, panic, reset, overdue],
  ['oopsed', '-> interrupt', 'panicked', 'wasReset recovery'],
);
check(
  'a panic that does not reboot is reset',
  [panic, overdue, reset, overdue],
  ['panicked', '-> reset', 'wasReset recovery'],
);

check(
  'the watchdog ends a hang',
  [overdue, watchdog, examined, panic, reset, ...nextBoot],
  ['hung 17', '-> examine', 'watchdogFired', 'panicked', 'wasReset watchdog', ...nextBootTold],
);
check(
  'the watchdog of a target that nobody had declared hung',
  [watchdog, examined, panic, reset, overdue],
  ['hung 0', '-> examine', 'watchdogFired', 'panicked', 'wasReset watchdog'],
);
check(
  'a kernel that takes no NMI after its watchdog fired',
  [watchdog, examined, overdue, reset, overdue],
  ['hung 0', '-> examine', 'watchdogFired', '-> reset', 'wasReset watchdog'],
);
check(
  'a hang that no watchdog ends takes one rung after the other',
  [overdue, overdue, overdue, overdue, started],
  ['hung 17', '-> interrupt', '-> reset', 'wasReset recovery', '-> kill', '-> start', 'poweredOn 2', '-> continue'],
);
test('silence is no hang before the kernel could have said so itself', () => {
  const slowest = times.hungTaskSeconds + times.hungTaskCheckSeconds;
  assert.ok(silenceMs(times) > 1000 * slowest);
  assert.ok(silenceMs(times) < 1000 * times.hardwareWatchdogSeconds);
});

check('a reset without a reason', [reset, ...nextBoot], ['wasReset unexpected', ...nextBootTold]);
check('a kernel that is there again without a reset', nextBoot, ['wasReset unexpected', ...nextBootTold]);
check(
  'an agent of another boot says that there was one',
  [hello('b')],
  ['wasReset unexpected', 'bootStarted 2', 'harvestStarted 2', '-> harvest'],
);
check('an agent that was started anew is no boot', [hello('a')], []);
check(
  'a person’s reset',
  [{kind: 'asked', what: 'reset'}, reset, ...nextBoot],
  ['-> reset', 'wasReset person', ...nextBootTold],
);
check(
  'a harvest that a crash cut off is not told',
  [panic, reset, firstLine, hello('b'), panic, harvested(2)],
  ['panicked', 'wasReset panic', 'bootStarted 2', 'harvestStarted 2', '-> harvest', 'panicked'],
);

check(
  'QEMU’s own death, and another one on the same RAM',
  [died, on, started, firstLine, hello('b'), harvested(2)],
  ['died', '-> kill', '-> start', 'poweredOn 2', '-> continue', ...nextBootTold],
);
check(
  'a power cycle has no past',
  [{kind: 'asked', what: 'off'}, on, started, firstLine, hello('b'), harvested(2)],
  ['poweredOff', '-> kill', '-> start', 'poweredOn 2', '-> continue', 'bootStarted 2', '-> harvest', 'cameUp 2'],
);

const failing: readonly Observation[] = [firstLine, panic, reset];
check(
  'boots that do not come up end in a loss',
  [panic, reset, ...failing, ...failing, ...failing, firstLine],
  [
    ...['panicked', 'wasReset panic', 'bootStarted 2', 'panicked', 'wasReset panic', 'bootStarted 3'],
    ...['panicked', 'wasReset panic', 'bootStarted 4', 'panicked', 'wasReset panic', 'lost', '-> kill'],
  ],
);
check(
  'a lost target can be tried again',
  [panic, reset, ...failing, ...failing, ...failing, firstLine, on],
  [
    ...['panicked', 'wasReset panic', 'bootStarted 2', 'panicked', 'wasReset panic', 'bootStarted 3'],
    ...['panicked', 'wasReset panic', 'bootStarted 4', 'panicked', 'wasReset panic', 'lost', '-> kill', '-> start'],
  ],
);
test('a machine that does not start is off, with the reason', () => {
  const told = story([on, {kind: 'notStarted', why: 'no QEMU'}, on]);
  assert.deepEqual(told, ['-> start', 'died', '-> start']);
});
test('a kernel that never says a word is reset, then started anew, then lost', () => {
  const told = story([on, started, overdue, overdue, started, overdue, overdue, started, overdue, overdue]);
  assert.equal(told.filter((line) => line === '-> start').length, 3);
  assert.deepEqual(told.slice(-3), ['wasReset recovery', 'lost', '-> kill']);
});
