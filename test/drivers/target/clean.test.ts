// A clean target: from its saved state, by a real boot, and what becomes of a save that is missing, refused or dumb.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Observation} from '../../../src/drivers/target/lifecycle-state.ts';
import {
  boardRungs,
  boot,
  bootTold,
  checkAfterBoot,
  died,
  examined,
  firstLine,
  harvested,
  hello,
  on,
  overdue,
  panic,
  reset,
  started,
  story,
  watchdog,
} from './lifecycle-story.ts';

type Clean = Extract<Observation, {kind: 'askedClean'}>;
const clean = (how: Clean['how'], save: Clean['save'], untouched = false, outdated = false): Clean => ({
  kind: 'askedClean',
  how,
  save,
  untouched,
  outdated,
});
const saved: Observation = {kind: 'saved', outcome: {saved: true, key: 'k', bytes: 1, tookMs: 20}};
const notSaved: Observation = {kind: 'saved', outcome: {saved: false, why: 'the disk is full'}};
const fresh = (number: number): readonly Observation[] => [
  ...[started, firstLine, hello(`f${number}`), harvested(number)],
];
const freshTold = (number: number) => [
  ...['-> start fresh', `poweredOn ${number}`, '-> continue', `bootStarted ${number}`, '-> harvest'],
];
const restored = (number: number) => [`restored ${number}`, '-> continue', `cameUp ${number}`];

checkAfterBoot(
  'from its saved state',
  [clean('saved', 'there'), started, hello('a')],
  [...['-> kill', '-> start saved', ...restored(2)]],
);
checkAfterBoot(
  'one to which nothing has happened is clean as it is',
  [clean('saved', 'there', true), clean('booted', 'there', true)],
  [],
);
checkAfterBoot(
  'but not one whose kernel was built anew: it is another machine then',
  [clean('saved', 'there', true, true), started, hello('a')],
  ['-> kill', '-> start saved', ...restored(2)],
);
checkAfterBoot(
  'which is not saved as it is,',
  [clean('saved', 'missing', true, true), ...fresh(2), saved],
  ['-> kill', ...freshTold(2), '-> save', 'stateSaved 2', 'cameUp 2'],
);
checkAfterBoot(
  'and a reset of which would boot the old one',
  [clean('booted', 'there', true, true), ...fresh(2)],
  ['-> kill', ...freshTold(2), 'cameUp 2'],
);
checkAfterBoot(
  'a save that is missing is made at the first ready moment of a fresh boot',
  [clean('saved', 'missing'), ...fresh(2), saved],
  [...['-> kill', ...freshTold(2), '-> save', 'stateSaved 2', 'cameUp 2']],
);
checkAfterBoot(
  'or of the boot that has just come up',
  [clean('saved', 'missing', true), saved],
  ['-> save', 'stateSaved 1'],
);
checkAfterBoot(
  'a target that can’t be saved comes up all the same',
  [clean('saved', 'missing'), ...fresh(2), notSaved],
  [...['-> kill', ...freshTold(2), '-> save', 'saveFailed save', 'cameUp 2']],
);
checkAfterBoot(
  'a save that takes for ever is a hang',
  [clean('saved', 'missing', true), overdue, watchdog],
  [...['-> save', 'hung 120', '-> examine', '-> continue']],
);
checkAfterBoot(
  'the second is from the save of the first',
  [...[clean('saved', 'missing'), ...fresh(2), saved, clean('saved', 'there'), started, hello('f2')]],
  ['-> kill', ...freshTold(2), '-> save', 'stateSaved 2', 'cameUp 2', '-> kill', '-> start saved', ...restored(3)],
);

checkAfterBoot(
  'a life that began from a save and panics reboots for real, and is harvested',
  [clean('saved', 'there'), started, hello('a'), panic, reset, firstLine, hello('c'), harvested(3)],
  [
    ...['-> kill', '-> start saved', ...restored(2), 'panicked', 'rung kernel 21', 'wasReset panic', 'bootStarted 3'],
    ...['harvestStarted 3', '-> harvest', 'harvested 3', 'cameUp 3'],
  ],
);
checkAfterBoot(
  'a life that began from a save and hangs has the whole ladder',
  [clean('saved', 'there'), started, hello('a'), overdue, watchdog, examined],
  [
    ...['-> kill', '-> start saved', ...restored(2), 'hung 17', 'rung watchdog 8', '-> examine', 'watchdogFired'],
    ...['rung nmi 21', '-> take nmi'],
  ],
);
checkAfterBoot(
  'a save that QEMU refuses is followed by a real boot and another save',
  [...[clean('saved', 'there'), {kind: 'notStarted', why: 'another version'} as const, ...fresh(2), saved]],
  ['-> kill', '-> start saved', 'saveFailed restore', ...freshTold(2), '-> save', 'stateSaved 2', 'cameUp 2'],
);
checkAfterBoot(
  'one from which no life comes is discarded',
  [clean('saved', 'there'), started, overdue, ...fresh(3), saved],
  [
    ...['-> kill', '-> start saved', 'restored 2', '-> continue', 'saveFailed restore', '-> kill', '-> discardSave'],
    ...[...freshTold(3), '-> save', 'stateSaved 3', 'cameUp 3'],
  ],
);
checkAfterBoot(
  'and one under which QEMU ends',
  [clean('saved', 'there'), started, died, ...fresh(3), saved],
  [
    ...['-> kill', '-> start saved', 'restored 2', '-> continue', 'saveFailed restore', '-> kill', '-> discardSave'],
    ...[...freshTold(3), '-> save', 'stateSaved 3', 'cameUp 3'],
  ],
);

checkAfterBoot(
  'by a real boot',
  [clean('booted', 'there'), reset, firstLine, hello('b'), harvested(2)],
  [
    ...['rung reset 10', '-> take reset', 'wasReset clean', 'bootStarted 2', 'harvestStarted 2', '-> harvest'],
    ...['harvested 2', 'cameUp 2'],
  ],
);
checkAfterBoot(
  'a life from a save is not one that booted',
  [...[clean('saved', 'there'), started, hello('a'), clean('booted', 'there', true)]],
  ['-> kill', '-> start saved', ...restored(2), 'rung reset 10', '-> take reset'],
);
checkAfterBoot(
  'of one that died in a crash RAM is read before it is written over',
  [panic, died, clean('saved', 'there'), started],
  [...['panicked', 'rung kernel 21', 'died', '-> kill', '-> salvage', '-> start saved', 'restored 2', '-> continue']],
);
checkAfterBoot(
  'nothing is asked of a target that is being recovered',
  [panic, clean('saved', 'there')],
  ['panicked', 'rung kernel 21'],
);

test('a target that is off starts from its save', () => {
  const told = story([clean('saved', 'there'), started, hello('a')]);
  assert.deepEqual(told, ['-> start saved', ...restored(1)]);
});
test('or boots, and is saved', () => {
  const told = story([clean('saved', 'missing'), ...fresh(1), saved]);
  assert.deepEqual(told, [...freshTold(1), '-> save', 'stateSaved 1', 'cameUp 1']);
});
test('a target without saves is reset by the gentlest line that it has', () => {
  const told = story([on, started, firstLine, hello('a'), harvested(1), clean('saved', 'impossible')], {
    rungs: boardRungs,
  });
  assert.deepEqual(told.slice(bootTold.length), ['rung reset 10', '-> take reset']);
});
test('one that has no reset stays as it is, however often it is asked, and says so', () => {
  const wanted = [clean('booted', 'impossible'), clean('booted', 'impossible')];
  assert.deepEqual(story([...boot, ...wanted], {rungs: ['kernel', 'watchdog']}), [...bootTold, 'notReset', 'notReset']);
});
