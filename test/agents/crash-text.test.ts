// What the Executor reads of a crash: the marked line, the stacks, the locks, within its bound.
import assert from 'node:assert/strict';
import test from 'node:test';
import {crashCharactersMax, crashText} from '../../agents/crash-text.ts';
import type {LocatedReport} from '../../src/core/crash-source.ts';
import type {CrashRecord} from '../../src/core/target-state.ts';
import type {Frame} from '../../src/kernel/report.ts';

const frame: Frame = {symbol: 'ringlog_read', offset: 0x81, size: 0x140, module: 'ringlog', reliable: true};
const freed: Frame = {symbol: 'ringlog_put', offset: 0x20, size: 0x40, module: 'ringlog', reliable: true};

const report: LocatedReport = {
  ...{kind: 'kasan', title: 'KASAN: slab-use-after-free Read in ringlog_read', frame, moduleFrame: frame},
  ...{trace: [frame], task: 'dd', cpu: 0, lines: ['BUG: KASAN'], startLine: 1, endLine: 9, panicked: true},
  stacks: [
    {what: 'crash', label: 'Call Trace:', frames: [frame]},
    {what: 'free', label: 'Freed by task 7:', frames: [freed]},
  ],
  object: {
    cache: 'kmalloc-64',
    sizeBytes: 64,
    relation: '8 bytes inside of freed region',
    access: {kind: 'read', sizeBytes: 8},
  },
  locks: {held: ['&ring->lock'], chain: ['&a', '&b'], scenario: []},
  panicReason: 'panic_on_warn set',
  source: {
    places: [
      {
        frame: 'ringlog_read+0x81/0x140 [ringlog]',
        located: {
          ...{function: 'list_del', file: '.../include/linux/list.h', line: 9},
          inlined: [{function: 'ringlog_read', file: 'ringlog.c', line: 120}],
        },
      },
      {
        frame: 'ringlog_put+0x20/0x40 [ringlog]',
        located: {function: 'ringlog_put', file: 'ringlog.c', line: 80, inlined: []},
      },
    ],
    excerpts: [{file: 'ringlog.c', line: 120, firstLine: 119, lines: ['spin_lock(l);', 'list_del(x);']}],
    instructions: [{text: 'mov 0x8(%rax),%eax', traps: true}],
  },
};

const crashed = {kind: 'crashed', how: 'panicked', stage: 'accept', why: 'the kernel panicked'} as const;

test('the line to mend is marked, and what stands behind it told', () => {
  assert.deepEqual(crashText(crashed, [report], undefined).split('\n'), [
    'The target panicked at the stage "accept": "the kernel panicked"',
    '"KASAN: slab-use-after-free Read in ringlog_read" (in dd on CPU 0)',
    'blamed frame: ringlog_read+0x81/0x140 [ringlog] at ringlog.c:120 (inlined: list_del at .../include/linux/list.h:9)',
    'first frame in the module: ringlog_read+0x81/0x140 [ringlog] at ringlog.c:120 (inlined: list_del at .../include/linux/list.h:9)',
    '======== data: the source around ringlog.c:120, that line marked with >',
    '  119 spin_lock(l);',
    '> 120 list_del(x);',
    '======== end of data',
    'trace: ringlog_read+0x81/0x140 [ringlog] (ringlog.c:120)',
    'memory: read of 8 bytes, 8 bytes inside of freed region, cache kmalloc-64, an object of 64 bytes',
    'Freed by task 7: ringlog_put+0x20/0x40 [ringlog] (ringlog.c:80)',
    '======== data: what lockdep says of the locks',
    'held:',
    '&ring->lock',
    'the cycle, from the lock that is wanted to the one that is held:',
    '&a',
    '&b',
    '======== end of data',
    '======== data: the instructions around the trap, that one marked with >',
    '> mov 0x8(%rax),%eax',
    '======== end of data',
    'the kernel panicked: panic_on_warn set',
    "======== data: the target's console",
    'BUG: KASAN',
    '======== end of data',
    'pstore: what it gave back of this crash is not known any more',
    'Next: Read ringlog_read at the marked line, and say which statement did it and why before you change anything. Mend the cause and not the symptom, look for the same mistake elsewhere, build, and try again.',
  ]);
});

test('a stale module is named, and not resolved', () => {
  const refused = 'ringlog.ko is not the one that ran';
  const source = {places: [{frame: 'ringlog_read+0x81/0x140 [ringlog]', refused}], excerpts: [], instructions: []};
  const words = crashText(crashed, [{...report, source}], undefined);
  assert.ok(words.includes(`no source line of ringlog_read+0x81/0x140 [ringlog]: ${refused}`));
  assert.ok(words.includes('blamed frame: ringlog_read+0x81/0x140 [ringlog]\n'));
});

test('the report of the target gets the source that the run found for it', () => {
  const {source: _source, ...bare} = report;
  const crash: CrashRecord = {boot: 1, atMs: 0, how: 'panicked', title: report.title, report: {...bare, atSeconds: 5}};
  const words = crashText(crashed, [{...report, atSeconds: 5}], crash);
  assert.ok(words.includes('> 120 list_del(x);'));
});

test('of a hang, the last lines before the silence', () => {
  const crash: CrashRecord = {
    boot: 1,
    atMs: 0,
    how: 'hung',
    title: 'hang: silent for 20 s',
    lastLines: ['ringlog: take the lock'],
  };
  const words = crashText({...crashed, how: 'hung'}, [], crash);
  assert.ok(
    words.includes('======== data: the last lines of the console before the silence\nringlog: take the lock\n'),
  );
});

test('the most that a crash can say stays within its bound, and its end says what to do', () => {
  const long = 'x'.repeat(1000);
  const frames = Array<Frame>(500).fill({...frame, symbol: long});
  const many = <Item>(item: Item): readonly Item[] => Array<Item>(200).fill(item);
  const huge: LocatedReport = {
    ...{...report, title: long, trace: frames, lines: many(long), corrupted: long, panicReason: long},
    stacks: many({what: 'free', label: long, frames} as const),
    locks: {held: many(long), chain: many(long), scenario: many(long)},
    source: {
      places: [],
      excerpts: many({file: 'a.c', line: 5, firstLine: 1, lines: many(long).slice(0, 9)}),
      instructions: many({text: long, traps: false}),
    },
  };
  const crash: CrashRecord = {
    ...{boot: 1, atMs: 0, how: 'hung', title: long, lastLines: many(long), registers: long.repeat(9), report: huge},
    records: many({name: long, bytes: 1, file: '', reports: [huge]}),
  };
  const words = crashText({...crashed, how: 'hung', why: long}, many(huge), crash);
  assert.ok(words.length <= crashCharactersMax, String(words.length));
  assert.match(words, /Next: [^\n]+$/);
  assert.match(words, /^> 5 x+$/m, 'the marked line is never what is cut');
  const [begun, ended] = [/^={8} data: /gm, /^={8} end of data$/gm].map((fence) => words.match(fence)?.length);
  assert.equal(begun, ended, 'every fence has its end');
  assert.match(words, /^left out for want of room: locks, instructions, other stacks, registers/m);
});

test('a place that may be of another build is told as such', () => {
  const places = (report.source?.places ?? []).map((place) =>
    'located' in place ? {...place, located: {...place.located, unchecked: true as const}} : place,
  );
  const source = {places, excerpts: [], instructions: []};
  const words = crashText(crashed, [{...report, source}], undefined);
  assert.match(words, /^blamed frame: .* at ringlog\.c:120 \(not checked: /m);
  assert.match(words, /^trace: .*\(ringlog\.c:120, not checked\)$/m);
});
