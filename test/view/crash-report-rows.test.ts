// The page of a crash report: the facts, the trace beside the source, the other stacks, at two widths.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import test from 'node:test';
import type {LocatedReport} from '../../src/core/crash-source.ts';
import {findReports} from '../../src/kernel/find-reports.ts';
import type {Frame} from '../../src/kernel/report.ts';
import {crashReportRows} from '../../src/view/crash-report-rows.ts';
import {glyphsOf} from '../../src/view/glyphs.ts';
import {widthOf} from '../../src/view/spans.ts';
import {frame, report, source} from './located-report.ts';

const pen = {width: (text: string) => text.length, glyphs: glyphsOf(false), nowMs: 0};
function page(given: LocatedReport, cells: number): readonly string[] {
  return crashReportRows(given, cells, pen).map((row) =>
    row
      .map(({text}) => text)
      .join('')
      .trimEnd(),
  );
}

test('where there is room, the source stands beside the trace', () => {
  assert.deepEqual(page(report, 120), [
    'KASAN: slab-use-after-free Read in ringlog_read',
    '  where     kasan, in dd, on CPU 1, 12.500 s after the boot, lines 10 to 40',
    '  blamed    ringlog_read+0x81/0x140 [ringlog] at ringlog.c:120, where list_del was inlined',
    '  memory    read of 8 bytes, 0 bytes inside of freed 64-byte region, cache kmalloc-64, object of 64 bytes',
    '  holds     &ring->lock',
    '  kernel    6.1.0',
    '  taint     G O: a module was built out of the tree',
    '  panic     panic_on_warn set',
    '                                                           |',
    'Trace                                                      | ringlog.c:120',
    '> ringlog_read+0x81/0x140 [ringlog]                        |   119     spin_lock(&ring->lock);',
    '      list_del in .../include/linux/list.h:9               | > 120     list_del(&item->list);',
    '      ringlog.c:120                                        |   121',
    '  vfs_read+0x9/0x30                                        |',
    '',
    'Freed by task 7',
    '  ringlog_put+0x4/0x140 [ringlog]',
    '',
    'The cycle of locks, from the one wanted to the one held',
    '    &ring->lock',
    '  v &log->lock',
    '',
    'CPU0    CPU1',
    '----    ----',
    '',
    'Code around the trap',
    '  push %rbp',
    '> mov 0x8(%rax),%eax',
  ]);
});

test('who allocated is named in the heading of SLUB and in the stack below it, not twice in that', async () => {
  const text = await readFile(new URL('../fixtures/console/doublefree.console', import.meta.url), 'utf8');
  const [found] = findReports(text);
  assert.ok(found);
  const rows = page(found, 200);
  const at = rows.findIndex((line) => line.startsWith('Allocated in doublefree_fault+0x1f/0x40 [doublefree]'));
  const stack = rows.slice(at + 1, rows.indexOf('', at));
  assert.match(stack[0] ?? '', /kmalloc_trace\+/);
  assert.equal(stack.filter((line) => line.includes('doublefree_fault+0x1f/0x40')).length, 1, stack.join('\n'));
});

test('where there is none, it stands below, and nothing is wider than the page', () => {
  const rows = crashReportRows(report, 60, pen);
  assert.deepEqual(
    rows.filter((row) => widthOf(row, pen.width) > 60),
    [],
  );
  const lines = page(report, 60);
  assert.ok(lines.indexOf('Trace') < lines.indexOf('ringlog.c:120'));
});

test('why a frame of the module has no place is told once; what has no stack shows its lines', () => {
  const refused = 'ringlog.ko is not the one that ran';
  const places = ['a', 'b'].map((name) => ({frame: `${name}+0x1/0x2 [ringlog]`, refused}));
  const told = page({...report, source: {...source, places, excerpts: []}}, 100);
  assert.deepEqual(
    told.filter((line) => line.includes(refused)),
    [`  source    ${refused}`],
  );
  const bare = page({...report, trace: [], stacks: [], lines: ['Kernel panic - not syncing: x']}, 100);
  assert.ok(bare.includes('Kernel panic - not syncing: x'));
});

test('a report of an older journal is shown, and a huge one stays within a bound', () => {
  const {stacks: _stacks, source: _source, object: _object, locks: _locks, ...old} = report;
  assert.equal(page(old as LocatedReport, 100)[0], report.title);
  const many = Array<Frame>(10_000).fill(frame);
  const stacks = Array.from({length: 500}, () => ({what: 'other', label: 'x', frames: many}) as const);
  assert.ok(page({...report, trace: many, stacks, lines: Array(10_000).fill('x')}, 100).length < 250);
});

test('what looks like an escape sequence never reaches the terminal', () => {
  const evil = '\x1b[2J\x9b31m';
  const bad: Frame = {...frame, symbol: `f${evil}`};
  const rows = page(
    {
      ...{...report, title: evil, task: evil, taint: evil, release: evil, corrupted: evil, panicReason: evil},
      trace: [bad],
      stacks: [{what: 'free', label: evil, frames: [bad]}],
      locks: {held: [evil], chain: [evil], scenario: [evil]},
      source: {
        places: [{frame: 'x [m]', refused: evil}],
        excerpts: [{file: evil, line: 1, firstLine: 1, lines: [evil]}],
        instructions: [{text: evil, traps: true}],
      },
    },
    100,
  );
  assert.ok(rows.length > 10);
  assert.deepEqual(
    rows.filter((row) => /[\x00-\x1f\x7f-\x9f]/.test(row)),
    [],
  );
});
