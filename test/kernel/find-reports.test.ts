import assert from 'node:assert/strict';
import test from 'node:test';
import {findReports, openReportReader} from '../../src/kernel/find-reports.ts';

/** `text` without printk's prefix; the traces that all of them need are added by `$`. */
function check(text: string, expected: readonly string[]): void {
  const trace =
    'Call Trace:\n <TASK>\n dump_stack_lvl+0x44/0x5c\n ring_put+0x81/0x140 [ring]\n vfs_write+0xc7/0x3f0\n </TASK>';
  assert.deepEqual(
    findReports(text.replaceAll('$', trace)).map(({kind, title}) => `${kind}: ${title}`),
    expected,
  );
}

const registers = 'CPU: 0 PID: 7 Comm: dd Tainted: G O 6.1.0 #1\nRIP: 0010:ring_get+0x1/0x2 [ring]\n';

test('a null pointer', () =>
  check(`BUG: kernel NULL pointer dereference, address: 0000000000000008\nOops: 0000 [#1] SMP\n${registers}$`, [
    'nullPointer: BUG: unable to handle kernel NULL pointer dereference in ring_get',
  ]));
test('a bad address', () =>
  check(`BUG: unable to handle page fault for address: ffffa00000001000\nOops: 0000 [#1] SMP\n${registers}$`, [
    'pageFault: BUG: unable to handle kernel paging request in ring_get',
  ]));
test('a null function pointer: who called it', () =>
  check('BUG: kernel NULL pointer dereference, address: 0\nOops: 0010 [#1]\nRIP: 0010:0x0\n$', [
    'nullPointer: BUG: unable to handle kernel NULL pointer dereference in ring_put',
  ]));
test('a fault inside a copy: who asked for it', () =>
  check(
    'general protection fault, probably for non-canonical address 0x6b6b: 0000 [#1]\nRIP: 0010:memcpy_orig+0x1/0x2\n$',
    ['generalProtection: general protection fault in ring_put'],
  ));
test('as x86 says it since 6.10', () =>
  check(`Oops: general protection fault, probably for non-canonical address 0x6b6b: 0000 [#1]\n${registers}$`, [
    'generalProtection: general protection fault in ring_get',
  ]));
test('a division', () =>
  check(`divide error: 0000 [#1] PREEMPT SMP\n${registers}$`, ['divideError: divide error in ring_get']));
test('an invalid opcode', () =>
  check(`invalid opcode: 0000 [#1] PREEMPT SMP\n${registers}$`, ['invalidOpcode: invalid opcode in ring_get']));
test('BUG_ON', () =>
  check(`kernel BUG at /build/ring.c:13!\ninvalid opcode: 0000 [#1] SMP\n${registers}$`, [
    'bug: kernel BUG in ring_get',
  ]));
test('a list', () =>
  check(
    'list_add corruption. prev->next should be next\n------------[ cut here ]------------\nkernel BUG at lib/list_debug.c:29!\nRIP: 0010:__list_add_valid+0x1/0x2\n$',
    ['listCorruption: BUG: corrupted list in ring_put'],
  ));
test('a refcount', () =>
  check(
    '------------[ cut here ]------------\nrefcount_t: underflow; use-after-free.\nWARNING: CPU: 0 PID: 7 at lib/refcount.c:28 refcount_warn_saturate+0x1/0x2\nRIP: 0010:refcount_warn_saturate+0x1/0x2\n$',
    ['refcount: WARNING: refcount bug in ring_put'],
  ));
test('WARN_ON, without a register dump', () =>
  check('WARNING: CPU: 1 PID: 7 at ring.c:12 ring_get+0x1/0x2 [ring]\n$', ['warning: WARNING in ring_get']));
test('KASAN', () =>
  check(
    'BUG: KASAN: slab-use-after-free in ring_get+0x1/0x2 [ring]\nRead of size 4 at addr ffff888 by task dd/7\n$\nAllocated by task 7:\n kasan_save_stack+0x1/0x2\n ring_new+0x1/0x2\n',
    ['kasan: KASAN: slab-use-after-free Read in ring_get'],
  ));
test('UBSAN', () =>
  check('UBSAN: array-index-out-of-bounds in ring.c:4:2\nindex 4 is out of range for type int [4]\n$', [
    'ubsan: UBSAN: array-index-out-of-bounds in ring_put',
  ]));
test('SLUB, and who freed the object when nobody else is on a stack', () => {
  const text =
    'BUG kmalloc-64 (Tainted: G    B    O      ): Poison overwritten\nAllocated in ring_new+0x1/0x2 [ring] age=3 cpu=0 pid=7\n kmalloc_trace+0x1/0x2\nFreed in ring_free+0x3/0x4 [ring] age=1 cpu=0 pid=7\n kfree+0x1/0x2\nCPU: 0 PID: 9 Comm: sh Not tainted 6.1.0 #1\nCall Trace:\n object_err+0x1/0x2\n kmem_cache_alloc+0x1/0x2\n getname_flags+0x1/0x2\n';
  const [report] = findReports(text);
  assert.deepEqual(
    [report?.kind, report?.title, report?.moduleFrame?.symbol],
    ['slab', 'BUG: Poison overwritten in getname_flags', 'ring_free'],
  );
});
test('sleeping in an atomic section', () =>
  check(
    'BUG: sleeping function called from invalid context at kernel/locking/mutex.c:580\nin_atomic(): 1, irqs_disabled(): 0\nCall Trace:\n __might_resched+0x1/0x2\n mutex_lock+0x1/0x2\n ring_put+0x1/0x2\n',
    ['atomic: BUG: sleeping function called from invalid context in ring_put'],
  ));
test('scheduling while atomic', () =>
  check('BUG: scheduling while atomic: dd/7/0x00000002\n$', ['atomic: BUG: scheduling while atomic in ring_put']));
test('a soft lockup', () =>
  check(`watchdog: BUG: soft lockup - CPU#0 stuck for 6s! [dd:7]\n${registers}$`, [
    'softLockup: BUG: soft lockup in ring_get',
  ]));
test('a hard lockup', () =>
  check(`watchdog: Watchdog detected hard LOCKUP on cpu 0\n${registers}$`, [
    'hardLockup: BUG: hard lockup in ring_get',
  ]));
test('an RCU stall that the CPU noticed itself: what the timer broke into', () =>
  check(
    'rcu: INFO: rcu_preempt self-detected stall on CPU\nrcu: \t0-....: (2000 ticks this GP)\nCPU: 0 PID: 7 Comm: dd Not tainted 6.1.0 #1\nCall Trace:\n <IRQ>\n sched_show_task+0x1/0x2\n rcu_sched_clock_irq+0x1/0x2\n </IRQ>\n <TASK>\n asm_sysvec_apic_timer_interrupt+0x1/0x2\nRIP: 0010:ring_get+0x1/0x2 [ring]\n ring_put+0x1/0x2 [ring]\n',
    ['rcuStall: INFO: rcu detected stall in ring_get'],
  ));
test('a hung task, and the next one', () =>
  check(
    'INFO: task dd:7 blocked for more than 10 seconds.\n      Not tainted 6.1.0 #1\ntask:dd state:D\nCall Trace:\n __schedule+0x1/0x2\n schedule+0x1/0x2\n __mutex_lock.constprop.0+0x1/0x2\n ring_get+0x1/0x2 [ring]\nINFO: task sh:8 blocked for more than 10 seconds.\n$',
    ['hungTask: INFO: task hung in ring_get', 'hungTask: INFO: task hung in ring_put'],
  ));
test('a panic of its own', () =>
  check('Kernel panic - not syncing: ring: 3 heads at 0x10\n$', ['panic: kernel panic: ring: NUM heads at ADDR']));
test('a panic and the oops that led to it are one', () =>
  check(
    `kernel BUG at ring.c:1!\n${registers}$\n---[ end trace 0000000000000000 ]---\nRIP: 0010:x+0x1/0x2\nKernel panic - not syncing: Fatal exception\n`,
    ['bug: kernel BUG in ring_get'],
  ));
test('a warning and a panic of its own are two', () =>
  check(
    'WARNING: CPU: 1 PID: 7 at ring.c:12 ring_get+0x1/0x2 [ring]\n$\n---[ end trace 0 ]---\nKernel panic - not syncing: ring lost\n$',
    ['warning: WARNING in ring_get', 'panic: kernel panic: ring lost'],
  ));
test('what a panicking kernel still complains of is part of its end', () =>
  check(
    'Kernel panic - not syncing: ring lost\n$\n------------[ cut here ]------------\nWARNING: CPU: 0 PID: 7 at smp.c:1 x+0x1/0x2\n$\nRebooting in 1 seconds..\n',
    ['panic: kernel panic: ring lost'],
  ));
test('an NMI that asked a hung target where it is', () =>
  check(
    'Kernel panic - not syncing: NMI: Not continuing\nCPU: 0 PID: 7 Comm: dd Not tainted 6.1.0 #1\nCall Trace:\n <NMI>\n panic+0x1/0x2\n nmi_panic.cold+0x1/0x1\n end_repeat_nmi+0x1/0x2\nRIP: 0010:ring_get+0x1/0x2 [ring]\n </NMI>\n <TASK>\n ring_put+0x1/0x2 [ring]\n',
    ['hang: hang in ring_get'],
  ));
test('an NMI that met an idle CPU: the other CPU', () =>
  check(
    'Kernel panic - not syncing: NMI: Not continuing\nCPU: 0 PID: 0 Comm: swapper/0 Not tainted 6.1.0 #1\nCall Trace:\n <NMI>\n panic+0x1/0x2\nRIP: 0010:native_safe_halt+0xb/0x10\n </NMI>\n default_idle_call+0x1/0x2\nSending NMI from CPU 0 to CPUs 1:\nNMI backtrace for cpu 1\nCPU: 1 PID: 7 Comm: dd Not tainted 6.1.0 #1\nRIP: 0010:ring_get+0x1/0x2 [ring]\nCall Trace:\n ring_put+0x1/0x2 [ring]\n',
    ['hang: hang in ring_get'],
  ));

test('a module that was built out of the tree is blamed before one of the distribution', () => {
  const [report] = findReports(
    'WARNING: CPU: 1 PID: 7 at x.c:12 virtqueue_add+0x1/0x2 [virtio_ring]\nModules linked in: ring(OE) virtio_ring virtio\nRIP: 0010:virtqueue_add+0x1/0x2 [virtio_ring]\nCall Trace:\n ring_put+0x1/0x2 [ring]\n',
  );
  assert.deepEqual([report?.frame?.symbol, report?.moduleFrame?.symbol], ['virtqueue_add', 'ring_put']);
});

test('a report as a whole', () =>
  assert.deepEqual(
    findReports(
      'noise\n<4>[    2.500000] BUG: scheduling while atomic: dd/7/0x00000002\n<4>[    2.500001] CPU: 1 PID: 7 Comm: dd Tainted: G           OE      6.1.0-56-amd64 #1\n<4>[    2.500002] Call Trace:\n<4>[    2.500003]  ? msleep+0x1/0x2\n<4>[    2.500004]  ring_put+0x81/0x140 [ring]\n<6>[    3.0] all is well\n',
    ),
    [
      {
        kind: 'atomic',
        title: 'BUG: scheduling while atomic in ring_put',
        frame: {symbol: 'ring_put', offset: 0x81, size: 0x140, module: 'ring', reliable: true},
        moduleFrame: {symbol: 'ring_put', offset: 0x81, size: 0x140, module: 'ring', reliable: true},
        trace: [
          {symbol: 'msleep', offset: 1, size: 2, reliable: false},
          {symbol: 'ring_put', offset: 0x81, size: 0x140, module: 'ring', reliable: true},
        ],
        task: 'dd',
        cpu: 1,
        release: '6.1.0-56-amd64',
        taint: 'G OE',
        atSeconds: 2.5,
        stacks: [
          {
            what: 'crash',
            label: 'CPU: 1 PID: 7 Comm: dd Tainted: G           OE      6.1.0-56-amd64 #1',
            frames: [
              {symbol: 'msleep', offset: 1, size: 2, reliable: false},
              {symbol: 'ring_put', offset: 0x81, size: 0x140, module: 'ring', reliable: true},
            ],
          },
        ],
        lines: [
          'BUG: scheduling while atomic: dd/7/0x00000002',
          'CPU: 1 PID: 7 Comm: dd Tainted: G           OE      6.1.0-56-amd64 #1',
          'Call Trace:',
          ' ? msleep+0x1/0x2',
          ' ring_put+0x81/0x140 [ring]',
        ],
        startLine: 2,
        endLine: 6,
        panicked: false,
      },
    ],
  ));

test('a report that is cut off says so', () =>
  assert.equal(findReports('kernel BUG at ring.c:1!\n')[0]?.corrupted, 'it has no stack trace that names a function'));
test('what comes without a stack', () =>
  check(
    'unregister_netdevice: waiting for ring0 to become free. Usage count = 2\nBUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 34s!\nShowing busy workqueues and worker pools:\n',
    ['netdevice: unregister_netdevice: waiting for DEV to become free', 'workqueueLockup: BUG: workqueue lockup'],
  ));
test('a kernel that starts anew without a word is told by the reader of a stream', () => {
  const reader = openReportReader();
  const texts = [
    '[    0.000000] Linux version 6.1.0 (gcc)\n[    7.5] ring: loaded\n',
    '[    0.000000] Linux version 6.1.0 (gcc)\n',
  ];
  const reports = [...texts.flatMap((text) => reader.take(text)), ...reader.end()];
  assert.deepEqual(
    reports.map(({kind, title, startLine}) => ({kind, title, startLine})),
    [{kind: 'unexpectedReboot', title: 'unexpected kernel reboot', startLine: 3}],
  );
});
test('a healthy text', () => check('Linux version 6.1.0\nring: loaded\n', []));
test('no text', () => check('', []));
