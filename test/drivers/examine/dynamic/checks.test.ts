// What each check makes of what a kernel says: the target is a stand-in, the words are a kernel's.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {CheckFinding} from '../../../../src/core/examination.ts';
import {signText} from '../../../../src/core/sign.ts';
import {type Answer, checkOn, noteText} from './stand-in-place.ts';

const by = 'sanitizer kernel 6.1.176 (KASAN, lockdep, kmemleak, debug objects, UBSAN, sleeping in atomic)';

function told({class: is, severity, claim, failedAllocation}: CheckFinding) {
  return [is, severity, claim, ...(failedAllocation === undefined ? [] : [failedAllocation])];
}

const freed = `[   12.000] BUG: KASAN: use-after-free in ring_put+0x11/0x40 [ring]
[   12.000] Read of size 4 at addr ffff888003a3b0c0 by task insmod/77
[   12.001] CPU: 0 PID: 77 Comm: insmod Tainted: G           O       6.1.176 #1
[   12.002] Call Trace:
[   12.002]  <TASK>
[   12.002]  dump_stack_lvl+0x8f/0xb7
[   12.003]  print_report+0x170/0x4a0
[   12.003]  kasan_report+0xb0/0xe0
[   12.004]  ring_put+0x11/0x40 [ring]
[   12.005]  ring_exit+0x21/0x30 [ring]
[   12.006]  </TASK>
[   12.007] Kernel panic - not syncing: panic_on_warn set ...
`;

test('what went well says what was run, on which kernel', async (t) => {
  const answer = (stage: string) => (stage === 'load' ? {output: noteText()} : null);
  const {lives, ...looked} = await checkOn(t, 'load', {answer});
  const end = {kind: 'finished', looked: 'loaded and unloaded 11 times'};
  assert.deepEqual(looked, {by, end, findings: [], console: '/console'});
  assert.equal(lives, 1);
});

test('a report is a finding, and what was not run after it is told', async (t) => {
  const answer = (stage: string): Answer | null => {
    if (stage === 'load') return {output: noteText()};
    return stage === 'unload' ? {panics: freed} : null;
  };
  const {end, findings} = await checkOn(t, 'load', {answer});
  const title = 'KASAN: use-after-free Read in ring_put';
  assert.deepEqual(end, {kind: 'stopped', why: `the kernel ended with what was found: ${title}`});
  assert.deepEqual(findings.map(told), [['use after free', 'critical', `${title}.`]]);
  assert.match(findings[0]?.evidence ?? '', /ring_exit/);
});

test('a module that stays, one that is another, and one that does not load here', async (t) => {
  const busy = await checkOn(t, 'load', {
    answer: (stage) =>
      stage === 'load' ? {output: noteText()} : stage === 'unload' ? {output: 'busy', code: 1} : null,
  });
  assert.deepEqual(
    busy.findings.map(({class: is}) => is),
    ['reference not put'],
  );
  const other = await checkOn(t, 'load', {answer: () => ({output: noteText('00'.repeat(20))})});
  assert.equal(other.end.kind, 'stopped');
  assert.deepEqual(other.findings, []);
  const refused = await checkOn(t, 'load', {answer: () => ({output: 'insmod: no such device', code: 1})});
  assert.deepEqual(refused.end, {
    kind: 'stopped',
    why: 'it does not load on this kernel: insmod: no such device',
  });
});

test('without an accept.sh there is nothing to be accepted', async (t) =>
  assert.deepEqual((await checkOn(t, 'accept', {answer: () => null})).end, {
    kind: 'notRun',
    why: 'no more is asked of it than to load and unload: there is no accept.sh to be run',
  }));

test('a module that accept.sh leaves behind, and that nobody uses, has a reference left', async (t) => {
  const {findings, end} = await checkOn(t, 'accept', {
    accept: true,
    answer: (_, script) => (script.includes('refcnt') ? {output: 'references: 1', code: 1} : null),
  });
  assert.deepEqual(findings.map(told), [
    ['reference not put', 'major', "ring can't be unloaded although nobody uses it any more."],
  ]);
  assert.equal(end.kind, 'finished');
});

const keptLock = `
================================================
WARNING: lock held when returning to user space!
6.1.176-sanitizer #1 Tainted: G           O
------------------------------------------------
use/62 is leaving the kernel with locks still held!
1 lock held by use/62:
 #0: ffffffffa00260e8 (ring_lock){+.+.}-{3:3}, at: ring_write+0x62/0xf0 [ring]
`;

test('after lockdep has reported, nothing it looks for is said to be gone', async (t) => {
  const {end} = await checkOn(t, 'accept', {
    accept: true,
    answer: (stage) => (stage === 'accept' ? {output: '', said: keptLock} : null),
  });
  assert.ok(end.kind === 'finished');
  assert.deepEqual(end.notFor, ['deadlock', 'lock inversion', 'missing unlock', 'sleeping in atomic']);
  assert.match(end.looked, /^accept\.sh, once, to its end; lockdep reports once/);
  const clean = await checkOn(t, 'accept', {accept: true, answer: () => null});
  assert.deepEqual(clean.end, {kind: 'finished', looked: 'accept.sh, once, to its end'});
});

test('one that a kept lock holds back is a sign of the lock, and no finding of its own', async (t) => {
  const {findings} = await checkOn(t, 'accept', {
    accept: true,
    answer(stage, script) {
      if (stage === 'accept') return {output: '', said: keptLock};
      return script.includes('refcnt') ? {output: 'references: 1', code: 1} : null;
    },
  });
  assert.deepEqual(
    findings.map(({class: is, signs}) => [is, signs?.map(signText)]),
    [['missing unlock', ["then: ring can't be unloaded although nobody uses it any more."]]],
  );
});

const lost = (task: string, address = 'ffff888003a3b0c0') => `unreferenced object 0x${address} (size 64):
  comm "${task}", pid 71, jiffies 4294904112 (age 17.020s)
  backtrace:
    [<00000000fb0efcad>] kmalloc_trace+0x26/0x90
    [<000000005ab3b6d5>] 0xffffffffa0005061
`;

test('objects that were lost in the same way are one finding, and others are left to the kernel', async (t) => {
  const others = 'unreferenced object 0xffff888003a3ffff (size 8):\n  backtrace:\n    kmalloc_trace+0x26/0x90\n';
  const output = lost('insmod') + others + lost('insmod', 'ffff888003a3b0f0');
  const said = '[ 20.1] kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)\n';
  const answer = (stage: string) => {
    if (stage === 'use') return {output: 'done open 1\nrefused write 22 4\n'};
    return stage === 'scan' ? {output, said} : null;
  };
  const {findings, end} = await checkOn(t, 'leaks', {answer});
  const claim = '2 objects of 64 bytes are pointed to by nothing any more after the module was unloaded.';
  assert.deepEqual(findings.map(told), [['leak on unload', 'major', claim]]);
  assert.deepEqual(end, {
    kind: 'finished',
    looked:
      'loaded, its files used once (1 open; refused: 4 writes with EINVAL), unloaded; then two scans of kmemleak five seconds apart',
  });
});

test('a use of its files that had to be ended is no whole use', async (t) => {
  const answer = (stage: string) => (stage === 'use' ? {output: 'done open 1\nlate 1\n'} : null);
  const {end} = await checkOn(t, 'leaks', {answer});
  assert.match(end.kind === 'finished' ? end.looked : '', /its files used, not all of them in time \(1 open\)/);
});

test('what the kernel made for others and nobody gave back weighs little, and what is older than the trial is not told', async (t) => {
  const object = (age: string) =>
    `unreferenced object 0xffff888003a3ffff (size 8):\n  comm "sh", pid 9, jiffies 42 (age ${age}s)\n  backtrace:\n    alloc_pid+0x26/0x90\n`;
  const answer = (stage: string): Answer | null => {
    if (stage === 'load') return {output: 'uptime 70.00\n'};
    return stage === 'scan' ? {output: `uptime 90.50\n${object('12.000')}${object('60.000')}`} : null;
  };
  const claim =
    'An object that the kernel allocated while ring was used is pointed to by nothing any more after the module was unloaded.';
  assert.deepEqual((await checkOn(t, 'leaks', {answer})).findings.map(told), [['reference not put', 'minor', claim]]);
});

const failing = (name: string, way: string) => `[   20.100] quarterdeck: try ${name}
[   20.101] FAULT_INJECTION: forcing a failure.
[   20.101] name failslab, interval 1, probability 0, space 0, times 0
[   20.102] CPU: 0 PID: 77 Comm: nth-${name} Tainted: G           O       6.1.176 #1
[   20.103]  <TASK>
[   20.104]  should_failslab+0x5/0x20
[   20.105]  kmalloc_trace+0x26/0x90
[   20.105]  ${way}
[   20.107]  </TASK>
`;
const own = 'ring_init+0x21/0x1000 [ring]';
const foreign = 'load_module+0x21/0x1000';

test('a kernel that ends as a call fails is begun anew without that call, and what is lost is told by the call', async (t) => {
  const tried: string[] = [];
  const fails = (script: string, life: number): Answer => {
    tried.push(`${life}: ${/nth (.*) "\$KO"/.exec(script)?.[1]}`);
    if (script.includes('nth first')) return {output: '0.64 left load 0 unload 0 again 0\nfirst 10\n'};
    if (life === 1) return {panics: failing('0.1', foreign) + failing('0.2', own) + freed};
    const output = '0.3 spent load 12 unload 0 again 0\n0.4 left load 0 unload 0 again 0\n';
    return {output, said: failing('0.3', own)};
  };
  const {findings, end, lives} = await checkOn(t, 'allocations', {
    answer(stage, script, life) {
      if (stage === 'fail') return fails(script, life);
      return stage === 'scan' ? {output: lost('nth-0.3')} : null;
    },
  });
  assert.equal(lives, 2);
  assert.deepEqual(tried, ['1: first 0 500', '1: load 0 2 500', '2: load 0 3 500']);
  assert.deepEqual(
    findings.map(({class: is, failedAllocation}) => [is, failedAllocation]),
    [
      ['use after free', 1],
      ['leak on an error path', 1],
    ],
  );
  assert.match(
    findings[0]?.claim ?? '',
    /^When call 1, an allocation, fails: KASAN: use-after-free Read in ring_put\.$/,
  );
  assert.deepEqual(end, {
    kind: 'finished',
    looked: '2 allocations failed one at a time, on the ways of loading; then two scans of kmemleak',
  });
});

test('what is lost when nothing fails as well is left to the check of leaks', async (t) => {
  const answer = (stage: string): Answer | null => {
    if (stage === 'fail') return {output: '0.1 left load 0 unload 0 again 0\n'};
    return stage === 'scan' ? {output: lost('nth-0.1') + lost('again-0.1')} : null;
  };
  assert.deepEqual((await checkOn(t, 'allocations', {answer})).findings, []);
});

test('what is lost by using it is not held against the call that failed meanwhile', async (t) => {
  const answer = (stage: string): Answer | null => {
    if (stage === 'fail')
      return {
        output: '0.1 spent load 12 unload 0 again 0\n0.2 left load 0 unload 0 again 0\n',
        said: failing('0.1', own),
      };
    return stage === 'scan' ? {output: lost('nth-0.1') + lost('nth-0.2', 'ffff888003a3b0f0')} : null;
  };
  const claim =
    '2 objects of 64 bytes are pointed to by nothing any more after the module was used, also where nothing failed.';
  assert.deepEqual((await checkOn(t, 'allocations', {answer})).findings.map(told), [
    ['leak on unload', 'major', claim],
  ]);
});

test('a module that does not load any more after a call had failed', async (t) => {
  const answer = (stage: string, _: string, life: number): Answer | null => {
    if (stage !== 'fail') return null;
    if (life > 1) return {output: '0.2 left load 0 unload 0 again 0\n'};
    return {output: '0.1 spent load 12 unload 0 again 17\n', code: 5, said: failing('0.1', own)};
  };
  const {findings} = await checkOn(t, 'allocations', {answer});
  const claim =
    'After call 1, an allocation, had failed, ring does not load any more (errno 17): something of it is still there.';
  assert.deepEqual(findings.map(told), [['leak on an error path', 'major', claim, 1]]);
});

test('what several at once bring to light, and how often they came through', async (t) => {
  const output = 'done open 20\ndone read 40\nrefused write 22 3\ndone load 7\ndone unload 7\n';
  const {end} = await checkOn(t, 'reload', {answer: (stage) => (stage === 'reload' ? {output} : null)});
  assert.deepEqual(end, {
    kind: 'finished',
    looked:
      'loaded, used and unloaded at the same time for 8 s at least: 7 loads, 7 unloads, 20 opens, 40 reads; refused: 3 writes with EINVAL',
  });
  const hurt = await checkOn(t, 'parallel', {answer: (stage) => (stage === 'parallel' ? {panics: freed} : null)});
  assert.deepEqual(
    hurt.findings.map(({class: is}) => is),
    ['use after free'],
  );
});

test('what was refused everything has not used the module, and does not look as if it had', async (t) => {
  const endOf = async (output: string) =>
    (await checkOn(t, 'parallel', {answer: (stage) => (stage === 'parallel' ? {output} : null)})).end;
  const looked = '4 processes at once for 8 s: accept.sh 5 times, 9 opens, 2 reads';
  assert.deepEqual(await endOf('accepted 2\naccepted 3\ndone open 9\ndone read 2\n'), {kind: 'finished', looked});
  assert.deepEqual(await endOf('refused open 16 40\n'), {
    kind: 'stopped',
    why: 'nothing that was asked of its files was taken: refused: 40 opens with EBUSY',
  });
  assert.deepEqual(await endOf(''), {
    kind: 'notRun',
    why: 'it has no accept.sh, and no file of its own that could be used',
  });
  assert.deepEqual(await endOf('done open 9\ndone read 2\nstuck 1\n'), {
    kind: 'stopped',
    why: 'a process did not come back from a call',
  });
});

test('a module that is loaded without anybody who uses it does not look as if it had been used', async (t) => {
  const endOf = async (output: string) =>
    (await checkOn(t, 'reload', {answer: (stage) => (stage === 'reload' ? {output} : null)})).end;
  assert.deepEqual(await endOf('refused load 12 9\n'), {
    kind: 'stopped',
    why: 'it was not loaded and unloaded again and again: refused: 9 loads with ENOMEM',
  });
  assert.deepEqual(await endOf('done load 7\ndone unload 7\n'), {
    kind: 'finished',
    looked: 'loaded and unloaded again and again for 8 s at least, without files to be used: 7 loads, 7 unloads',
  });
  assert.deepEqual(await endOf('done load 7\ndone unload 7\nrefused open 2 3000\n'), {
    kind: 'stopped',
    why: 'none of its files could be opened meanwhile: 7 loads, 7 unloads; refused: 3000 opens with ENOENT',
  });
});

test('what was found counts where there was nothing to be used', async (t) => {
  const circle = freed.replace(/.*Kernel panic.*\n/, '');
  const {end, findings} = await checkOn(t, 'parallel', {
    answer: (stage) => (stage === 'load' ? {output: '', said: circle} : null),
  });
  assert.equal(end.kind, 'stopped');
  assert.equal(findings.length, 1);
});

test('a check that is called off tells what was found by then', async (t) => {
  const controller = new AbortController();
  const circle = freed.replace(/.*Kernel panic.*\n/, '');
  const answer = (stage: string): Answer | null => {
    if (stage !== 'load') return null;
    controller.abort();
    return {output: '', said: circle};
  };
  const {end, findings} = await checkOn(t, 'parallel', {answer}, controller.signal);
  assert.deepEqual(end, {kind: 'stopped', why: ''}, 'whoever called it off says why');
  assert.equal(findings.length, 1);
});
