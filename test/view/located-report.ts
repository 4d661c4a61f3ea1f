// A crash report with its places in the source.
import type {CrashSource, LocatedReport} from '../../src/core/crash-source.ts';
import type {Frame} from '../../src/kernel/report.ts';

export const frame: Frame = {symbol: 'ringlog_read', offset: 0x81, size: 0x140, module: 'ringlog', reliable: true};
export const caller: Frame = {symbol: 'vfs_read', offset: 0x9, size: 0x30, reliable: true};

export const source: CrashSource = {
  places: [
    {
      frame: 'ringlog_read+0x81/0x140 [ringlog]',
      located: {
        ...{function: 'list_del', file: '.../include/linux/list.h', line: 9},
        inlined: [{function: 'ringlog_read', file: 'ringlog.c', line: 120}],
      },
    },
    {frame: 'vfs_read+0x9/0x30', refused: 'no vmlinux was given'},
  ],
  excerpts: [
    {
      file: 'ringlog.c',
      line: 120,
      firstLine: 119,
      lines: ['\tspin_lock(&ring->lock);', '\tlist_del(&item->list);', ''],
    },
  ],
  instructions: [
    {text: 'push %rbp', traps: false},
    {text: 'mov 0x8(%rax),%eax', traps: true},
  ],
};

export const report: LocatedReport = {
  ...{kind: 'kasan', title: 'KASAN: slab-use-after-free Read in ringlog_read', frame, moduleFrame: frame},
  ...{trace: [frame, caller], task: 'dd', cpu: 1, taint: 'G O', release: '6.1.0', atSeconds: 12.5},
  stacks: [
    {what: 'crash', label: 'Call Trace:', frames: [frame, caller]},
    {what: 'free', label: 'Freed by task 7:', frames: [{...frame, symbol: 'ringlog_put', offset: 4}]},
  ],
  object: {
    cache: 'kmalloc-64',
    sizeBytes: 64,
    relation: '0 bytes inside of freed 64-byte region',
    access: {kind: 'read', sizeBytes: 8},
  },
  locks: {held: ['&ring->lock'], chain: ['&ring->lock', '&log->lock'], scenario: ['CPU0    CPU1', '----    ----']},
  ...{lines: ['BUG: KASAN'], startLine: 10, endLine: 40, panicked: true, panicReason: 'panic_on_warn set', source},
};
