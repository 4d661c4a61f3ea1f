// Runs of a module on a real QEMU, one module that can do several things.
import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {runTask} from '../../../src/drivers/target/task-run.ts';
import type {RunOutcome, RunResult, TaskRunRequest} from '../../../src/ports.ts';
import {buildModule, oneFile} from '../../build-module.ts';
import {builderForTests, targetForTests} from './target-for-tests.ts';

const source = `// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/slab.h>

static char *how = "well";
module_param(how, charp, 0);

static noinline void write_after_free(void)
{
	char *freed = kmalloc(64, GFP_KERNEL);

	kfree(freed);
	OPTIMIZER_HIDE_VAR(freed);
	freed[20] = 1;
}

static noinline void write_nowhere(void)
{
	*(volatile int *)8 = 1;
}

static int __init many_init(void)
{
	if (!strcmp(how, "badly"))
		return -EINVAL;
	if (!strcmp(how, "afterFree"))
		write_after_free();
	if (!strcmp(how, "nowhere"))
		write_nowhere();
	return 0;
}

static void __exit many_exit(void)
{
}

module_init(many_init);
module_exit(many_exit);
MODULE_DESCRIPTION("Does what it is told");
MODULE_LICENSE("GPL");
`;

async function buildMany(folder: string) {
  const builder = await builderForTests();
  const built = await buildModule(builder, folder, oneFile('many', source));
  assert.equal(built.kind, 'built', JSON.stringify(built));
  return built.kind === 'built' ? built : assert.fail();
}

/** Runs with this accept.sh; each run starts on a target that is fit for it, whatever the one before has done. */
async function runner(t: TestContext) {
  const {target, capture, folder, story} = await targetForTests(t);
  const {koPath, buildId} = await buildMany(folder);
  await target.powerOn();
  const run = (accept: string, change: Partial<TaskRunRequest> = {}): Promise<RunOutcome> =>
    runTask({
      target,
      capture,
      start: 'saved',
      request: {
        ...{module: 'many', koPath, buildId, acceptance: 'accept', acceptDeadlineSeconds: 30, loadCycles: 3},
        files: [{path: 'accept.sh', mode: 0o755, bytes: Buffer.from(accept)}],
        ...change,
      },
    });
  return {run, story, buildId, capture};
}

test('what a module does to its run is an outcome', async (t) => {
  const {run, story, buildId, capture} = await runner(t);
  const check = async (name: string, outcome: Promise<RunOutcome>, expected: RunResult) =>
    assert.deepEqual((await outcome).result, expected, name);

  const accepted = await run('insmod "$KO" && rmmod many && echo accepted');
  assert.deepEqual(accepted.result, {kind: 'accepted'});
  const console = Buffer.from(await capture.read(accepted.capture.fromByte, accepted.capture.toByte)).toString();
  const stages = [...console.matchAll(/quarterdeck: run: (\w+)/g)].map(([, stage]) => stage);
  assert.deepEqual(stages, ['load', 'unload', 'accept', 'cycle', 'console', 'end']);

  await check('words', run('echo "not accepted: it is empty"; exit 1'), {
    ...{kind: 'notAccepted', stage: 'accept', why: 'not accepted: it is empty'},
    output: 'not accepted: it is empty\n',
  });
  await check('deadline', run('echo begun; sleep 60', {acceptDeadlineSeconds: 1}), {
    ...{kind: 'notAccepted', stage: 'accept', why: 'it did not end within 1 s', output: 'begun\n'},
  });
  await check('left loaded', run('insmod "$KO"'), {
    ...{kind: 'notAccepted', stage: 'unload', why: 'many is still loaded', output: 'many is still loaded\n'},
  });
  await check('another build', run('true', {buildId: '00'}), {
    kind: 'fault',
    why: `the module on the target has build id ${buildId}, the one that was built has 00`,
  });

  // Nobody uses the freed memory again: only a look at the whole heap finds what was written there.
  const corrupted = await run('insmod "$KO" how=afterFree && rmmod many');
  assert.equal(corrupted.result.kind, 'crashed', JSON.stringify(corrupted.result));
  assert.equal(corrupted.reports[0]?.kind, 'slab');

  const crashed = await run('insmod "$KO" how=nowhere');
  const title = 'BUG: unable to handle kernel NULL pointer dereference in write_nowhere';
  assert.deepEqual(crashed.result, {kind: 'crashed', how: 'panicked', stage: 'accept', why: title});
  assert.equal(crashed.reports[0]?.moduleFrame?.symbol, 'write_nowhere');
  assert.match(story().at(-1) ?? '', /^cameUp /);
  await check('the target is fit again', run('true', {acceptance: 'load'}), {kind: 'accepted'});
});
