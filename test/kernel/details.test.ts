import assert from 'node:assert/strict';
import test from 'node:test';
import {findReports} from '../../src/kernel/find-reports.ts';
import type {CrashReport} from '../../src/kernel/report.ts';
import {taintWords} from '../../src/kernel/taint.ts';
import {type ConsoleFixture, consoleFixtures} from './console-fixtures.ts';

function fixture(name: string, ending = '.console'): ConsoleFixture {
  const found = consoleFixtures(ending).find((one) => one.name === name);
  assert.ok(found !== undefined, name);
  return found;
}

function reportOf(name: string): CrashReport {
  const [report] = findReports(fixture(name).text);
  assert.ok(report !== undefined, name);
  return report;
}

function stacks(name: string, expected: readonly string[]): void {
  const told = reportOf(name).stacks.map(
    ({what, label, task, frames}) => `${what} "${label}"${task === undefined ? '' : ` by ${task}`}: ${frames.length}`,
  );
  assert.deepEqual(told, expected);
}

test('KASAN: the crash, who allocated, who freed, what was queued last', () =>
  stacks('kasan-freed', [
    'crash "CPU: 1 PID: 412 Comm: cat Tainted: G           OE      6.12.9 #3": 10',
    'allocation "Allocated by task 401:" by 401: 7',
    'free "Freed by task 409:" by 409: 7',
    'relatedWork "Last potentially related work creation:": 4',
  ]));
test('KCSAN: both sides', () =>
  stacks('kcsan-race', [
    'access "write to 0xffffffffc0a0b0c0 of 4 bytes by task 401 on cpu 0:" by 401: 4',
    'access "read to 0xffffffffc0a0b0c0 of 4 bytes by task 412 on cpu 1:" by 412: 5',
  ]));
test('lockdep: the links of the cycle, then where it closed', () =>
  stacks('lockdep-circle', [
    'lockChain "-> #1 (&ring->tail_lock){+.+.}-{3:3}:": 3',
    'lockChain "-> #0 (&ring->head_lock){+.+.}-{3:3}:": 5',
    'crash "CPU: 0 PID: 412 Comm: cat Tainted: G           OE      6.12.9 #3": 11',
  ]));
test('KMSAN: where the memory came from', () => {
  assert.deepEqual(
    reportOf('kmsan-uninit').stacks.map(({what}) => what),
    ['crash', 'allocation'],
  );
});

function object(name: string, expected: CrashReport['object']): void {
  assert.deepEqual(reportOf(name).object, expected);
}

test('the object that KASAN describes', () =>
  object('kasan-freed', {
    address: 'ffff88810a3c4c28',
    cache: 'kmalloc-64',
    sizeBytes: 64,
    offsetBytes: 40,
    relation: '40 bytes inside of freed 64-byte region [ffff88810a3c4c00, ffff88810a3c4c40)',
    access: {kind: 'read', sizeBytes: 4, by: 'cat/412'},
  }));
test('the object that KFENCE describes', () =>
  object('kfence-freed', {
    address: 'ffff8881fd6a2fc0',
    cache: 'kmalloc-64',
    sizeBytes: 64,
    relation: 'in kfence-#84',
    access: {kind: 'read'},
  }));
test('an access left of an object', () => {
  const [report] = findReports(
    'BUG: KASAN: slab-out-of-bounds in ring_get+0x1/0x2\nWrite of size 8 at addr ffff888100000ff8 by task dd/7\nCall Trace:\n ring_get+0x1/0x2\n\nThe buggy address is located 8 bytes to the left of\n 128-byte region [ffff888100001000, ffff888100001080)\n',
  );
  assert.deepEqual([report?.object?.offsetBytes, report?.object?.sizeBytes], [-8, 128]);
});
test('the object that SLUB describes', () => {
  const report = reportOf('usefreed');
  assert.match(report.object?.cache ?? '', /^kmalloc-/);
  assert.match(report.object?.relation ?? '', /First byte 0x[0-9a-f]+ instead of 0x6b/);
});

test('the cycle of locks, and how it deadlocks', () =>
  assert.deepEqual(reportOf('lockdep-circle').locks, {
    held: [
      '#0: ffff888103f2a7b8 (&f->f_pos_lock){+.+.}-{3:3}, at: fdget_pos+0x56/0x80',
      '#1: ffffffffc0a0b180 (&ring->tail_lock){+.+.}-{3:3}, at: ringlog_read+0x3a/0x160 [ringlog]',
    ],
    chain: ['&ring->head_lock', '&ring->tail_lock'],
    scenario: [
      '       CPU0                    CPU1',
      '       ----                    ----',
      '  lock(&ring->tail_lock);',
      '                               lock(&ring->head_lock);',
      '                               lock(&ring->tail_lock);',
      '  lock(&ring->head_lock);',
      ' *** DEADLOCK ***',
    ],
  }));

function code(name: string, bytes: string, trapAt: number): void {
  const told = reportOf(name).code;
  assert.equal(told?.bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' '), bytes);
  assert.equal(told?.trapAt, trapAt);
}

test('machine code of arm64, in the order of memory', () =>
  code('arm64-null', 'f5 ff ff 97 60 0a 40 f9 80 00 00 b4 e1 03 13 aa 00 0c 40 f9', 16));
test('machine code of riscv', () => code('riscv-wild', '98 67 1d c3 9c 4b 89 cb 9c 6f 22 85', 8));
test('machine code of x86', () => {
  const [report] = findReports(fixture('two', '.callers').text);
  assert.deepEqual(report?.code, {
    bytes: [0x8b, 0x45, 8, 0x48, 0x85, 0xc0, 0x74, 0x12, 0x8b, 0x40, 4, 0x89, 0xc3, 0x0f, 0x1f, 0],
    trapAt: 8,
  });
});
test('machine code that the kernel could not read', () => assert.equal(reportOf('nullread').code, undefined));

function registers(name: string, expected: Readonly<Record<string, string>>): void {
  const told = Object.fromEntries((reportOf(name).registers ?? []).map((one) => [one.name, one.value]));
  for (const [register, value] of Object.entries(expected)) assert.equal(told[register], value, register);
}

test('registers of arm64', () =>
  registers('arm64-null', {
    sp: 'ffff800082c3bd00',
    x0: '0000000000000000',
    x29: 'ffff800082c3bd00',
    pstate: '60400005',
  }));
test('registers of arm', () =>
  registers('arm-null', {pc: 'bf000128', lr: 'c04a1f90', r10: '00000000', r0: 'c4b0c200'}));
test('registers of riscv', () =>
  registers('riscv-wild', {epc: 'ffffffff0180202e', a0: 'ff600000038a6a00', cause: '000000000000000d'}));
test('registers of x86 are those of the kernel, and not of the program that called it', () => {
  const told = reportOf('nullread').registers ?? [];
  assert.equal(told.filter(({name}) => name === 'RAX').length, 1);
  assert.ok(told.some(({name}) => name === 'CR2'));
});
test('where the processor was', () => assert.equal(reportOf('riscv-wild').instructionPointer?.symbol, 'ringlog_read'));

test('two CPUs that complain at once are told apart by their callers', () => {
  const {header, text} = fixture('two', '.callers');
  const reports = findReports(text);
  assert.deepEqual(
    reports.map(({title, corrupted}) => ({title, corrupted})),
    [
      {title: header.get('first'), corrupted: undefined},
      {title: header.get('second'), corrupted: undefined},
    ],
  );
  assert.ok(reports[0]?.lines.every((line) => !line.includes('ringlog_write')));
});

test('a taint, spelled out', () => {
  assert.deepEqual(taintWords('G OE'), [
    'all modules have a GPL-compatible licence',
    'a module was built out of the tree',
    'an unsigned module was loaded',
  ]);
  assert.deepEqual(taintWords('P Q'), ['a proprietary module was loaded', 'Q']);
});
