// A small task for whole sessions, and what each role says in one: the module is real and passes, what is said about it is written here.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {reviewPasses} from '../../src/core/review.ts';
import type {RoleTurns} from '../model-server/by-role.ts';
import type {ServerCall} from '../model-server/turn.ts';

const description = `---
name: tally
module: tally
minutes: 10
---
Write a module \`tally\` with a counter that is 1 after loading, readable in /sys/module/tally/parameters/count.
`;

const acceptance = `#!/bin/sh
insmod "$KO" || { echo "not accepted: it does not load"; exit 1; }
[ "$(cat /sys/module/tally/parameters/count)" = 1 ] || { echo "not accepted: the count is not 1"; exit 1; }
rmmod tally || { echo "not accepted: it does not unload"; exit 1; }
echo accepted
`;

/** The answer is its folder. */
export async function writeTally(parent: string): Promise<string> {
  const folder = join(parent, 'tally');
  await mkdir(folder, {recursive: true});
  await writeFile(join(folder, 'task.md'), description);
  await writeFile(join(folder, 'accept.sh'), acceptance);
  return folder;
}

const source = `// SPDX-License-Identifier: GPL-2.0
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/sysfs.h>

static atomic_t count = ATOMIC_INIT(1);

static int tally_get(char *text, const struct kernel_param *param)
{
	return sysfs_emit(text, "%d\\n", atomic_read(&count));
}

static const struct kernel_param_ops tally_ops = { .get = tally_get };
module_param_cb(count, &tally_ops, NULL, 0444);
MODULE_PARM_DESC(count, "loads so far");

static int __init tally_init(void)
{
	return 0;
}
module_init(tally_init);

static void __exit tally_exit(void)
{
}
module_exit(tally_exit);

MODULE_DESCRIPTION("a counter");
MODULE_LICENSE("GPL");
`;

/** The line of the source that reads the count, from 1. */
export const readingLine = source.split('\n').findIndex((line) => line.includes('atomic_read')) + 1;

export const call = (name: string, given: object): ServerCall => ({name, argumentsJson: JSON.stringify(given)});

const approach = {
  ...{summary: 'a counter behind a parameter', algorithms: 'none', dataStructures: 'one int', locking: 'none'},
  ...{lifetime: 'as long as the module', kernelApi: [{name: 'module_param_cb', header: 'linux/moduleparam.h'}]},
  ...{risks: ['none'], scores: [7]},
};
const plan = {
  criteria: [{name: 'simple', weight: 3}],
  approaches: [
    {...approach, name: 'atomic'},
    {...approach, name: 'mutex'},
  ],
  ...{choice: 'atomic', why: 'a counter needs no lock', lost: [{approach: 'mutex', why: 'a lock for one word'}]},
};
const tasks = [
  {key: 'tally', title: 'the counter', goal: 'The count is 1 after loading.', acceptance: 'accept', dependsOn: []},
];
export const note = (text: string): ServerCall => call('write_note', {text});
const approve: readonly ServerCall[] = [
  ...reviewPasses.map((pass) => call('finish_pass', {pass, lookedAt: 'all of tally.c'})),
  call('give_verdict', {verdict: 'approve', summary: 'read all of it', resolved: []}),
];
const heed = (constraint: string): readonly ServerCall[] => [
  call('answer_constraint', {constraint, touches: ['T1'], recheck: [], says: 'T1 is reviewed again under it'}),
  note(`${constraint} is heeded`),
];
const answer = (statement: string, verdict: string, says: string): ServerCall =>
  call('answer_statement', {statement, verdict, places: [{file: 'tally.c', line: readingLine}], says});

/** In their order. The Scheduler heeds two redirects and two constraints, the Reviewer reads the same tree again under them. */
export const tallyTurns: RoleTurns = {
  scheduler: [
    {say: 'One task is enough.', calls: [call('create_tasks', {tasks})]},
    {say: 'The task stays as it is.', calls: [note('an atomic counter it is')]},
    {say: 'So it stays now.', calls: [note('with a comment')]},
    {say: 'It changes nothing that is done.', calls: heed('C1')},
    {say: 'The Reviewer looks again.', calls: heed('C2')},
    {say: 'All is done.', calls: [note('the counter is there')]},
  ],
  planner: [
    {reasoning: 'Let me think.', say: 'I look first.', calls: [call('search_kernel', {query: 'module_param_cb'})]},
    {say: 'An atomic counter.', calls: [call('propose_plan', plan)]},
  ],
  executor: [
    {
      reasoning: 'The counter first.',
      say: 'I write the counter and its parameter.',
      calls: [
        call('write_file', {path: 'tally.c', content: source}),
        call('write_file', {path: 'Kbuild', content: 'obj-m := tally.o\n'}),
        call('build', {}),
      ],
    },
    {
      say: 'A comment first, as you say.',
      calls: [
        call('replace_in_file', {
          path: 'tally.c',
          old: 'static atomic_t count = ATOMIC_INIT(1);',
          new: 'static atomic_t count = ATOMIC_INIT(1); /* loads so far */',
        }),
        call('build', {}),
      ],
    },
    {say: 'It builds clean.', calls: [call('submit_work', {summary: 'the counter, with a comment'})]},
  ],
  reviewer: [
    {say: 'I read it.', calls: [call('read_file', {path: 'tally.c'})]},
    {say: 'It is right.', calls: approve},
    {say: 'It is right under the new constraints too.', calls: approve},
  ],
  verifier: [
    {say: 'I read it from the start.', calls: [call('list_files', {}), call('read_file', {path: 'tally.c'})]},
    {
      say: 'Now I know.',
      calls: [
        answer('O1.1', 'confirmed', 'it is one atomic_read'),
        answer('O1.2', 'contradicted', 'the count is read, and nothing ever raises it'),
        call('conclude_opinion', {summary: 'One holds and one does not.'}),
      ],
    },
  ],
};
