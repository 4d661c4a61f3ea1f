// KUnit tests that lie beside a module, on the sanitizer kernel of the cache.
import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {temporaryFolder} from '../../../temporary.ts';
import {openForTest} from '../examined.ts';

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
  const {examiner, close} = await openForTest(folder);
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
