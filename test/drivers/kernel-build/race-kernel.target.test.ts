// The kernel of the kcsan profile, booted as a target boots it: it tells of a plain counter that two count up, and of no marked one.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import test from 'node:test';
import {createBuilder} from '../../../src/drivers/build/builder.ts';
import {strippedPathOf} from '../../../src/drivers/build/stripped.ts';
import {noticingTimes} from '../../../src/drivers/examine/dynamic/noticing-kernel.ts';
import {findReports} from '../../../src/kernel/find-reports.ts';
import {buildModule, oneFile} from '../../build-module.ts';
import {raceKernel, skip} from '../target/race-kernel-for-tests.ts';
import {targetForTests, toolForTests} from '../target/target-for-tests.ts';

const source = `// SPDX-License-Identifier: GPL-2.0
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/delay.h>

static unsigned long plain, marked;
static atomic_t atomic;
static struct task_struct *counters[2];

static noinline void count_plain(void)
{
	plain++;
}

static noinline void count_marked(void)
{
	WRITE_ONCE(marked, READ_ONCE(marked) + 1);
	atomic_inc(&atomic);
}

static int counter_run(void *unused)
{
	while (!kthread_should_stop()) {
		count_plain();
		count_marked();
		usleep_range(20, 40);
	}
	return 0;
}

static int __init racy_init(void)
{
	counters[0] = kthread_run(counter_run, NULL, "count-0");
	counters[1] = kthread_run(counter_run, NULL, "count-1");
	return 0;
}

static void __exit racy_exit(void)
{
	kthread_stop(counters[0]);
	kthread_stop(counters[1]);
}

module_init(racy_init);
module_exit(racy_exit);
MODULE_DESCRIPTION("Counts without a lock");
MODULE_LICENSE("GPL");
`;

const script = `cd /sys/kernel/debug
echo 0 >/proc/sys/kernel/panic_on_warn
echo on >kcsan
insmod /tmp/racy.ko || exit 9
for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  dmesg | grep -q 'KCSAN: data-race in count_plain' && break
  sleep 1
done
echo off >kcsan
rmmod racy
cat kcsan`;

test('a plain counter of two threads is a race, one that is marked is none, and the kernel goes on', {
  skip,
}, async (t) => {
  assert.ok(raceKernel !== null);
  const given = {kernel: raceKernel, memoryMiB: 768, cpus: 2, times: noticingTimes};
  const {target, folder, capture, story} = await targetForTests(t, given);
  const builder = createBuilder({kernel: raceKernel, bwrap: toolForTests('bwrap'), unsafeHostBuild: false});
  const built = await buildModule(builder, folder, oneFile('racy', source));
  if (built.kind !== 'built') assert.fail(JSON.stringify(built));

  await target.powerOn();
  await target.push({path: '/tmp/racy.ko', mode: 0o644, bytes: await readFile(strippedPathOf(built.koPath))});
  const outcome = await target.exec({script, deadlineSeconds: 120, outputBytesMax: 65_536});
  assert.equal(outcome.kind === 'exited' && outcome.code, 0, JSON.stringify(outcome));
  assert.match('output' in outcome ? outcome.output : '', /setup_watchpoints: [1-9]/);
  const text = Buffer.from(await capture.read(0, capture.position())).toString();
  const races = findReports(text).map(({kind, title}) => `${kind} ${title}`);
  assert.deepEqual([...new Set(races)], ['kcsan KCSAN: data-race in count_plain / count_plain']);
  assert.ok(!story().includes('oopsed'), story().join(', '));
});
