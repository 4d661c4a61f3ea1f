import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {TrialFault} from '../../../../src/drivers/examine/dynamic/trial.ts';
import {trialsOn} from '../../../../src/drivers/examine/dynamic/trials.ts';
import {temporaryFolder} from '../../../temporary.ts';
import {targetOf} from './stand-in-place.ts';

/** A target that takes its time to be switched off. */
async function slowToEnd(t: TestContext) {
  const koPath = join(await temporaryFolder(t), 'ring.ko');
  await writeFile(koPath, 'no module at all');
  const {target, capture, lives} = targetOf({answer: () => null});
  const asked = Promise.withResolvers<void>();
  const off = Promise.withResolvers<void>();
  let offs = 0;
  const powerOff = (): Promise<void> => {
    offs += 1;
    asked.resolve();
    return off.promise;
  };
  const trials = trialsOn({target: {...target, powerOff}, capture, console: '/console'});
  const request = (signal: AbortSignal) => ({module: 'ring', koPath, files: [], signal});
  return {trials, request, lives, offs: () => offs, isAskedToEnd: asked.promise, letGo: off.resolve};
}

const never = new AbortController().signal;
const step = {name: 'load', script: 'insmod', deadlineSeconds: 1};

test('a trial that is told to end keeps its target from the next one until it has', async (t) => {
  const {trials, request, lives, isAskedToEnd, letGo} = await slowToEnd(t);
  const controller = new AbortController();
  const first = trials.tryOut(request(controller.signal), async (on) => {
    controller.abort();
    await on.run(step);
  });
  const second = trials.tryOut(request(never), async (on) => void (await on.run(step)));
  await isAskedToEnd;
  assert.equal(lives(), 1);
  letGo();
  assert.equal((await first).isCut, true);
  assert.equal((await second).isCut, false);
  assert.equal(lives(), 2);
});

test('one whose time is over while it waits says so, and has not touched the target', async (t) => {
  const {trials, request, lives, isAskedToEnd, letGo} = await slowToEnd(t);
  const controller = new AbortController();
  const first = trials.tryOut(request(controller.signal), async () => controller.abort());
  const second = trials.tryOut(request(controller.signal), async () => assert.fail('it was called off'));
  await isAskedToEnd;
  await assert.rejects(second, TrialFault);
  assert.equal(lives(), 1);
  letGo();
  assert.equal((await first).isCut, true);
});

test('between trials no target is left running', async (t) => {
  const {trials, request, offs, letGo} = await slowToEnd(t);
  letGo();
  for (const trial of [1, 2]) {
    await trials.tryOut(request(never), async (on) => void (await on.run(step)));
    assert.equal(offs(), trial);
  }
});
