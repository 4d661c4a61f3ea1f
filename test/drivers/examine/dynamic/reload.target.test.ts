// A module whose last moments are in the wrong order, on the sanitizer kernel of the cache: only whoever reads its file just then sees it.
import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import type {CheckResult} from '../../../../src/core/examination.ts';
import {temporaryFolder} from '../../../temporary.ts';
import {classesOf, openForTest} from '../examined.ts';

const gauge = (exit: string) => `// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

struct gauge {
	int value;
};

static struct gauge *gauge;

static int gauge_show(struct seq_file *seq, void *unused)
{
	seq_printf(seq, "%d\\n", gauge->value);
	return 0;
}

static int __init gauge_init(void)
{
	gauge = kzalloc(sizeof(*gauge), GFP_KERNEL);
	if (!gauge)
		return -ENOMEM;
	if (!proc_create_single("gauge", 0444, NULL, gauge_show)) {
		kfree(gauge);
		return -ENOMEM;
	}
	return 0;
}

static void __exit gauge_exit(void)
{
${exit}
}

module_init(gauge_init);
module_exit(gauge_exit);
MODULE_DESCRIPTION("A number to be read");
MODULE_LICENSE("GPL");
`;
const freeing = '\tkfree(gauge);';
const removing = '\tremove_proc_entry("gauge", NULL);';

async function reloaded(t: TestContext, ...exit: readonly string[]): Promise<CheckResult | undefined> {
  const folder = await temporaryFolder(t);
  const sourceFolder = join(folder, 'gauge');
  await mkdir(sourceFolder);
  await writeFile(join(sourceFolder, 'gauge.c'), gauge(exit.join('\n')));
  await writeFile(join(sourceFolder, 'Kbuild'), 'obj-m := gauge.o\n');
  const {examiner, close} = await openForTest(folder);
  try {
    const request = {module: 'gauge', sourceFolder, acceptance: 'load', checks: ['reload']} as const;
    return (await examiner.examine(request, () => {}, new AbortController().signal))[0];
  } finally {
    await close();
  }
}

test('what is freed while its file can still be read is found by those who read it as the module is unloaded', async (t) => {
  const looked = await reloaded(t, freeing, removing);
  assert.deepEqual(classesOf(looked?.findings ?? []), ['use after free'], JSON.stringify(looked?.end));
  assert.equal(looked?.findings[0]?.file, 'gauge.c');
});

test('the other way around nothing is said, but how often it was loaded, unloaded and read meanwhile', async (t) => {
  const looked = await reloaded(t, removing, freeing);
  assert.deepEqual(looked?.findings, []);
  assert.match(
    looked?.end.kind === 'finished' ? looked.end.looked : JSON.stringify(looked?.end),
    /\d loads, \d+ unloads, \d+ opens, \d+ reads/,
  );
});
