import assert from 'node:assert/strict';
import test from 'node:test';
import {nameTable, openNames} from '../../../src/drivers/kernel-docs/name-table.ts';
import {lettersApart, nearestNames} from '../../../src/drivers/kernel-docs/nearest.ts';
import {parseSymvers} from '../../../src/drivers/kernel-docs/symvers.ts';

const known = [
  '__kmalloc',
  'kfree',
  'kmalloc',
  'kmalloc_array',
  'msleep',
  'msleep_interruptible',
  'mutex_lock',
  'schedule_timeout',
];
const names = openNames(nameTable(known));

const check = (wanted: string, ...expected: readonly string[]) =>
  test(`the nearest to ${wanted}`, () => assert.deepEqual(nearestNames(names, wanted), expected));

check('msleep_interruptibel', 'msleep_interruptible');
check('kmaloc', 'kmalloc');
check('kmalloc2', 'kmalloc');
check('mutexlock', 'mutex_lock');
check('schedule_timeout_interruptible', 'schedule_timeout');
check('completely_other');
check('');

test('letters apart: one left out, put in, changed, or two swapped', () => {
  assert.deepEqual(
    [
      ['a', 'a'],
      ['abc', 'ac'],
      ['ac', 'abc'],
      ['abc', 'axc'],
      ['abc', 'acb'],
      ['abcdef', 'uvwxyz'],
    ].map(([one = '', other = '']) => lettersApart(one, other, 3)),
    [0, 1, 1, 1, 1, 4],
  );
});

test('a table without names has no nearest one', () => {
  assert.deepEqual(nearestNames(openNames(nameTable([])), 'kmalloc'), []);
});

test('Module.symvers, with what is no line of it', () => {
  const text = [
    '0x815f2897\tkfree\tvmlinux\tEXPORT_SYMBOL\t',
    '0x039823de\tusb_register\tdrivers/usb/core/usbcore\tEXPORT_SYMBOL_GPL\t',
    '0x11111111\tspace\tdrivers/a\tEXPORT_SYMBOL_NS_GPL\tA_SPACE',
    '0x22222222\tcut',
    'nonsense',
    '0x33333333\tno name\tvmlinux\tEXPORT_SYMBOL',
  ].join('\n');
  assert.deepEqual(
    [...parseSymvers(text)],
    [
      {symbol: 'kfree', module: 'vmlinux', gplOnly: false, namespace: ''},
      {symbol: 'usb_register', module: 'drivers/usb/core/usbcore', gplOnly: true, namespace: ''},
      {symbol: 'space', module: 'drivers/a', gplOnly: true, namespace: 'A_SPACE'},
    ],
  );
});
