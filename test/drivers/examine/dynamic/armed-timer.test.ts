// What a kernel says of a timer that is armed when its module goes, as the sanitizer kernel 6.1.176 said it: one fault, by its own name.
import assert from 'node:assert/strict';
import test from 'node:test';
import {joinedByCause} from '../../../../src/core/one-cause.ts';
import {signText} from '../../../../src/core/sign.ts';
import {complaint} from '../../../../src/drivers/examine/dynamic/allocation-findings.ts';
import {findingOf} from '../../../../src/drivers/examine/dynamic/findings.ts';
import {findReports} from '../../../../src/kernel/find-reports.ts';

const odebug = `------------[ cut here ]------------
ODEBUG: free active (active state 0) object type: timer_list hint: 0xffffffffa0024000
WARNING: CPU: 0 PID: 77 at lib/debugobjects.c:515 debug_print_object+0xe8/0x120
Modules linked in: i6300esb watchdog ramoops reed_solomon [last unloaded: sensbuf(O)]
CPU: 0 PID: 77 Comm: nth-0.232 Tainted: G           O       6.1.176-sanitizer #1
Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-debian-1.16.2-1 04/01/2014
RIP: 0010:debug_print_object+0xe8/0x120
RSP: 0018:ffffc9000026f890 EFLAGS: 00000282
`;
const unlocked = `WARNING: bad unlock balance detected!
6.1.176-sanitizer #1 Tainted: G           O
-------------------------------------
nth-0.232/77 is trying to release lock ((&sensbuf_timer)) at:
[<ffffffff81166be4>] call_timer_fn+0x154/0x310
but there are no more locks to release!
other info that might help us debug this:
no locks held by nth-0.232/77.
stack backtrace:
CPU: 0 PID: 77 Comm: nth-0.232 Tainted: G           O       6.1.176-sanitizer #1
Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-debian-1.16.2-1 04/01/2014
Call Trace:
 <IRQ>
 dump_stack_lvl+0x51/0x66
 ? call_timer_fn+0x154/0x310
 dump_stack+0x10/0x12
`;

for (const [first, text] of [
  ['the lock', unlocked + odebug],
  ['the timer', odebug + unlocked],
] as const)
  test(`a timer that is armed at the unload is told once, ${first} first`, () => {
    const told = joinedByCause(findReports(text).map((report) => findingOf(report)));
    assert.deepEqual(
      told.map(({class: is, signs = []}) => [is, ...signs.map(signText)]),
      [['armed at unload', 'then: WARNING: bad unlock balance in call_timer_fn.']],
    );
  });

test('a complaint that names no line of the module is told at the call that had failed', () => {
  const site = {function: 'sensbuf_init', file: 'sensbuf.c', line: 103};
  const failure = {ability: 'failslab', task: 'nth-0.232', frames: []};
  const [report] = findReports(odebug);
  assert.ok(report !== undefined);
  const told = complaint(findingOf(report), odebug, new Map([['0.232', {number: 1, failure, site}]]));
  assert.deepEqual([told?.class, told?.file, told?.line], ['armed at unload', 'sensbuf.c', 103]);
});
