import assert from 'node:assert/strict';
import test from 'node:test';
import {isOfModule, type LeakedObject, parseLeaks} from '../../src/kernel/kmemleak.ts';

const gone = `unreferenced object 0xff11000006039780 (size 64):
  comm "insmod", pid 71, jiffies 4294904112 (age 17.020s)
  hex dump (first 32 bytes):
    73 65 63 72 65 74 00 6b 6b 6b 6b 6b 6b 6b 6b 6b  secret.kkkkkkkkk
    6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b  kkkkkkkkkkkkkkkk
  backtrace:
    [<00000000fb0efcad>] kmalloc_trace+0x26/0x90
    [<000000005ab3b6d5>] 0xffffffffa0005061
    [<00000000c1d3c1ff>] do_one_initcall+0x5b/0x310
`;

const loaded = `unreferenced object 0xffff88810a3c4c00 (size 32):
  comm "nth-7", pid 398, jiffies 4294673520
  hex dump (first 32 bytes):
    00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................
  backtrace (crc 5f1c33e2):
    kmemleak_alloc+0x4a/0x90
    ringlog_buffer+0x2c/0x60 [ringlog]
`;

function told({address, sizeBytes, task, ageSeconds, backtrace}: LeakedObject) {
  const places = backtrace.map((at) => ('address' in at ? `0x${at.address.toString(16)}` : at.frame.symbol));
  return {address, sizeBytes, task, ...(ageSeconds === undefined ? {} : {ageSeconds}), places};
}

test('objects of a module that is gone and of one that is there, as kernels of several years print them', () => {
  const found = parseLeaks(gone + loaded);
  assert.deepEqual(found.map(told), [
    {
      ...{address: 'ff11000006039780', sizeBytes: 64, task: 'insmod', ageSeconds: 17.02},
      places: ['kmalloc_trace', '0xffffffffa0005061', 'do_one_initcall'],
    },
    {
      ...{address: 'ffff88810a3c4c00', sizeBytes: 32, task: 'nth-7'},
      places: ['kmemleak_alloc', 'ringlog_buffer'],
    },
  ]);
  assert.deepEqual(
    found.map((object) => isOfModule(object, 'ringlog')),
    [true, true],
  );
});

test('the contents of the object are no part of what is told', () =>
  assert.ok(!parseLeaks(gone)[0]?.lines.some((line) => line.includes('secret'))));

test("the kernel's own, and another module's, are not the module's", () => {
  const own = gone.replace(/ {4}\[<000000005ab3b6d5>\].*\n/, '');
  assert.equal(parseLeaks(own)[0]?.backtrace.length, 2);
  assert.ok(!parseLeaks(own).some((object) => isOfModule(object, 'ringlog')));
  assert.ok(!parseLeaks(loaded).some((object) => isOfModule(object, 'other')));
});

test('a text cut anywhere is read as far as it goes', () => {
  const text = gone + loaded;
  for (let cut = 0; cut <= text.length; cut++) assert.ok(parseLeaks(text.slice(0, cut)).length <= 2, `cut at ${cut}`);
});

test('very many objects are bounded', () => assert.equal(parseLeaks(gone.repeat(1000)).length, 500));
