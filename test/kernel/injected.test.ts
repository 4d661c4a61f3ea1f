import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {failedWay, findInjected} from '../../src/kernel/injected.ts';

const dump = `[   20.100] quarterdeck: nth 41
[   20.101] FAULT_INJECTION: forcing a failure.
[   20.101] name failslab, interval 1, probability 0, space 0, times 0
[   20.102] CPU: 0 PID: 77 Comm: nth-41 Tainted: G           O       6.1.176 #1
[   20.102] Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2 04/01/2014
[   20.103] Call Trace:
[   20.103]  <TASK>
[   20.103]  dump_stack_lvl+0x8f/0xb7
[   20.104]  should_fail_ex.cold+0x31/0x51
[   20.104]  should_failslab+0x5/0x20
[   20.104]  ? ring_new+0x30/0x90 [ring]
[   20.105]  kmalloc_trace+0x26/0x90
[   20.105]  ring_new+0x34/0x90 [ring]
[   20.105]  ring_init+0x21/0x1000 [ring]
[   20.106]  do_one_initcall+0x5b/0x310
[   20.107]  </TASK>
[   20.108] ring: no memory
`;

test('what was let fail, in which task, and the way to it', () => {
  const [found, ...more] = findInjected(dump);
  assert.deepEqual(more, []);
  assert.ok(found !== undefined);
  assert.deepEqual([found.ability, found.task], ['failslab', 'nth-41']);
  assert.deepEqual(
    failedWay(found).map(({symbol, module}) => (module === undefined ? symbol : `${symbol} [${module}]`)),
    ['kmalloc_trace', 'ring_new [ring]', 'ring_init [ring]', 'do_one_initcall'],
  );
});

test('several, each with its own way, and a report that follows is not part of one', () => {
  const report =
    '[   20.200] BUG: kernel NULL pointer dereference, address: 0000000000000008\n[   20.201]  ring_put+0x1/0x10 [ring]\n';
  const found = findInjected(dump + report + dump.replaceAll('nth-41', 'nth-42'));
  assert.deepEqual(
    found.map(({task}) => task),
    ['nth-41', 'nth-42'],
  );
  assert.ok(!found[0]?.frames.some(({symbol}) => symbol === 'ring_put'));
});

test('a dump that is cut anywhere is read as far as it goes', () => {
  for (let cut = 0; cut <= dump.length; cut++) assert.ok(findInjected(dump.slice(0, cut)).length <= 1, `cut at ${cut}`);
});

test('a way that is long, with guesses of the unwinder between, is read to its end', () => {
  const long = Array.from(
    {length: 50},
    (_, at) => `[   20.106]  ? guess_${at}+0x1/0x2\n[   20.106]  way_${at}+0x1/0x2\n`,
  ).join('');
  const [found] = findInjected(dump.replace('[   20.105]  ring_init', `${long}[   20.105]  ring_init`));
  assert.ok(found?.frames.some(({symbol}) => symbol === 'ring_init'));
});

test('a real one, of a call three functions below the module', () => {
  const [found, ...more] = findInjected(
    readFileSync(new URL('../fixtures/examine/injected.console', import.meta.url), 'utf8'),
  );
  assert.deepEqual(more, []);
  assert.ok(found !== undefined);
  assert.deepEqual([found.ability, found.task], ['failslab', 'nth-0.264']);
  const way = failedWay(found);
  assert.deepEqual(
    way.slice(0, 4).map(({symbol}) => symbol),
    ['__kmem_cache_alloc_node', '__kmalloc', 'alloc_workqueue', 'framer_probe'],
  );
  assert.deepEqual(
    way.flatMap(({symbol, module}) => (module === 'framer' ? [symbol] : [])),
    ['framer_probe', 'framer_init'],
  );
});
