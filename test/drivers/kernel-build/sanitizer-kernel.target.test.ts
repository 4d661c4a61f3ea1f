// The kernel of the sanitizer profile, booted as a target boots it: what it is built for notices what a module does.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import test from 'node:test';
import {createBuilder} from '../../../src/drivers/build/builder.ts';
import {strippedPathOf} from '../../../src/drivers/build/stripped.ts';
import {noticingTimes} from '../../../src/drivers/examine/dynamic/noticing-kernel.ts';
import {buildModule, oneFile} from '../../build-module.ts';
import {sanitizerKernelForTests} from '../target/sanitizer-kernel-for-tests.ts';
import {targetForTests, toolForTests} from '../target/target-for-tests.ts';

const source = `// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

static char *what = "leak";
module_param(what, charp, 0444);
static char *lost;
static DEFINE_MUTEX(one);

static noinline void use_freed(void)
{
	char *freed = kmalloc(64, GFP_KERNEL);

	kfree(freed);
	WRITE_ONCE(freed[8], 1);
}

static noinline void lose(void)
{
	lost = kmalloc(64, GFP_KERNEL);
	lost = NULL;
}

static int __init noticed_init(void)
{
	mutex_lock(&one);
	mutex_unlock(&one);
	if (!strcmp(what, "leak"))
		lose();
	else
		use_freed();
	return 0;
}

static void __exit noticed_exit(void)
{
}

module_init(noticed_init);
module_exit(noticed_exit);
MODULE_LICENSE("GPL");
`;

/** kmemleak believes in nothing that is younger than some seconds. */
const leakScript = `insmod /tmp/noticed.ko || exit 9
rmmod noticed
for scan in 1 2 3 4 5 6 7 8 9 10 11 12; do
  echo scan >/sys/kernel/debug/kmemleak
  grep -A 9 'size 64' /sys/kernel/debug/kmemleak && exit 0
  sleep 1
done
exit 8`;

test('lockdep knows its locks, kmemleak what it lost, and KASAN that it used what it had freed', async (t) => {
  const kernel = await sanitizerKernelForTests();
  const {target, folder, says, next} = await targetForTests(t, {kernel, memoryMiB: 1024, times: noticingTimes});
  const builder = createBuilder({kernel, bwrap: toolForTests('bwrap'), unsafeHostBuild: false});
  const built = await buildModule(builder, folder, oneFile('noticed', source));
  if (built.kind !== 'built') assert.fail(JSON.stringify(built));

  await target.powerOn();
  await target.push({path: '/tmp/noticed.ko', mode: 0o644, bytes: await readFile(strippedPathOf(built.koPath))});
  const outcome = await target.exec({
    script: 'grep debug_locks /proc/lockdep_stats',
    deadlineSeconds: 30,
    outputBytesMax: 4096,
  });
  assert.match(outcome.kind === 'exited' ? outcome.output : outcome.kind, /debug_locks: +1/);
  const lost = await target.exec({script: leakScript, deadlineSeconds: 120, outputBytesMax: 65_536});
  assert.equal(lost.kind === 'exited' && lost.code, 0, JSON.stringify(lost));
  assert.match('output' in lost ? lost.output : '', /unreferenced object 0x[0-9a-f]+ \(size 64\)[\s\S]*kmalloc/);

  const [panicked, told] = [next('target.panicked'), says(/BUG: KASAN: use-after-free in use_freed\+0x/)];
  void target.exec({script: 'insmod /tmp/noticed.ko what=use', deadlineSeconds: 60, outputBytesMax: 4096});
  await told;
  await panicked;
});
