import assert from 'node:assert/strict';
import test from 'node:test';
import {
  inTryOrder,
  ownFailures,
  parseTries,
  rangesWithout,
  tryAtLine,
  tryOfTask,
} from '../../../../src/drivers/examine/dynamic/tries.ts';

test('what the program on the target says of each try', () =>
  assert.deepEqual(
    parseTries(
      '0.1 spent load 12 unload 0 again 0\n0.2 spent load 0 unload 11 again 17\n0.3 died 14\n1.4 left\n1.5 spen',
    ),
    [
      {name: '0.1', end: 'spent', load: 12, unload: 0, again: 0},
      {name: '0.2', end: 'spent', load: 0, unload: 11, again: 17},
      {name: '0.3', end: 'died'},
      {name: '1.4', end: 'left'},
    ],
  ));

test('a task says which try it is; one that loads without a failure is none', () => {
  assert.equal(tryOfTask('nth-0.17'), '0.17');
  assert.equal(tryOfTask('nth-0.17/77'), '0.17');
  assert.equal(tryOfTask('again-0.17'), null);
  assert.equal(tryOfTask('insmod'), null);
});

test('tries are in the order in which they are made', () =>
  assert.deepEqual(inTryOrder(['1.2', '0.10', '0.9', '1.2']), ['0.9', '0.10', '1.2']));

test('what is passed over splits the numbers of its own way alone', () => {
  const passed = new Set(['0.3', '0.1', '1.2', '0.10']);
  assert.deepEqual(
    rangesWithout(0, passed, 1, 10).map(({from, to}) => [from, to]),
    [
      [2, 2],
      [4, 9],
    ],
  );
  assert.deepEqual(
    rangesWithout(0, passed, 3, 10).map(({from, to}) => [from, to]),
    [[4, 9]],
  );
  assert.deepEqual(rangesWithout(2, passed, 4, 10), [{way: 2, from: 4, to: 10}]);
});

const console = `quarterdeck: run: fail
[   20.100] quarterdeck: try 0.41
[   20.101] FAULT_INJECTION: forcing a failure.
[   20.101] name failslab, interval 1, probability 0, space 0, times 0
[   20.102] CPU: 0 PID: 77 Comm: nth-0.41 Tainted: G           O       6.1.176 #1
[   20.103]  <TASK>
[   20.104]  should_failslab+0x5/0x20
[   20.105]  kmalloc_trace+0x26/0x90
[   20.105]  ring_init+0x21/0x1000 [ring]
[   20.107]  </TASK>
[   20.200] quarterdeck: try 0.42
[   20.201] FAULT_INJECTION: forcing a failure.
[   20.201] name failslab, interval 1, probability 0, space 0, times 0
[   20.202] CPU: 0 PID: 78 Comm: nth-0.42 Tainted: G           O       6.1.176 #1
[   20.203]  <TASK>
[   20.204]  should_failslab+0x5/0x20
[   20.205]  load_module+0x26/0x90
[   20.207]  </TASK>
`;

test("only failures on the module's own way are the module's", () => {
  assert.deepEqual([...ownFailures(console, 'ring').keys()], ['0.41']);
  assert.deepEqual([...ownFailures(console, 'other').keys()], []);
});

test('which try was under way on a line', () => {
  assert.equal(tryAtLine(console, 1), null);
  assert.equal(tryAtLine(console, 5), '0.41');
  assert.equal(tryAtLine(console), '0.42');
});
