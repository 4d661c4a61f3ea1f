// What the kernel lost inside a call that failed weighs little; what the module lost weighs what it did, also where it looks much the same.
import assert from 'node:assert/strict';
import test from 'node:test';
import {type Calls, lost} from '../../../../src/drivers/examine/dynamic/allocation-findings.ts';
import {parseFrame} from '../../../../src/kernel/frame.ts';
import {findInjected} from '../../../../src/kernel/injected.ts';
import {parseLeaks} from '../../../../src/kernel/kmemleak.ts';
import type {Frame} from '../../../../src/kernel/report.ts';

/** As the sanitizer kernel 6.1.176 said both of a module that undoes everything when class_create() fails. */
const nameOfClass = `__kmem_cache_alloc_node+0x126/0x1f0
__kmalloc_node_track_caller+0x50/0x100
kstrdup+0x31/0x60
kstrdup_const+0x1f/0x30
kvasprintf_const+0x93/0xd0
kobject_set_name_vargs+0x32/0xb0
kobject_set_name+0x9c/0xb0
__class_register+0xc5/0x230
__class_create+0x72/0xb0
good3_init+0x7e/0xe1 [good3]
do_one_initcall+0xe2/0x360
do_init_module+0xe2/0x2f0
load_module+0x3516/0x3680
__do_sys_finit_module+0x10f/0x170
__x64_sys_finit_module+0x3d/0x50
x64_sys_call+0x171/0x9a0`;
const directOfClass = `__kmem_cache_alloc_node+0x4a/0x1f0
__kmalloc_node_track_caller+0x50/0x100
kstrdup+0x31/0x60
kstrdup_const+0x1f/0x30
__kernfs_new_node.constprop.0+0x9c/0x440
kernfs_new_node+0xb3/0xf0
kernfs_create_dir_ns+0x27/0xa0
sysfs_create_dir_ns+0xda/0x170
kobject_add_internal+0x15d/0x350
kset_register+0xd0/0xf0
__class_register+0x138/0x230
__class_create+0x72/0xb0
good3_init+0x7e/0x1000 [good3]
do_one_initcall+0xe2/0x360
do_init_module+0xe2/0x2f0
load_module+0x3516/0x3680
__do_sys_finit_module+0x10f/0x170
__x64_sys_finit_module+0x3d/0x50
x64_sys_call+0x171/0x9a0
do_syscall_64+0x2f/0x50
entry_SYSCALL_64_after_hwframe+0x4b/0xb5`;
const nameFails = nameOfClass.replace('node+0x126', 'node+0x4a').replace('init+0x7e/0xe1', 'init+0x7e/0x1000');

interface Way {
  readonly way: string;
  readonly pid?: number;
}

const at = {function: 'good3_init', file: 'good3.c', line: 235};

function failed(tries: readonly Way[]): Calls {
  const failures = tries.flatMap(({way, pid = 70}) =>
    findInjected(`FAULT_INJECTION: forcing a failure.
name failslab, interval 1, probability 0, space 0, times 0
CPU: 0 PID: ${pid} Comm: nth-0.224 Tainted: G           O       6.1.176-sanitizer #1
Call Trace:
 <TASK>
 should_failslab+0x9/0x20
${way.replaceAll(/^/gm, ' ')}
 </TASK>
`),
  );
  const calls = failures.map((failure) => ({number: 3, failure, site: at}));
  const last = calls.at(-1);
  return new Map(last === undefined ? [] : [['0.224', {...last, before: calls.slice(0, -1)}]]);
}

function leaked(way: string, pids: readonly number[]) {
  const object = (pid: number) => `unreferenced object 0xffff888005b9d1b8 (size 8):
  comm "nth-0.224", pid ${pid}, jiffies 4294904619 (age 60.576s)
  backtrace:
${way.replaceAll(/^/gm, '    ')}
`;
  const frames = way.split('\n').flatMap((line): Frame[] => [parseFrame(line)].filter((one) => one !== null));
  return {objects: parseLeaks(pids.map(object).join('')), frames, site: at};
}

function check(
  what: string,
  way: string,
  tries: readonly Way[],
  expected: readonly (readonly [string, RegExp])[],
  pids: readonly number[] = [70],
): void {
  test(what, () => {
    const told = lost(leaked(way, pids), failed(tries), []);
    assert.deepEqual(
      told.map(({severity}) => severity),
      expected.map(([severity]) => severity),
    );
    for (const [index, [, says]] of expected.entries()) assert.match(told[index]?.claim ?? '', says);
  });
}

const own = /^An object .* after call 3, an allocation in good3_init at good3\.c:235, had failed\.$/;
const kernels = /^An object .* had failed; lost inside __class_create\(\), which failed: the kernel's own\.$/;

check(
  'what the kernel allocated inside the call that failed is its own',
  nameOfClass,
  [{way: directOfClass}],
  [['minor', kernels]],
);
check(
  'in another call of the same function it is the module that had to give it back',
  nameOfClass,
  [{way: directOfClass.replace('init+0x7e', 'init+0xaa')}],
  [['major', own]],
);
check(
  'the same call made for two is two calls',
  nameOfClass.replace('good3_init', 'good3_add+0x10/0x40 [good3]\ngood3_init'),
  [{way: directOfClass.replace('good3_init+0x7e', 'good3_add+0x10/0x40 [good3]\ngood3_init+0xaa')}],
  [['major', own]],
);
check(
  'in a loop of the module it is that of an earlier round',
  nameOfClass,
  [{way: directOfClass}, {way: nameFails, pid: 71}],
  [['major', /^2 objects .* had failed\.$/]],
  [70, 71],
);
check(
  'what the module itself allocated is its own, whatever failed',
  'kmalloc_trace+0x25/0xc0\ngood3_init+0x7e/0xe1 [good3]\ndo_one_initcall+0xe2/0x360',
  [{way: directOfClass}],
  [['major', own]],
);
check(
  'a function that leaves a reference to be put also where it fails leaves it to the module',
  nameOfClass.replace('__class_create', 'device_register'),
  [{way: directOfClass.replace('__class_create', 'device_register')}],
  [['major', own]],
);
check(
  'of two tries of one name the process tells which it was lost in',
  nameOfClass,
  [{way: directOfClass}, {way: directOfClass.replace('init+0x7e', 'init+0x1f'), pid: 90}],
  [['minor', kernels]],
);
check(
  'what the module lost beside it is told beside it',
  nameOfClass,
  [{way: directOfClass}, {way: directOfClass.replace('init+0x7e', 'init+0xaa'), pid: 90}],
  [
    ['major', own],
    ['minor', kernels],
  ],
  [70, 90],
);
