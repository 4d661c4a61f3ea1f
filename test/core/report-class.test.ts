import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import test from 'node:test';
import type {FaultClass} from '../../src/core/examination.ts';
import {classOfReport, severityShown} from '../../src/core/report-class.ts';
import {findReports} from '../../src/kernel/find-reports.ts';
import type {CrashReport} from '../../src/kernel/report.ts';

const folder = new URL('../fixtures/console/', import.meta.url);

/** The first report of each real console, and the class of fault that is behind it. */
const expected: Readonly<Record<string, FaultClass>> = {
  'kasan-freed': 'use after free',
  usefreed: 'use after free',
  overrun: 'out of bounds',
  doublefree: 'double free',
  'kfence-freed': 'use after free',
  'kmsan-uninit': 'uninitialised value',
  'kcsan-race': 'data race',
  'lockdep-circle': 'lock inversion',
  'lockdep-state': 'deadlock',
  lockedtwice: 'deadlock',
  schedatomic: 'sleeping in atomic',
  'rcu-usage': 'data race',
  nullread: 'null dereference',
  refunder: 'use after free',
  softspin: 'deadlock',
  'ubsan-shift': 'undefined behaviour',
  memleak: 'leak on unload',
  divzero: 'undefined behaviour',
  warnon: 'other',
};

for (const [name, is] of Object.entries(expected)) {
  test(`${name}: ${is}`, () => {
    const [report] = findReports(readFileSync(new URL(`${name}.console`, folder), 'utf8'));
    assert.ok(report !== undefined, 'no report was found');
    assert.equal(classOfReport(report), is, report.title);
  });
}

test("a copy of more than the object holds: its length was a program's", () => {
  const text = readFileSync(new URL('../fixtures/examine/copy-overflow.console', import.meta.url), 'utf8');
  const [report] = findReports(text);
  assert.equal(report?.title, 'WARNING in __copy_overflow');
  assert.equal(classOfReport(report as CrashReport), 'unchecked user copy');
});

const traced = ['Call Trace:', ' ring_put+0x11/0x40 [ring]', ' do_one_initcall+0x5b/0x310', ''].join('\n');

/** What no real console here has yet: the kernel's own first lines, with a short stack. */
function check(is: FaultClass, ...lines: readonly string[]): void {
  test(`${lines[0]}: ${is}`, () => {
    const [report] = findReports(`${lines.join('\n')}\n${traced}`);
    assert.ok(report !== undefined, 'no report was found');
    assert.equal(classOfReport(report), is, report.title);
  });
}

check(
  'missing unlock',
  'WARNING: lock held when returning to user space!',
  '6.1.176 #1 Not tainted',
  'is leaving the kernel with locks still held!',
);
check('missing unlock', 'WARNING: bad unlock balance detected!', 'insmod/7 is trying to release lock (ring_lock) at:');
check('deadlock', 'WARNING: possible recursive locking detected', 'insmod/7 is trying to acquire lock:');
check(
  'deadlock',
  'WARNING: possible circular locking dependency detected',
  'sh/7 is trying to acquire lock:',
  'ffff888003a3b0c0 ((work_completion)(&ring->work)){+.+.}-{0:0}, at: __flush_work+0x50/0x3a0',
);
check('uninitialised value', 'INFO: trying to register non-static key.', 'you are using it uninitialized?');
check(
  'armed at unload',
  'ODEBUG: free active (active state 0) object type: timer_list hint: ring_tick+0x0/0x40 [ring]',
);
check('reference not put', 'refcount_t: saturated; leaking memory.');
check(
  'armed at unload',
  'BUG: unable to handle page fault for address: ffffffffa0005000',
  '#PF: supervisor instruction fetch in kernel mode',
);
check('data race', 'BUG: KCSAN: data-race in ring_put [ring] / ring_get [ring]');
check('sleeping in atomic', 'BUG: sleeping function called from invalid context at mm/slab.h:420');
check(
  'unchecked user copy',
  'BUG: KASAN: user-memory-access in ring_ioctl+0x1/0x2 [ring]',
  'Read of size 4 at addr 00007ffd1 by task a/7',
);

test('every console of the fixtures has a class, and damage weighs more than a leak', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.console'));
  assert.ok(names.length > 20);
  for (const name of names) {
    for (const report of findReports(readFileSync(new URL(name, folder), 'utf8'))) classOfReport(report);
  }
  assert.equal(severityShown('use after free'), 'critical');
  assert.equal(severityShown('leak on unload'), 'major');
});
