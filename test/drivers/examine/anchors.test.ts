// A place is named by its function and the text of its line, so that it is found again when lines move.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {Anchor, CheckFinding} from '../../../src/core/examination.ts';
import {anchored, anchorOf} from '../../../src/drivers/examine/anchors.ts';
import {temporaryFolder} from '../../temporary.ts';

const source = `#include <linux/module.h>

static int __init probe_init(void)
{
\tvoid *p = kmalloc(8,  GFP_KERNEL);

out:
\tkfree(p);
error: /* not reached */
\treturn 0;
}
module_init(probe_init);
`.split('\n');
const within = 'static int __init probe_init(void)';

function check(what: string, line: number, expected: Anchor | undefined): void {
  test(what, () => assert.deepEqual(anchorOf(source, line), expected));
}

check('blanks do not count', 5, {within, text: 'void *p = kmalloc(8, GFP_KERNEL);'});
check('a label begins no function', 8, {within, text: 'kfree(p);'});
check('nor does one with a comment behind it', 10, {within, text: 'return 0;'});
check('the line of a function stands in it', 3, {within, text: within});
check('before the first there is none', 1, {text: '#include <linux/module.h>'});
check('a macro of the outermost level stands for itself', 12, {
  within: 'module_init(probe_init);',
  text: 'module_init(probe_init);',
});
check('there is no such line', 99, undefined);

test('findings of the module’s files get theirs; the others, and all where nothing can be read, stay as they are', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'probe.c'), source.join('\n'));
  const finding: CheckFinding = {class: 'other', severity: 'minor', claim: 'c', evidence: 'e'};
  const looked = (...findings: readonly CheckFinding[]) =>
    ({by: 'x', end: {kind: 'finished', looked: 'y'}, findings}) as const;
  const all = looked({...finding, file: 'probe.c', line: 8}, {...finding, file: 'other.c', line: 8}, finding);
  const [own, ...others] = (await anchored(all, folder)).findings;
  assert.deepEqual(own?.anchor, {within, text: 'kfree(p);'});
  assert.deepEqual(others, all.findings.slice(1));
  assert.deepEqual(await anchored(all, join(folder, 'gone')), all);
});
