// Lines that look like the beginning of a report or like a part of one, and are not; and those that hardly look so, and are.
import assert from 'node:assert/strict';
import test from 'node:test';
import {findReports, openReportReader} from '../../src/kernel/find-reports.ts';

function titlesOf(text: string): readonly string[] {
  return findReports(text).map(({title}) => title);
}

const trace =
  'CPU: 0 PID: 7 Comm: dd Tainted: G O 6.12.0 #1\nCall Trace:\n <TASK>\n dump_stack_lvl+0x44/0x5c\n ring_put+0x81/0x140 [ring]\n vfs_write+0xc7/0x3f0\n </TASK>\n';
const oops = `Oops: invalid opcode: 0000 [#1] SMP\nRIP: 0010:ring_get+0x1/0x2 [ring]\n${trace}`;

test("a subsystem with a trap's name", () => {
  const lines = 'debug: unmapping init [mem 0x1000-0x2fff]\nbounds: 4 of 8\noverflow: none\nint3: ready\n';
  assert.deepEqual(titlesOf(`${lines}machine check: polling\nOops: that was no command\n`), []);
});
test('the trap itself', () => {
  for (const name of ['debug', 'bounds', 'overflow', 'int3', 'Oops: machine check']) {
    assert.deepEqual(titlesOf(`${name}: 0000 [#1] SMP\nRIP: 0010:ring_get+0x1/0x2 [ring]\n${trace}`), [
      'Oops in ring_get',
    ]);
  }
});

/** Two tasks complain at the same time; `ended` has the second one's trace end before it panics. */
const twoTasks = `[    4.000000][   T10] BUG: sleeping function called from invalid context at ring.c:1
[    4.000001][   T20] BUG: kernel NULL pointer dereference, address: 0000000000000000
[    4.000002][   T10] in_atomic(): 1, irqs_disabled(): 0, non_block: 0, pid: 10, name: a
[    4.000003][   T20] Oops: Oops: 0000 [#1] SMP
[    4.000004][   T10] CPU: 0 UID: 0 PID: 10 Comm: a Tainted: G O 6.12.0 #1
[    4.000005][   T20] CPU: 1 UID: 0 PID: 20 Comm: b Tainted: G O 6.12.0 #1
[    4.000006][   T10] Call Trace:
[    4.000007][   T20] RIP: 0010:ring_get+0x45/0x50 [ring]
[    4.000008][   T10]  ring_put+0x1/0x2 [ring]
[    4.000009][   T20] Call Trace:
[    4.000010][   T20]  vfs_read+0x1/0x2
[    4.000011][   T20] ---[ end trace 0000000000000000 ]---
`;
const panicked = (text: string): readonly string[] =>
  findReports(text)
    .filter((report) => report.panicked)
    .map(({title}) => title);
const nullPointer = 'BUG: unable to handle kernel NULL pointer dereference in ring_get';

test('a panic while another task still complains is of the task that panics', () =>
  assert.deepEqual(panicked(`${twoTasks}[    4.000012][   T20] Kernel panic - not syncing: Fatal exception\n`), [
    nullPointer,
  ]));
test('a panic after another task has complained is of the task that panics', () => {
  const last = '[    4.000012][   T10] ---[ end trace 0000000000000000 ]---\n';
  assert.deepEqual(panicked(`${twoTasks}${last}[    4.000013][   T20] Kernel panic - not syncing: Fatal exception\n`), [
    nullPointer,
  ]);
});
test('a stream keeps the report that a panic is of until that has ended', () => {
  const reader = openReportReader();
  const early = reader.take(`${twoTasks}[    4.000012][   T20] Kernel panic - not syncing: Fatal exception\n`);
  const all = [...early, ...reader.end()];
  assert.deepEqual(
    all.filter((report) => report.panicked).map(({title}) => title),
    [nullPointer],
  );
  assert.equal(all.length, 2);
});

test('what anybody may print is no part of a trap that follows', () => {
  assert.deepEqual(titlesOf(`WARNING: the firmware is old\n${oops}`), ['invalid opcode in ring_get']);
  assert.deepEqual(titlesOf(`BUG: the firmware is old\n${oops}`), [
    'BUG: the firmware is old',
    'invalid opcode in ring_get',
  ]);
});
test('what anybody may print takes no trace that others asked for', () => {
  assert.deepEqual(titlesOf(`WARNING: the firmware is old\nsysrq: Show backtrace\nsysrq: CPU0:\n${trace}`), []);
  assert.deepEqual(titlesOf(`WARNING: the ring is full\n${trace}`), ['WARNING: the ring is full in ring_put']);
});

test("a module's function may be named like one of the kernel's", () => {
  for (const name of ['list_show', 'print_stats', 'trace_ring', 'atomic_ring']) {
    const text = `UBSAN: shift-out-of-bounds in ring.c:4:2\n${trace.replace('ring_put', name)}`;
    assert.deepEqual(titlesOf(text), [`UBSAN: shift-out-of-bounds in ${name}`]);
  }
});
test('a copy in a module is still made for whoever called it', () =>
  assert.deepEqual(
    titlesOf(
      `UBSAN: shift-out-of-bounds in a.c:4:2\n${trace.replace(' ring_put', ' memcpy+0x1/0x2 [ring]\n ring_put')}`,
    ),
    ['UBSAN: shift-out-of-bounds in ring_put'],
  ));

test('a function that only the list of locks names is in its module', () => {
  const held = ' #0: ffffffffc0204060 (ring_mutex){+.+.}-{4:4}, at: ring_read+0x2b/0x90 [ring]\n';
  const [report] = findReports(
    `WARNING: lock held when returning to user space!\ncat/140 is leaving the kernel with locks still held!\n1 lock held by cat/140:\n${held}`,
  );
  assert.equal(report?.moduleFrame?.symbol, 'ring_read');
});
test('nothing may be known of where preemption was disabled', () => {
  const nowhere = 'Preemption disabled at:\n[<0000000000000000>] 0x0\n';
  const [report] = findReports(`BUG: scheduling while atomic: dd/7/0x00000002\n${nowhere}${trace}`);
  assert.equal(report?.title, 'BUG: scheduling while atomic in ring_put');
  assert.equal(report.corrupted, undefined);
});

test('UBSAN as arm64 traps it', () =>
  assert.deepEqual(titlesOf(`Internal error: UBSAN: array index out of bounds: 00000000f2005512 [#1] SMP\n${trace}`), [
    'UBSAN: array-index-out-of-bounds in ring_put',
  ]));
test("a program's unaligned access", () =>
  assert.deepEqual(titlesOf('Alignment trap: dd (12) PC=0x1528 Instr=0xe5932000 Address=0x21035 FSR 0x001\n'), []));
test('BUG_ON of a kernel that does not keep the places, on riscv', () =>
  assert.deepEqual(titlesOf(`Kernel BUG [#1]\nepc : ring_init+0x2c/0x1000 [ring]\n${trace}`), [
    'kernel BUG in ring_init',
  ]));
test('kmemleak counts', () =>
  assert.deepEqual(titlesOf('kmemleak: 3 new suspected memory leaks (see the file)\n'), ['memory leak']));
test('kexec says that it starts another kernel', () => {
  const before = '[    4.000000] ring: loaded\n';
  for (const last of ['kexec_core: Starting new kernel', 'Bye!']) {
    const reader = openReportReader();
    const text = `${before}[    5.000000] ${last}\n[    0.000000] Linux version 6.12.0\n`;
    assert.deepEqual([...reader.take(text), ...reader.end()], []);
  }
});

test('no report ends behind the end of the text', () => {
  const reader = openReportReader();
  const reports = [...reader.take(oops), ...reader.end()];
  assert.deepEqual(
    reports.map(({endLine}) => endLine),
    [oops.split('\n').length - 1],
  );
});

test('the same report, as several tools print it', () => {
  const prefixes = [
    '[Tue Nov  4 21:40:00 2025] ',
    'Nov 04 21:40:00 board kernel: ',
    '2025-11-04T21:40:00+0000 board kernel: ',
    '4,100,20123456,-;',
  ];
  for (const prefix of prefixes) {
    const text = `ring: loaded\n${oops}`.replace(/^(?=.)/gm, prefix);
    assert.deepEqual(titlesOf(text), ['invalid opcode in ring_get'], prefix);
  }
});
