// A burst of saves is told once, a moment after the last; an archive that is unpacked is not told file by file.
import assert from 'node:assert/strict';
import test from 'node:test';
import {tellPersonChanges} from '../../src/cli/person-changes.ts';
import type {WorkEvent} from '../../src/core/events.ts';
import {initialState} from '../../src/core/state.ts';
import type {Clock} from '../../src/ports.ts';
import {built, created, started, stateOf, tree} from '../core/states.ts';

/** One deadline at a time is all that is ever armed. */
function heldClock(): {readonly clock: Clock; readonly strike: () => void; readonly isArmed: () => boolean} {
  let armed: (() => void) | null = null;
  return {
    clock: {
      nowMs: () => 0,
      after(_ms, then) {
        armed = then;
        return () => {
          armed = null;
        };
      },
    },
    strike() {
      const then = armed;
      armed = null;
      then?.();
    },
    isArmed: () => armed !== null,
  };
}

async function told(paths: readonly string[], theirs: (path: string) => boolean): Promise<readonly WorkEvent[]> {
  const {clock, strike, isArmed} = heldClock();
  const {promise, resolve} = Promise.withResolvers<readonly WorkEvent[]>();
  const looked: string[] = [];
  const changes = tellPersonChanges(
    {
      personChange: async (path) => {
        looked.push(path);
        return theirs(path) ? {path, change: 'changed', diff: '+x'} : null;
      },
      snapshot: () => assert.fail('nobody took anything back'),
    },
    clock,
    {tell: resolve, stateNow: () => initialState},
  );
  for (const path of paths) changes.touched(path);
  assert.deepEqual(looked, [], 'nothing is looked at while saves come in');
  strike();
  const events = await promise;
  assert.equal(isArmed(), false);
  assert.equal(new Set(looked).size, looked.length, 'each file is looked at once');
  return events;
}

test('a burst of saves is one telling, of what is theirs', async () => {
  const events = await told(['b.c', 'a.c', 'b.c', 'ours.c', 'b.c'], (path) => path !== 'ours.c');
  assert.deepEqual(events, [
    {type: 'artefact.touched', path: 'a.c', change: 'changed', diff: '+x'},
    {type: 'artefact.touched', path: 'b.c', change: 'changed', diff: '+x'},
  ]);
});

test('of a thousand files sixteen are told one by one, and the others are counted', async () => {
  const events = await told(
    Array.from({length: 1_000}, (_, at) => `f${at}.c`),
    () => true,
  );
  assert.equal(events.length, 16);
  const last = events.at(-1);
  assert.equal(last?.type === 'artefact.touched' && last.others, 984);
});

test('on a tape a change that is taken back is told, once the folder holds again what was built', async () => {
  const onTape = {label: {kind: 'tape', name: 't', about: 'a'}} as const;
  const edited = stateOf(started(onTape), created(), ...built(), {type: 'artefact.touched', path: 'a.c'});
  const {clock, strike} = heldClock();
  const {promise, resolve} = Promise.withResolvers<readonly WorkEvent[]>();
  const changes = tellPersonChanges(
    {personChange: async () => null, snapshot: async () => ({tree, files: []})},
    clock,
    {tell: resolve, stateNow: () => edited},
  );
  changes.touched('a.c');
  strike();
  assert.deepEqual(await promise, [{type: 'artefact.restored', tree}]);
});

test('what is closed tells nothing any more', () => {
  const {clock, strike, isArmed} = heldClock();
  const changes = tellPersonChanges({personChange: async () => null, snapshot: () => assert.fail('it looked')}, clock, {
    tell: () => assert.fail('it told'),
    stateNow: () => initialState,
  });
  changes.touched('a.c');
  changes.close();
  assert.equal(isArmed(), false);
  strike();
});
