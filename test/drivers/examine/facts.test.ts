import assert from 'node:assert/strict';
import test from 'node:test';
import {nameOf, ownerOf} from '../../../src/drivers/examine/static/facts/facts.ts';
import {layoutOf} from '../../../src/drivers/examine/static/facts/layout.ts';
import {parseFacts} from '../../../src/drivers/examine/static/facts/parse-facts.ts';
import {found} from './fact-lines.ts';

test('a fact is a line of fields; what else a tool prints is none', () => {
  const {calls, held} = parseFacts(
    'HANDLING: a.c\nfact\tcall\ta.c\t9\tf\tg\t& dev -> lock , min ( a , b )\nfact\theld\ta.c\t9\tf\tmutex_lock\t& one\t7\tg\t\n',
  );
  assert.deepEqual(calls, [{file: 'a.c', line: 9, in: 'f', callee: 'g', arguments: ['&dev->lock', 'min ( a , b )']}]);
  assert.deepEqual(held, [
    {file: 'a.c', line: 9, in: 'f', lock: 'mutex_lock', object: '&one', lockedAtLine: 7, callee: 'g', arguments: []},
  ]);
});

test('an object is known by the name that every function has for it', () => {
  assert.equal(nameOf('&dev->lock'), 'lock');
  assert.equal(nameOf('&spin'), 'spin');
  assert.equal(nameOf('&a->list[3]'), 'list');
  assert.equal(ownerOf('&dev->lock'), 'dev');
  assert.equal(ownerOf('&spin'), null);
});

test('what may sleep under a spinlock, itself or through what it calls', () => {
  const lock = 'spin_lock|& l|3';
  assert.deepEqual(found(`call f 4 kmalloc|8 , GFP_KERNEL`, `held f 4 ${lock}|kmalloc|8 , GFP_KERNEL`), [
    'sleeping in atomic 4: kmalloc() may sleep, after spin_lock(&l) in line 3',
  ]);
  assert.deepEqual(found('call g 20 msleep|1', 'call f 4 g|', `held f 4 ${lock}|g|`), [
    'sleeping in atomic 4: g() may sleep, by msleep(), after spin_lock(&l) in line 3',
  ]);
  assert.deepEqual(found(`held f 4 ${lock}|kmalloc|8 , GFP_ATOMIC`), []);
  assert.deepEqual(found('held f 4 mutex_lock|& l|3|kmalloc|8 , GFP_KERNEL'), []);
});

test('the function of a timer may not sleep, that of a work item may', () => {
  const calls = ['call tick 9 mutex_lock|& m', 'call tick 10 mutex_unlock|& m'];
  assert.deepEqual(found(...calls, 'callback x 1 DEFINE_TIMER|beat|tick'), [
    'sleeping in atomic 9: mutex_lock() may sleep, in tick(), which a timer runs',
  ]);
  assert.deepEqual(found(...calls, 'callback x 1 DECLARE_WORK|beat|tick'), []);
});

test('a lock that is taken again by who holds it', () => {
  assert.deepEqual(found('held f 4 mutex_lock|& m|3|mutex_lock|& m'), [
    'deadlock 4: mutex_lock() waits for itself: &m is held since line 3',
  ]);
  const inner = ['call g 20 mutex_lock|& d -> lock'];
  assert.deepEqual(found(...inner, 'held f 4 mutex_lock|& dev -> lock|3|g|dev'), [
    'deadlock 4: g() comes to take &d->lock in line 20, and &dev->lock is held since line 3',
  ]);
  assert.deepEqual(found(...inner, 'held f 4 mutex_lock|& dev -> lock|3|g|other'), [], 'another one of the kind');
});

test('two locks in two orders, once for the pair', () => {
  const one = 'held f 4 mutex_lock|& a|3|mutex_lock|& b';
  assert.deepEqual(found(one, 'held g 14 mutex_lock|& b|13|mutex_lock|& a'), [
    'lock inversion 4: b is taken while a is held here, and in g(), line 14, it is the other way round',
  ]);
  assert.deepEqual(found(one, 'held g 14 mutex_lock|& a|13|mutex_lock|& b'), []);
});

test('what waits for a function that waits for the lock that is held', () => {
  const work = ['callback x 1 DECLARE_WORK|job|job_fn', 'call job_fn 9 mutex_lock|& m'];
  assert.deepEqual(found(...work, 'held f 4 mutex_lock|& m|3|cancel_work_sync|& job'), [
    'deadlock 4: cancel_work_sync() waits for job_fn(), which waits for &m in line 9: it is held here since line 3',
  ]);
  assert.deepEqual(found(...work, 'held f 4 mutex_lock|& other|3|cancel_work_sync|& job'), []);
});

test('a lock that a timer takes as well needs softirqs kept off', () => {
  const timer = ['callback x 1 DEFINE_TIMER|beat|tick', 'call tick 9 spin_lock|& s'];
  assert.deepEqual(found(...timer, 'call f 4 spin_lock|& s'), [
    'deadlock 4: tick() takes &s as well (line 9) and may interrupt whoever holds it here: spin_lock() does not keep it off',
  ]);
  assert.deepEqual(found(...timer, 'call f 4 spin_lock_bh|& s'), []);
  for (const off of ['local_bh_disable', 'local_irq_save'])
    assert.deepEqual(found(...timer, 'call f 4 spin_lock|& s', `held f 4 ${off}||3|spin_lock|& s`), [], off);
  const other = found(...timer, 'call f 4 spin_lock|& s', 'held f 4 rcu_read_lock||3|spin_lock|& s');
  assert.match(other.join(), /^deadlock 4: /);
});

const exit = ['entry x 90 module_init|load', 'entry x 91 module_exit|unload'];

test('a timer that only another function than the way out cancels is armed at unload', () => {
  const timer = [...exit, 'call load 5 timer_setup|& d -> timer , tick , 0', 'call f 6 mod_timer|& d -> timer , soon'];
  assert.match(found(...timer, 'call stop 7 del_timer_sync|& d -> timer').join(), /^armed at unload 6: /);
  assert.deepEqual(found(...timer, 'call unload 8 stop|', 'call stop 7 del_timer_sync|& e -> timer'), []);
  assert.match(
    found(...timer, 'call unload 8 del_timer|& d -> timer').join(),
    /^armed at unload 6: /,
    'it does not wait',
  );
});

test('what a driver undoes in its remove is undone', () => {
  const irq = [...exit, 'call probe 5 request_irq|3 , handler , 0', 'field x 1 remove|gone'];
  assert.deepEqual(found(...irq, 'call gone 7 free_irq|3 , dev'), []);
  assert.match(found(...irq, 'call probe 7 free_irq|3 , dev').join(), /^armed at unload 5: /);
});

test('what is registered where the module loads and taken back only where that fails', () => {
  const misc = [...exit, 'call load 5 misc_register|& dev'];
  assert.match(found(...misc, 'call load 7 misc_deregister|& dev').join(), /^leak on unload 5: /);
  assert.deepEqual(found(...misc, 'call unload 7 misc_deregister|& dev'), []);
});

test('files of a device are taken back by name, or go with the device', () => {
  const file = [...exit, 'call load 5 device_create_file|dev , & attribute'];
  assert.match(found(...file).join(), /^leak on unload 5: /);
  for (const end of ['device_remove_file', 'device_unregister'])
    assert.deepEqual(found(...file, `call unload 7 ${end}|dev`), [], end);
});

test('newer words for the end of work and of a thread', () => {
  const work = [...exit, 'callback x 1 DECLARE_WORK|job|job_fn', 'call f 5 schedule_work|& job'];
  assert.deepEqual(found(...work, 'call unload 7 disable_work_sync|& job'), []);
  const thread = [...exit, 'call load 5 kthread_run|loop , 0 , name'];
  assert.deepEqual(found(...thread, 'call unload 7 kthread_stop_put|thread'), []);
});

test("memory that a variable of the file keeps; a function's own is no matter of unloading", () => {
  const kept = [...exit, 'declared buffer 1 buffer', 'kept load 5 kmalloc|buffer', 'kept load 6 kmalloc|p'];
  assert.deepEqual(found(...kept), [
    'leak on unload 5: buffer keeps what kmalloc() gave, and nothing on the way out frees it',
  ]);
  assert.deepEqual(found(...kept, 'call unload 7 kfree|buffer'), []);
  assert.deepEqual(found(...kept, 'call unload 7 drop|buffer', 'call drop 8 kfree|it'), []);
});

test('a list that is filled and that nothing empties on the way out', () => {
  const list = [
    ...exit,
    'kept f 5 kzalloc|one',
    'call f 5 kzalloc|8 , GFP_KERNEL',
    'call f 6 list_add|& one -> node , & all',
  ];
  assert.deepEqual(found(...list, 'call g 7 kfree|one'), [
    'leak on unload 6: list_add() keeps what kzalloc() gave in line 5, and nothing on the way out frees what is still kept',
  ]);
  assert.deepEqual(found(...list, 'call unload 7 empty|', 'call empty 8 kfree|one'), []);
});

const report = 'structure x 1 report|struct report { u32 version; u64 reads; char label[16]; u32 flags; u32 spare; };';
const filled = [report, 'call ask 20 copy_to_user|to , & r , sizeof ( r )', 'shown ask 20 report|r|copy_to_user'];
const members = ['version', 'reads', 'label', 'flags', 'spare'];
const setIn = (within: string, object: string, names: readonly string[]) =>
  names.map((name, at) => `named ${within} ${10 + at} ${object}|${name}`);

test('a structure that goes to a program with a member that nothing sets, or with bytes of none', () => {
  assert.deepEqual(found(...filled, ...setIn('ask', 'r', members.slice(0, 4))), [
    'uninitialised value 20: r goes to the program whole, and nothing sets its spare: what the memory held before goes with it',
  ]);
  assert.match(found(...filled, ...setIn('ask', 'r', members)).join(), /the 4 bytes behind its version that belong to/);
});

test('what fills a structure may be another function of the module', () => {
  const by = [...filled, 'call ask 9 fill|& r', 'parameters fill 1 fill|struct report * into'];
  assert.match(found(...by, ...setIn('fill', 'into', members.slice(1))).join(), /nothing sets its version/);
  assert.deepEqual(found(...by, ...setIn('fill', 'into', ['reads']), 'call fill 8 memset|into , 0 , 40'), []);
  assert.deepEqual(found(...by, ...setIn('fill', 'into', ['reads']), 'whole fill 8 into'), []);
});

test('a structure that something may have cleared, or that is not all shown, is not told', () => {
  const some = setIn('ask', 'r', members.slice(0, 4));
  assert.deepEqual(found(...filled, ...some, 'call ask 9 memset|& r , 0 , sizeof ( r )'), []);
  assert.deepEqual(found(...filled, ...some, 'whole ask 9 r'), [], 'assigned at once');
  assert.deepEqual(found(...filled, ...some, 'aliased ask 9 r'), [], 'known by another name');
  const part = ['call ask 20 copy_to_user|to , & r , count', 'shown ask 20 report|r|copy_to_user'];
  assert.deepEqual(found(report, ...part, ...some), []);
  assert.deepEqual(found(report.replace('u32 flags;', 'u32 flags : 3;'), ...filled.slice(1), ...some), []);
});

test('allocated memory is no better known than the stack', () => {
  const heap = [report, 'call ask 20 copy_to_user|to , r , sizeof ( * r )', 'shown ask 20 report|r|copy_to_user'];
  const made = ['kept ask 5 kmalloc|r', 'whole ask 5 r', ...setIn('ask', 'r', members.slice(0, 4))];
  assert.match(found(...heap, ...made).join(), /nothing sets its spare/);
  assert.deepEqual(found(...heap, ...made, 'whole ask 6 r'), []);
});

test('how a structure lies in memory', () => {
  const holes = (text: string) => layoutOf(`struct s { ${text} };`)?.holes.map(({after, bytes}) => `${bytes} ${after}`);
  assert.deepEqual(holes('u8 a; u32 b; u64 c;'), ['3 a']);
  assert.deepEqual(holes('u64 a; u8 b;'), ['7 b']);
  assert.deepEqual(holes('char a[3]; void *b;'), ['5 a']);
  assert.deepEqual(holes('char a[SIZE]; u32 b; u64 c; __le16 d;'), ['6 d']);
  assert.deepEqual(holes('u32 a; u32 b; u64 c;'), []);
  for (const more of [
    'union { u8 a; } b; u64 c;',
    'u32 a:3; u64 b;',
    'struct t a; u64 b;',
    'u8 a;\n#ifdef B\nu64 c;\n#endif',
  ])
    assert.equal(layoutOf(`struct s { ${more} };`), null, more);
  assert.equal(layoutOf('struct s { u8 a; u64 b; } __packed;'), null);
});
