import assert from 'node:assert/strict';
import test from 'node:test';
import {moduleNamed} from '../../src/cli/read-task.ts';

function check(goal: string, name: string | undefined): void {
  test(`the module of: ${goal}`, () => assert.equal(moduleNamed(goal), name));
}

check('Write a module `mychar` that counts', 'mychar');
check('a module hello that logs hello', 'hello');
check('a kernel module named my_ring, which keeps bytes', 'my_ring');
check('a module called "blink2" for the LED', 'blink2');
check('the module `a` that replaces the module b that was', 'a');
check('a module that logs hello', undefined);
check('a module for the LED that blinks', undefined);
check('Write something', undefined);
check('a module Hello that logs', undefined);
