import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import type {Mended} from '../../../src/core/mended.ts';
import {type RunSpeed, runAtSpeed} from '../../../src/drivers/target/run-speeds.ts';
import type {RunOutcome, TaskRunRequest} from '../../../src/ports.ts';
import {temporaryFolder} from '../../temporary.ts';
import {type Life, scriptedTarget, title} from './run-target-for-tests.ts';

const buildId = 'abcdef01';

interface Asked {
  readonly speed: RunSpeed;
  readonly lives: readonly Life[];
  readonly mended?: Partial<Mended>;
  readonly signal?: AbortSignal;
}

async function ran(t: TestContext, {speed, lives, mended, signal}: Asked) {
  const koPath = join(await temporaryFolder(t), 'ring.ko');
  await writeFile(koPath, 'ELF');
  let console = Buffer.alloc(0);
  const target = scriptedTarget(lives, buildId, (text) => {
    console = Buffer.concat([console, Buffer.from(text)]);
  });
  const request: TaskRunRequest = {
    ...{module: 'ring', koPath, buildId, acceptance: 'accept', files: [], acceptDeadlineSeconds: 9, loadCycles: 2},
  };
  const capture = {
    position: () => console.length,
    read: async (from: number, to: number) => console.subarray(from, to),
  };
  const old: Mended = {koPath, elfBuildId: buildId, acceptance: 'accept', how: 'panicked', title, ...mended};
  const place = {target, capture, ...(signal === undefined ? {} : {signal})};
  const outcome = await runAtSpeed(place, {request, speed, ...(mended === undefined ? {} : {mended: old})});
  return {outcome, target};
}

function check(name: string, asked: Asked, starts: readonly string[], expected: Partial<RunOutcome>): void {
  test(name, async (t) => {
    const {outcome, target} = await ran(t, asked);
    assert.deepEqual(target.starts, starts);
    const seen = Object.fromEntries(Object.keys(expected).map((key) => [key, outcome[key as keyof RunOutcome]]));
    assert.deepEqual(seen, expected);
  });
}

const accepted = {kind: 'accepted'} as const;
const panicked = {kind: 'crashed', how: 'panicked', stage: 'accept', why: title} as const;

check('while code is changed: once, from a save', {speed: 'quick', lives: ['well']}, ['saved'], {result: accepted});
check('where a real boot was asked for', {speed: 'booted', lives: ['well']}, ['booted'], {result: accepted});
check('the verdict that counts', {speed: 'full', lives: ['well']}, ['saved', 'saved', 'saved', 'booted'], {
  result: accepted,
  passes: {wanted: 4, made: 4, last: 'booted'},
});
check(
  'it ends with the first start that is not accepted',
  {speed: 'full', lives: ['well', 'panics']},
  ['saved', 'saved'],
  {
    result: panicked,
    passes: {wanted: 4, made: 2, last: 'saved'},
  },
);
check(
  'what only a real boot shows',
  {speed: 'full', lives: ['well', 'well', 'well', 'fails']},
  ['saved', 'saved', 'saved', 'booted'],
  {
    result: {
      ...{kind: 'notAccepted', stage: 'accept', why: 'not accepted: it is empty'},
      output: 'not accepted: it is empty\n',
    },
    passes: {wanted: 4, made: 4, last: 'booted'},
  },
);

check(
  'a mended crash is seen again first',
  {speed: 'quick', lives: ['panics', 'well'], mended: {}},
  ['saved', 'saved'],
  {
    result: accepted,
    reproduction: {title, tries: 1, seen: 1},
  },
);
check(
  'one that comes only now and then',
  {speed: 'quick', lives: ['well', 'panics', 'well'], mended: {}},
  ['saved', 'saved', 'saved'],
  {
    result: accepted,
    reproduction: {title, tries: 2, seen: 1},
  },
);
check(
  'one that does not come back',
  {speed: 'quick', lives: ['well'], mended: {}},
  ['saved', 'saved', 'saved', 'saved'],
  {
    result: accepted,
    reproduction: {title, tries: 3, seen: 0},
  },
);
check(
  'another crash in its place is told, and is not taken for it',
  {speed: 'quick', lives: ['panics', 'panics', 'panics', 'well'], mended: {title: 'BUG: worse in ring_write'}},
  ['saved', 'saved', 'saved', 'saved'],
  {
    result: accepted,
    reproduction: {title: 'BUG: worse in ring_write', tries: 3, seen: 0, otherwise: `panicked at accept: ${title}`},
  },
);
check(
  'an old build that is not there any more is no failure of the new one',
  {speed: 'quick', lives: ['well'], mended: {koPath: '/nowhere/ring.ko'}},
  ['saved', 'saved'],
  {
    result: accepted,
    reproduction: {
      ...{title, tries: 0, seen: 0},
      otherwise: "the built module can't be read: ENOENT: no such file or directory, open '/nowhere/ring.ko'",
    },
  },
);

test('a run that is called off ends at once, whatever hangs there, and nothing is done to what runs', async (t) => {
  const controller = new AbortController();
  const running = ran(t, {speed: 'full', lives: ['hangs'], signal: controller.signal});
  setImmediate(() => controller.abort());
  const {outcome, target} = await running;
  assert.deepEqual(outcome.result, {kind: 'fault', why: 'the run was cancelled'});
  assert.deepEqual(target.starts, ['saved']);
  assert.ok(!target.scripts.some((script) => /kill|rmmod/.test(script) && !script.includes('quarterdeck: run:')));
});
