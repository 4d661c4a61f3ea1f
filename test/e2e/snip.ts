// A small task whose first module reads one byte more than it has. The distribution's kernel sees nothing of it, and accept.sh neither: the byte
// behind is never the one that is counted.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {reviewPasses} from '../../src/core/review.ts';
import type {RoleTurns} from '../model-server/by-role.ts';
import type {ServerCall} from '../model-server/turn.ts';
import {call, note} from './tally.ts';

const description = `---
name: snip
module: snip
minutes: 20
---
Write a module \`snip\` that keeps a text as long as its parameter \`length\` (24 when nothing is said), all of it the letter x, and tells in
/sys/module/snip/parameters/count how many of its letters are an x.
`;

const acceptance = `#!/bin/sh
insmod "$KO" || { echo "not accepted: it does not load"; exit 1; }
[ "$(cat /sys/module/snip/parameters/count)" = 24 ] || { echo "not accepted: the count is not 24"; exit 1; }
rmmod snip || { echo "not accepted: it does not unload"; exit 1; }
echo accepted
`;

/** The answer is its folder. */
export async function writeSnip(parent: string): Promise<string> {
  const folder = join(parent, 'snip');
  await mkdir(folder, {recursive: true});
  await writeFile(join(folder, 'task.md'), description);
  await writeFile(join(folder, 'accept.sh'), acceptance);
  return folder;
}

const source = `// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

static unsigned int length = 24;
module_param(length, uint, 0444);
MODULE_PARM_DESC(length, "letters of the text");

static char *text;

static int snip_get(char *buffer, const struct kernel_param *param)
{
	unsigned int at, count = 0;

	if (!text)
		return -ENODEV;
	for (at = 0; at <= length; at++)
		if (text[at] == 'x')
			count++;
	return sysfs_emit(buffer, "%u\\n", count);
}

static const struct kernel_param_ops snip_ops = { .get = snip_get };
module_param_cb(count, &snip_ops, NULL, 0444);
MODULE_PARM_DESC(count, "letters that are an x");

static int __init snip_init(void)
{
	text = kmalloc(length, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	memset(text, 'x', length);
	return 0;
}
module_init(snip_init);

static void __exit snip_exit(void)
{
	kfree(text);
}
module_exit(snip_exit);

MODULE_DESCRIPTION("a text and the count of its letters");
MODULE_LICENSE("GPL");
`;
const oneTooFar = 'at <= length';

/** The line that reads behind the end, from 1. */
export const faultyLine = source.split('\n').findIndex((line) => line.includes('text[at]')) + 1;

const approach = {
  ...{summary: 'a text and a loop over it', algorithms: 'a loop', dataStructures: 'one buffer', locking: 'none'},
  ...{lifetime: 'as long as the module', kernelApi: [{name: 'kmalloc', header: 'linux/slab.h'}]},
  ...{risks: ['the end of the text'], scores: [7]},
};
const plan = {
  criteria: [{name: 'simple', weight: 3}],
  approaches: [
    {...approach, name: 'loop'},
    {...approach, name: 'memchr'},
  ],
  ...{choice: 'loop', why: 'it is short', lost: [{approach: 'memchr', why: 'no shorter'}]},
};
const tasks = [
  {key: 'snip', title: 'the text', goal: 'The count is that of the letters.', acceptance: 'accept', dependsOn: []},
];
const passes = reviewPasses.map((pass) => call('finish_pass', {pass, lookedAt: 'all of snip.c'}));
const verdict = (word: 'approve' | 'change'): ServerCall =>
  call('give_verdict', {verdict: word, summary: 'read all of it, and what the checks found', resolved: []});

/** In their order. The Reviewer would approve what the machine has shown to be wrong, and is not let. */
export const snipTurns: RoleTurns = {
  scheduler: [
    {say: 'One task is enough.', calls: [call('create_tasks', {tasks})]},
    {say: 'All is done.', calls: [note('the text is there')]},
  ],
  planner: [{say: 'A loop.', calls: [call('propose_plan', plan)]}],
  executor: [
    {
      say: 'I write it.',
      calls: [
        call('write_file', {path: 'snip.c', content: source}),
        call('write_file', {path: 'Kbuild', content: 'obj-m := snip.o\n'}),
        call('build', {}),
      ],
    },
    {say: 'I try it where it will run.', calls: [call('try_on_target', {})]},
    {say: 'Accepted.', calls: [call('submit_work', {summary: 'the text and its count'})]},
    {
      say: 'The loop goes one too far.',
      calls: [
        call('replace_in_file', {path: 'snip.c', old: oneTooFar, new: 'at < length'}),
        call('build', {}),
        call('submit_work', {summary: 'the loop ends with the text'}),
      ],
    },
  ],
  reviewer: [
    {say: 'I see nothing wrong.', calls: [...passes, verdict('approve')]},
    {say: 'So it goes back.', calls: [verdict('change')]},
    {say: 'Now it is right.', calls: [...passes, verdict('approve')]},
  ],
};
