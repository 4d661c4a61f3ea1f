// Modules with a planted fault, and the same without it, on the sanitizer kernel of the cache: each check finds what is its own, and leaves the
// clean ones alone.
import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {before} from 'node:test';
import {type OpenExaminer, openExaminer} from '../../../src/cli/open-examiner.ts';
import {readTask, type TaskFiles} from '../../../src/cli/read-task.ts';
import type {CheckFinding, CheckResult, DynamicCheck} from '../../../src/core/examination.ts';
import {cacheFolderOf} from '../../../src/drivers/session/folders.ts';
import {prepareHost} from '../../../src/setup/prepare.ts';
import {loadFixtures, writeVariant} from '../../fixtures/modules/load.ts';
import type {Variant} from '../../fixtures/modules/variant.ts';
import {temporaryFolder} from '../../temporary.ts';

const cacheFolder = cacheFolderOf(process.env);
const fixtures = await loadFixtures();
type Host = Exclude<Awaited<ReturnType<typeof prepareHost>>, {fault: string}>;
let host: Host;

before(async () => {
  const prepared = await prepareHost({cacheFolder, say: () => {}, tell: () => {}});
  if ('fault' in prepared) throw new Error(prepared.fault);
  host = prepared;
});

async function open(folder: string, task?: TaskFiles): Promise<OpenExaminer> {
  const prepared = {kernel: host.kernel, tools: host.tools, accelerator: 'tcg'} as const;
  const given = {prepared, cacheFolder, folder, unsafeHostBuild: false, say: () => {}};
  return openExaminer(task === undefined ? given : {...given, task});
}

async function examined(
  t: Parameters<typeof temporaryFolder>[0],
  name: string,
  variant: Variant,
  checks: readonly DynamicCheck[],
): Promise<readonly CheckResult[]> {
  const fixture = fixtures.find((one) => one.name === name);
  assert.ok(fixture !== undefined, `there is no fixture ${name}`);
  const folder = await temporaryFolder(t);
  const {sourceFolder, taskFolder} = await writeVariant(fixture, variant, folder);
  const {examiner, close} = await open(folder, await readTask(taskFolder));
  try {
    const request = {module: name, sourceFolder, acceptance: 'accept', whose: 'own', checks} as const;
    return await examiner.examine(request, () => {}, new AbortController().signal);
  } finally {
    await close();
  }
}

const ended = (results: readonly CheckResult[]) => results.map(({check, end}) => `${check} ${end.kind}`);
const classes = (findings: readonly CheckFinding[]) => [...new Set(findings.map(({class: is}) => is))];

test('what is lost after unloading, and what is lost when a call fails, is found where it was allocated', async (t) => {
  const [leaks] = await examined(t, 'slotmap', 'planted', ['leaks']);
  assert.equal(leaks?.end.kind, 'finished', JSON.stringify(leaks?.end));
  assert.deepEqual(classes(leaks?.findings ?? []), ['leak on unload']);
  assert.equal(leaks?.findings[0]?.file, 'slotmap.c');
  const [failed] = await examined(t, 'framer', 'planted', ['allocations']);
  assert.equal(failed?.end.kind, 'finished', JSON.stringify(failed?.end));
  assert.deepEqual(classes(failed?.findings ?? []), ['leak on an error path']);
  assert.equal(failed?.findings[0]?.file, 'framer.c');
  assert.ok((failed?.findings[0]?.failedAllocation ?? 0) > 1);
});

test('a report of the kernel is a finding with its class, its line and its words', async (t) => {
  const [accept] = await examined(t, 'tagstore', 'planted', ['accept']);
  const [finding] = accept?.findings ?? [];
  assert.equal(finding?.class, 'use after free', JSON.stringify(accept));
  assert.equal(finding?.file, 'tagstore.c');
  assert.match(finding?.evidence ?? '', /BUG: KASAN: use-after-free/);
  assert.equal(finding?.report?.kind, 'kasan');
});

test('a module without a fault is left alone by all of them', async (t) => {
  const checks = ['load', 'accept', 'leaks', 'allocations', 'parallel', 'reload'] as const;
  const results = await examined(t, 'framer', 'clean', checks);
  assert.deepEqual(
    results.flatMap(({findings}) => findings.map(({claim, evidence}) => `${claim}\n${evidence}`)),
    [],
  );
  assert.deepEqual(
    ended(results),
    checks.map((check) => `${check} finished`),
  );
});

const ring = `// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include "ring.h"

static int __init ring_init(void)
{
	return ring_next(0) == 1 ? 0 : -EINVAL;
}

static void __exit ring_exit(void)
{
}

module_init(ring_init);
module_exit(ring_exit);
MODULE_DESCRIPTION("Counts around");
MODULE_LICENSE("GPL");
`;
const header = `/* SPDX-License-Identifier: GPL-2.0 */
#define RING_SIZE 4

static inline int ring_next(int at)
{
	return (at + 1) % RING_SIZE;
}
`;
const tests = `// SPDX-License-Identifier: GPL-2.0
#include <kunit/test.h>
#include <linux/module.h>
#include "ring.h"

static void ring_goes_on(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, ring_next(1), 2);
}

static void ring_comes_around(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, ring_next(3), 4);
}

static void ring_of_dma(struct kunit *test)
{
	kunit_skip(test, "no device");
}

static struct kunit_case ring_cases[] = {
	KUNIT_CASE(ring_goes_on),
	KUNIT_CASE(ring_comes_around),
	KUNIT_CASE(ring_of_dma),
	{}
};

static struct kunit_suite ring_suite = { .name = "ring", .test_cases = ring_cases };
kunit_test_suite(ring_suite);
MODULE_LICENSE("GPL");
`;

test('KUnit tests beside a module are built and run, and one that fails is a finding at its line', async (t) => {
  const folder = await temporaryFolder(t);
  const sourceFolder = join(folder, 'ring');
  await mkdir(sourceFolder);
  const files = {'ring.c': ring, 'ring.h': header, 'ring_test.c': tests, Kbuild: 'obj-m := ring.o\n'};
  for (const [name, text] of Object.entries(files)) await writeFile(join(sourceFolder, name), text);
  const {examiner, close} = await open(folder);
  try {
    const request = {module: 'ring', sourceFolder, acceptance: 'load', checks: ['kunit']} as const;
    const [kunit] = await examiner.examine(request, () => {}, new AbortController().signal);
    const looked = '3 KUnit tests: 1 passed, 1 failed, 1 skipped';
    assert.deepEqual(kunit?.end, {kind: 'finished', looked});
    const [finding, ...more] = kunit?.findings ?? [];
    assert.deepEqual(more, []);
    assert.equal(finding?.claim, 'The KUnit test ring/ring_comes_around fails.');
    assert.deepEqual(
      [finding?.file, finding?.line],
      ['ring_test.c', tests.split('\n').findIndex((line) => line.includes('ring_next(3)')) + 1],
    );
  } finally {
    await close();
  }
});
