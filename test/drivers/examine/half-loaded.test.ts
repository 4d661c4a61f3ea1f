// What is left behind where loading fails: blocking only what the module's own end would have undone.
import assert from 'node:assert/strict';
import test from 'node:test';
import {found} from './fact-lines.ts';

const entries = ['entry x 90 module_init|load', 'entry x 91 module_exit|unload'];
const timer = [
  ...entries,
  'call load 3 timer_setup|& timer , tick , 0',
  'call load 4 mod_timer|& timer , jiffies',
  'call unload 30 del_timer_sync|& timer',
];
/** misc_register() in line 5, asked about in line 6, and in line 7 the way out. */
const failure = (...more: readonly string[]): readonly string[] => [
  'call load 5 misc_register|& misc',
  'kept load 5 misc_register|ret',
  'call unload 31 misc_deregister|& misc',
  ...more,
  'before load 7 4|mod_timer',
  'before load 7 5|misc_register',
];
const asked = ['leaving load 7 6|ret', 'ending load 7 ret'];

test('what was begun before the error and is not undone on this way out', () => {
  assert.deepEqual(found(...timer, ...failure(...asked)), [
    'leak on an error path 7: loading fails here, and mod_timer() of line 4 is not undone, as it is where the module goes',
  ]);
});

test('what the way out undoes, itself or through a function of the module', () => {
  assert.deepEqual(found(...timer, ...failure(...asked, 'undoing load 7 del_timer_sync')), []);
  const stop = 'parameters stop 19 stop|void';
  const stops = ['undoing load 7 stop', stop, 'call stop 20 del_timer_sync|& timer'];
  assert.deepEqual(found(...timer, ...failure(...asked, ...stops)), []);
  const before = ['call load 7 stop|', stop, 'call stop 20 del_timer_sync|& timer'];
  assert.deepEqual(found(...timer, ...failure(...asked, ...before)), []);
  assert.deepEqual(found(...timer, ...failure(...asked, 'call load 7 del_timer_sync|& timer')), []);
});

test('a way out that may be no failure', () => {
  assert.deepEqual(found(...timer, ...failure('leaving load 7 6|ret', 'ending load 7 0')), []);
  assert.deepEqual(found(...timer, ...failure('leaving load 7 6|! dir', 'ending load 7 ret')), []);
  assert.deepEqual(found(...timer, ...failure('leaving load 7 6|! ret', 'ending load 7 ret')), []);
  assert.deepEqual(found(...timer, ...failure('leaving load 7 6|ret == 0', 'ending load 7 0')), []);
  const told = failure('leaving load 7 6|! dir', 'ending load 7 ret', 'answered load 7 ret');
  assert.equal(found(...timer, ...told).length, 1);
});

test('what failed itself began nothing', () => {
  const later = ['call load 8 cdev_add|& cdev', 'kept load 8 cdev_add|ret', 'call unload 32 cdev_del|& cdev'];
  const way = [
    'leaving load 10 9|ret',
    'ending load 10 ret',
    'before load 10 5|misc_register',
    'before load 10 8|cdev_add',
  ];
  assert.deepEqual(found(...entries, ...failure(), ...later, ...way), [
    'leak on an error path 10: loading fails here, and misc_register() of line 5 is not undone, as it is where the module goes',
  ]);
});
