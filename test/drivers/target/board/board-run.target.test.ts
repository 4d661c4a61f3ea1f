// The whole run of a task, on a board: what is accepted on QEMU is accepted here, by the same runner.
import assert from 'node:assert/strict';
import test from 'node:test';
import {runTask} from '../../../../src/drivers/target/task-run.ts';
import {buildModule, oneFile} from '../../../build-module.ts';
import {builderForTests} from '../target-for-tests.ts';
import {boardForTests} from './board-for-tests.ts';

const source = `// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>

static bool crash;
module_param(crash, bool, 0);

static int __init small_init(void)
{
	if (crash)
		*(volatile int *)8 = 1;
	pr_info("small: here\\n");
	return 0;
}

static void __exit small_exit(void)
{
}

module_init(small_init);
module_exit(small_exit);
MODULE_DESCRIPTION("Says that it is here");
MODULE_LICENSE("GPL");
`;

test('a module is delivered, accepted and crashed on a board as on any target', async (t) => {
  // A console as distributions leave it: no warning comes through.
  const {rig, target, capture} = await boardForTests(t, {init: 'echo 4 >/proc/sys/kernel/printk'});
  const built = await buildModule(await builderForTests(), rig.folder, oneFile('small', source));
  if (built.kind !== 'built') assert.fail(JSON.stringify(built));
  await target.powerOn();
  const run = (accept: string) =>
    runTask({
      ...{target, capture, start: 'saved'},
      request: {
        ...{module: 'small', koPath: built.koPath, buildId: built.buildId, acceptance: 'accept'},
        ...{acceptDeadlineSeconds: 30, loadCycles: 3},
        files: [{path: 'accept.sh', mode: 0o755, bytes: Buffer.from(accept)}],
      },
    });
  assert.deepEqual((await run('insmod "$KO" && dmesg | grep -q "small: here" && rmmod small')).result, {
    kind: 'accepted',
  });
  const {result} = await run('insmod "$KO" crash=1');
  const title = 'BUG: unable to handle kernel NULL pointer dereference in small_init';
  assert.deepEqual(
    [result.kind, 'why' in result && result.why.startsWith(title)],
    ['crashed', true],
    JSON.stringify(result),
  );
  // A run begins on a board that nothing has happened to, which is what a reset is for.
  assert.deepEqual(rig.acts, ['cycle', 'reset']);
});
