// What is concluded from facts blocks only where it can't be otherwise: of the rest it is a hint, or nothing.
import assert from 'node:assert/strict';
import test from 'node:test';
import {found, weights} from './fact-lines.ts';

const exit = ['entry x 90 module_init|load', 'entry x 91 module_exit|unload'];

test('what stays for ever leaks nothing on unload', () => {
  const driver = ['call load 5 platform_driver_register|& driver'];
  assert.deepEqual(weights(...exit, ...driver), ['major']);
  for (const entry of ['module_init', 'postcore_initcall', 'device_initcall'])
    assert.deepEqual(weights(`entry x 90 ${entry}|load`, ...driver), ['minor'], entry);
});

test('what somebody else may undo', () => {
  const device = [...exit, 'call create 5 device_create|class', 'call drop 7 device_destroy|class'];
  const known = ['parameters create 4 create|void', 'parameters drop 6 drop|void', 'field x 1 open|create'];
  assert.deepEqual(weights(...device, ...known, 'field x 1 write|drop'), ['major'], 'a program alone comes to it');
  assert.deepEqual(weights(...device, ...known, 'field x 1 del_port|drop'), []);
  assert.deepEqual(weights(...device, ...known, 'field x 1 changed|drop'), ['minor']);
  assert.deepEqual(weights(...device, ...known, 'call load 9 subscribe|& bus , drop'), ['minor']);
  assert.deepEqual(weights(...device, ...known, 'entry x 92 EXPORT_SYMBOL_GPL|drop'), []);
});

test('a library is told by others when to begin and to end', () => {
  const port = [...exit, 'parameters port_register 4 port_register|void', 'call port_register 5 device_create|class'];
  const exported = 'entry x 92 EXPORT_SYMBOL|port_register';
  assert.deepEqual(weights(...port, exported), ['minor']);
  assert.deepEqual(
    weights(...port.slice(2), exported, 'field x 1 open|port_register'),
    ['minor'],
    'nothing but a library',
  );
  const end = ['parameters port_unregister 6 port_unregister|void', 'call port_unregister 7 device_destroy|class'];
  assert.deepEqual(weights(...port, exported, ...end, 'entry x 93 EXPORT_SYMBOL|port_unregister'), []);
});

test('what a reference frees is freed where that is put', () => {
  const list = [...exit, 'kept f 5 kzalloc|one', 'call f 5 kzalloc|8', 'call f 6 list_add|& one -> node , & all'];
  const free = [...list, 'parameters gone 8 gone|void', 'call gone 9 kfree|it', 'call unload 7 misc_deregister|& dev'];
  assert.deepEqual(weights(...free, 'call read 12 kref_put|& it -> ref , gone', 'field x 1 read|read'), ['major']);
  assert.deepEqual(weights(...free, 'call unload 12 kref_put|& it -> ref , gone'), []);
});

test("a function's own need, which it takes back itself", () => {
  const upload = [...exit, 'field x 1 write|upload', 'parameters upload 4 upload|void'];
  const calls = ['call upload 5 platform_device_register_simple|name', 'call upload 7 platform_device_unregister|pdev'];
  assert.deepEqual(weights(...upload, ...calls), ['minor']);
  assert.deepEqual(weights(...exit, ...calls.map((one) => one.replace('upload', 'load'))), ['major']);
});

test("a file in another's folder goes with that", () => {
  const file = (parent: string) =>
    weights(...exit, `call load 5 debugfs_create_file|name , 0444 , ${parent} , data , & fops`);
  assert.deepEqual(file('NULL'), ['major']);
  assert.deepEqual(file('client -> debugfs'), ['minor']);
});

test('a function that a structure is given later, and one that DEVICE_ATTR names', () => {
  const irq = [
    ...exit,
    'call start 5 request_irq|3 , handler',
    'parameters start 4 start|void',
    'field x 1 open|start',
  ];
  const close = ['parameters stop 6 stop|void', 'call stop 7 free_irq|3'];
  assert.deepEqual(weights(...irq, ...close, 'field load 8 close|stop'), []);
  const timer = [
    ...exit,
    'call load 3 timer_setup|& d -> timer , tick , 0',
    'call blink_store 5 mod_timer|& d -> timer',
  ];
  const store = [
    ...timer,
    'parameters blink_store 4 blink_store|void',
    'call blink_store 6 del_timer_sync|& d -> timer',
  ];
  assert.deepEqual(weights(...store, 'parameters unload 9 unload|void'), ['minor'], 'it may take it back itself');
});

test('network devices go with their kind', () => {
  const device = [...exit, 'call load 5 register_netdevice|dev'];
  assert.deepEqual(weights(...device), ['major']);
  for (const end of ['unregister_netdevice_queue', 'rtnl_link_unregister', '__rtnl_link_unregister'])
    assert.deepEqual(weights(...device, `call unload 7 ${end}|& links`), [], end);
});

test('work that the device cancels when it goes', () => {
  const work = [
    ...exit,
    'call load 5 queue_delayed_work|system_wq , & chip -> work',
    'call load 4 INIT_DELAYED_WORK|& chip -> work , beat',
  ];
  assert.deepEqual(weights(...work), ['major']);
  assert.deepEqual(weights(...work, 'call load 3 devm_delayed_work_autocancel|dev , & chip -> work , beat'), []);
});

test('a thread that ends by itself needs nobody to stop it', () => {
  const thread = [...exit, 'call load 5 kthread_run|loop , 0 , name', 'parameters loop 9 loop|void'];
  assert.deepEqual(weights(...thread, 'call loop 10 kthread_should_stop|'), ['major']);
  assert.deepEqual(weights(...thread, 'call loop 10 complete|& done', 'call unload 20 wait_for_completion|& done'), [
    'minor',
  ]);
});

test('a list that somebody else may empty', () => {
  const list = [...exit, 'kept f 5 kzalloc|one', 'call f 5 kzalloc|8', 'call f 6 list_add|& one -> node , & all'];
  assert.deepEqual(weights(...list, 'call unload 7 misc_deregister|& dev'), ['major']);
  assert.deepEqual(weights(...list, 'call unload 7 bus_unregister|& bus'), ['minor']);
  assert.deepEqual(weights(...list, 'declared f 4 all'), [], 'a list of the call');
});

test('locks of one name in two structures are two locks', () => {
  const orders = [
    'held f 4 mutex_lock|& card -> lock|3|mutex_lock|& chip -> mutex',
    'call f 4 mutex_lock|& chip -> mutex',
    'held g 14 mutex_lock|& chip -> mutex|13|mutex_lock|& port -> lock',
    'call g 14 mutex_lock|& port -> lock',
  ];
  const types = ['typed f 3 card|lock', 'typed f 4 chip|mutex', 'typed g 13 chip|mutex'];
  assert.deepEqual(weights(...orders), ['minor'], 'they are called the same');
  assert.deepEqual(weights(...orders, ...types, 'typed g 14 port|lock'), []);
  assert.deepEqual(weights(...orders, ...types, 'typed g 14 card|lock'), ['major']);
});

test('a semaphore may be a sign that another gives', () => {
  assert.deepEqual(found('held f 4 down|& ready|3|down|& ready', 'call f 4 down|& ready'), []);
});

test('a lock whose owner has become another one meanwhile', () => {
  const walk = 'held f 4 mutex_lock|& node -> lock|3|mutex_lock|& node -> lock';
  assert.deepEqual(weights(walk), ['major']);
  assert.deepEqual(weights(walk, 'whole f 4 node'), ['minor']);
});

test('who is called with interrupts off is interrupted by none', () => {
  const timer = ['callback x 1 DEFINE_TIMER|beat|tick', 'call tick 9 spin_lock|& s', 'call update 4 spin_lock|& s'];
  const called = [
    'parameters update 3 update|void',
    'call write 7 update|',
    'field x 1 write|write',
    'parameters write 6 write|void',
  ];
  assert.deepEqual(weights(...timer, ...called), ['major']);
  assert.deepEqual(weights(...timer, ...called, 'held write 7 spin_lock_irqsave|& other|6|update|'), []);
  assert.deepEqual(weights(...timer, ...called, 'field x 1 start_tx|update'), ['minor']);
});

test('a function that is told whether it may sleep', () => {
  const sleeper = ['call fill 20 msleep|1', 'call f 4 fill|dev', 'held f 4 spin_lock|& l|3|fill|dev'];
  assert.deepEqual(weights(...sleeper, 'parameters fill 19 fill|struct dev * dev'), ['major']);
  assert.deepEqual(weights(...sleeper, 'parameters fill 19 fill|struct dev * dev , bool can_sleep'), ['minor']);
});
