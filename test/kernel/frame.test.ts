import assert from 'node:assert/strict';
import test from 'node:test';
import {parseFrame, plainSymbol} from '../../src/kernel/frame.ts';
import type {Frame} from '../../src/kernel/report.ts';

function check(text: string, expected: Frame | null): void {
  assert.deepEqual(parseFrame(text), expected);
}

const read: Frame = {symbol: 'ringlog_read', offset: 0x81, size: 0x140, module: 'ringlog', reliable: true};
const {module: _module, ...builtIn} = read;

test('a frame of a module', () => check(' ringlog_read+0x81/0x140 [ringlog]', read));
test('a frame of the kernel', () => check(' ringlog_read+0x81/0x140', builtIn));
test('a frame that was only found on the stack', () =>
  check(' ? ringlog_read+0x81/0x140 [ringlog]', {...read, reliable: false}));
test('the register dump of x86', () => check('RIP: 0010:ringlog_read+0x81/0x140 [ringlog]', read));
test('the register dump of arm64', () => check('pc : ringlog_read+0x81/0x140 [ringlog]', read));
test('with an address in front', () => check(' [<ffffffff8123648d>] ringlog_read+0x81/0x140', builtIn));
test('32-bit arm, with addresses', () =>
  check('[<818e9a30>] (__fortify_panic) from [<8062a3b0>] (ringlog_read+0x81/0x140 [ringlog])', read));
test('32-bit arm, without', () => check(' __fortify_panic from ringlog_read+0x81/0x140 [ringlog]', read));
test("with the module's build id", () => check(' ringlog_read+0x81/0x140 [ringlog 8fe1c0]', read));
test('a clone keeps its name', () =>
  check('f.isra.0+0x1/0x2', {symbol: 'f.isra.0', offset: 1, size: 2, reliable: true}));
test('an address of a program is no frame', () => check('RIP: 0033:0x47b7a0', null));
test('a jump to nowhere is no frame', () => check('RIP: 0010:0x0', null));
test('words are no frame', () => check('initcall ring_init+0x0/0x1000 [ring] returned 0', null));
test('a mark of the trace is no frame', () => check(' <TASK>', null));

test('what the compiler appends to a name', () => {
  const names = ['f', 'f.cold', 'f.isra.0', 'f.constprop.0.isra.1', 'f.part.0.cold'];
  assert.deepEqual(names.map(plainSymbol), ['f', 'f', 'f', 'f', 'f']);
});
