// The phases of a target as a table, and how what was seen of a crash becomes one record.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {PstoreRecord, TargetEvent} from '../../src/core/target-events.ts';
import {isUp, reduceTarget, type TargetPhase, type TargetState, targetOff} from '../../src/core/target-state.ts';
import {report} from './states.ts';

type Phase = TargetPhase['phase'];

const events = {
  poweredOn: {type: 'target.poweredOn', boot: 1, accelerator: 'tcg'},
  bootStarted: {type: 'target.bootStarted', boot: 2, release: '6.1'},
  cameUp: {type: 'target.cameUp', boot: 2, release: '6.1', bootId: 'b', heartbeatSeconds: 30},
  oopsed: {type: 'target.oopsed', report: {...report, taint: 'OE'}},
  panicked: {type: 'target.panicked', report},
  hung: {type: 'target.hung', silentSeconds: 20, lastLines: []},
  watchdogFired: {type: 'target.watchdogFired', registers: 'RIP: spin'},
  wasReset: {type: 'target.wasReset', cause: 'watchdog'},
  harvestStarted: {type: 'target.harvestStarted', boot: 2, bootStatus: 32},
  harvested: {type: 'target.harvested', boot: 2, records: [], unreadable: []},
  restored: {type: 'target.restored', boot: 2, accelerator: 'tcg'},
  poweredOff: {type: 'target.poweredOff'},
  died: {type: 'target.died', why: 'signal 9'},
  lost: {type: 'target.lost', why: 'three resets'},
} as const satisfies Record<string, TargetEvent>;

type Name = keyof typeof events;

const ways: Readonly<Record<Phase, readonly Name[]>> = {
  off: [],
  booting: ['poweredOn'],
  restoring: ['restored'],
  up: ['poweredOn', 'cameUp'],
  oopsed: ['poweredOn', 'cameUp', 'oopsed'],
  panicked: ['poweredOn', 'cameUp', 'panicked'],
  hung: ['poweredOn', 'cameUp', 'hung'],
  rebooting: ['poweredOn', 'cameUp', 'wasReset'],
  harvesting: ['poweredOn', 'cameUp', 'wasReset', 'bootStarted', 'harvestStarted'],
  unknown: ['poweredOn', 'lost'],
};

function after(...names: readonly Name[]): TargetState {
  return names.reduce((target, name, index) => reduceTarget(target, events[name], index), targetOff);
}

/** What each event makes of a target, whatever phase it was in. */
const always: Readonly<Partial<Record<Name, Phase>>> = {
  poweredOn: 'booting',
  bootStarted: 'booting',
  restored: 'restoring',
  cameUp: 'up',
  oopsed: 'oopsed',
  panicked: 'panicked',
  hung: 'hung',
  wasReset: 'rebooting',
  harvestStarted: 'harvesting',
  poweredOff: 'off',
  died: 'off',
  lost: 'unknown',
};

for (const [phase, way] of Object.entries(ways) as [Phase, readonly Name[]][]) {
  test(`a target that is ${phase}`, () => {
    const target = after(...way);
    assert.equal(target.now.phase, phase);
    assert.equal(isUp(target), phase === 'up');
    for (const [name, next] of Object.entries(always) as [Name, Phase][]) {
      assert.equal(reduceTarget(target, events[name], 99).now.phase, next, name);
    }
    assert.equal(reduceTarget(target, events.harvested, 99).now.phase, phase, 'a harvest alone changes no phase');
    const fired = reduceTarget(target, events.watchdogFired, 99).now.phase;
    assert.equal(fired, phase === 'panicked' ? 'panicked' : 'hung', 'the watchdog fires');
  });
}

test('every event of a target is in the table', () => {
  const tried = new Set<string>([...Object.keys(always), 'harvested', 'watchdogFired']);
  assert.deepEqual(
    Object.keys(events).filter((name) => !tried.has(name)),
    [],
  );
});

test('what is known of a target goes with the boot it belongs to', () => {
  const tainted = after('poweredOn', 'cameUp', 'oopsed');
  assert.deepEqual([tainted.taint, tainted.heartbeatSeconds, tainted.release], ['OE', 30, '6.1']);
  const rebooted = reduceTarget(tainted, events.bootStarted, 9);
  assert.deepEqual([rebooted.taint, rebooted.boot], [undefined, 2]);
  const {heartbeatSeconds: _none, ...withoutWatchdog} = events.cameUp;
  assert.equal(reduceTarget(rebooted, withoutWatchdog, 9).heartbeatSeconds, undefined);
  assert.deepEqual(reduceTarget(tainted, events.died, 9).now, {phase: 'off', why: 'signal 9'});
});

function crashes(
  what: string,
  names: readonly Name[],
  ...expected: readonly Partial<TargetState['crashes'][number]>[]
): void {
  test(what, () => {
    const {crashes: records} = after('poweredOn', 'cameUp', ...names);
    assert.equal(records.length, expected.length, JSON.stringify(records));
    for (const [index, record] of records.entries()) assert.deepEqual({...record, ...expected[index]}, record);
  });
}

crashes('an oops that ends in a panic is one crash, with the report of the oops', ['oopsed', 'panicked'], {
  how: 'panicked',
  title: report.title,
  report: {...report, taint: 'OE'},
});
crashes('a hang stays a hang when the look into it ends in a panic, whose report says where', ['hung', 'panicked'], {
  how: 'hung',
  title: 'hang: silent for 20 s',
  report,
});
crashes('a watchdog that fires on a hang adds the registers', ['hung', 'watchdogFired'], {
  how: 'hung',
  title: 'hang: silent for 20 s',
  registers: 'RIP: spin',
});
crashes('a watchdog that fires on silence is how the hang is learnt', ['watchdogFired'], {
  how: 'hung',
  title: 'hang: the hardware watchdog fired',
  registers: 'RIP: spin',
});
crashes('a watchdog that ends a panic makes no hang of it', ['panicked', 'watchdogFired'], {
  how: 'panicked',
  registers: 'RIP: spin',
});
crashes('a watchdog that ends an oops finds a hang', ['oopsed', 'watchdogFired'], {
  how: 'hung',
  registers: 'RIP: spin',
});
crashes(
  'the next boot has crashes of its own',
  ['panicked', 'wasReset', 'bootStarted', 'harvestStarted', 'harvested', 'cameUp', 'panicked'],
  {boot: 2, records: []},
  {boot: 2},
);

test('what pstore kept goes to the newest crash, once', () => {
  const record: PstoreRecord = {name: 'dmesg-ramoops-0', bytes: 10, file: '/f', reports: []};
  const harvest: TargetEvent = {...events.harvested, records: [record]};
  const crashed = after('poweredOn', 'cameUp', 'panicked', 'wasReset', 'bootStarted', 'harvestStarted');
  const harvested = reduceTarget(crashed, harvest, 9);
  assert.deepEqual(harvested.crashes.at(-1)?.records, [record]);
  assert.deepEqual(reduceTarget(harvested, events.harvested, 10).crashes.at(-1)?.records, [record]);
  assert.deepEqual(reduceTarget(targetOff, harvest, 9).crashes, [], 'records without a crash that we saw');
});

test('boots and restores are counted apart, and numbered together', () => {
  const events: readonly TargetEvent[] = [
    {type: 'target.poweredOn', boot: 1, accelerator: 'tcg'},
    {type: 'target.bootStarted', boot: 1, release: '6.1'},
    {type: 'target.restored', boot: 2, accelerator: 'tcg'},
    {type: 'target.restored', boot: 3, accelerator: 'tcg'},
    {type: 'target.bootStarted', boot: 4, release: '6.1'},
  ];
  const target = events.reduce((target, event) => reduceTarget(target, event, 1), targetOff);
  const {boot, boots, restores, origin} = target;
  assert.deepEqual([boot, boots, restores, origin], [4, 2, 2, 'boot']);
  assert.equal(reduceTarget(target, {type: 'target.restored', boot: 5, accelerator: 'tcg'}, 1).origin, 'save');
});

test('a rung is waited for until it helped or the next is taken', () => {
  const rung: TargetEvent = {type: 'target.rungTaken', rung: 'watchdog', why: 'it is silent', withinSeconds: 8};
  const waiting = reduceTarget(after('poweredOn', 'cameUp', 'hung'), rung, 1000);
  assert.deepEqual([waiting.rung, waiting.now.phase], [{rung: 'watchdog', untilMs: 9000}, 'hung']);
  assert.equal(reduceTarget(waiting, {...rung, rung: 'nmi'}, 2000).rung?.rung, 'nmi');
  for (const name of ['wasReset', 'bootStarted', 'cameUp', 'died', 'lost', 'poweredOff', 'restored'] as const) {
    assert.equal(reduceTarget(waiting, events[name], 2000).rung, undefined, name);
  }
});

test('each piece of evidence says which rung gave it', () => {
  const told: readonly TargetEvent[] = [
    events.hung,
    {type: 'target.rungTaken', rung: 'watchdog', why: 'w', withinSeconds: 8},
    {type: 'target.evidenceTaken', boot: 2, rung: 'nmi', what: 'registers', text: 'RIP=0'},
    {type: 'target.rungTaken', rung: 'nmi', why: 'w', withinSeconds: 21},
    events.panicked,
    events.wasReset,
    {...events.bootStarted, boot: 3},
    {...events.harvested, boot: 3, rung: 'nmi'},
  ];
  const target = told.reduce((before, event) => reduceTarget(before, event, 1), after('poweredOn', 'cameUp'));
  const [crash] = target.crashes;
  assert.deepEqual(
    crash?.evidence?.map(({rung, what}) => [rung, what]),
    [
      ['kernel', 'console'],
      ['nmi', 'registers'],
      ['nmi', 'console'],
      ['nmi', 'pstore'],
    ],
  );
  assert.equal(crash?.registers, 'RIP=0');
});

test('RAM that was read on the host stands in for a pstore that could not be asked', () => {
  const record: PstoreRecord = {name: 'ram-dmesg-ramoops-0', bytes: 10, file: '/f', reports: []};
  const ram: TargetEvent = {type: 'target.evidenceTaken', boot: 2, rung: 'restart', what: 'ram', records: [record]};
  const lost = reduceTarget(after('poweredOn', 'cameUp', 'panicked', 'lost'), ram, 9);
  assert.deepEqual(lost.crashes.at(-1)?.records, [record]);
});

test('a reset without a word that the boot status explains was a hang', () => {
  const explained: TargetEvent = {type: 'target.resetExplained', boot: 2, cause: 'watchdog'};
  const rebooted = after('poweredOn', 'cameUp', 'wasReset', 'bootStarted');
  const {crashes} = reduceTarget(rebooted, explained, 9);
  assert.deepEqual(crashes, [{boot: 2, atMs: 9, how: 'hung', title: 'hang: the hardware watchdog rebooted it'}]);
  const known = after('poweredOn', 'cameUp', 'panicked', 'wasReset', 'bootStarted');
  assert.equal(reduceTarget(known, explained, 9).crashes.length, 1);
});

test('a line that is gone and back changes no phase', () => {
  const gone = reduceTarget(after('poweredOn', 'cameUp'), {type: 'target.lineLost', why: 'pulled'}, 9);
  assert.deepEqual([gone.lineLost, gone.now.phase], ['pulled', 'up']);
  assert.equal(reduceTarget(gone, {type: 'target.lineBack'}, 10).lineLost, undefined);
});

test('crashes are kept up to a bound, the newest of them', () => {
  let target = after('poweredOn', 'cameUp');
  for (let boot = 2; boot < 60; boot++) {
    target = reduceTarget(target, {...events.panicked, report: {...report, title: `crash ${boot}`}}, boot);
    target = reduceTarget(target, {...events.bootStarted, boot}, boot);
  }
  assert.deepEqual([target.crashes.length, target.crashes.at(-1)?.title], [16, 'crash 59']);
});
