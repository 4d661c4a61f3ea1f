// A race of which one side looks at a condition without the lock weighs little; every other weighs what it did.
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import type {CrashSource} from '../../../../src/core/crash-source.ts';
import {findingOf} from '../../../../src/drivers/examine/dynamic/findings.ts';
import {withHint, withHints} from '../../../../src/drivers/examine/dynamic/race-hint.ts';
import {findReports} from '../../../../src/kernel/find-reports.ts';
import {temporaryFolder} from '../../../temporary.ts';

/** As the race kernel 6.1.176 said it of a queue whose reader waits for `!kfifo_is_empty()`. */
const said = `BUG: KCSAN: data-race in __kfifo_from_user / msgq_read [msgq]
write to 0xffffffffa001e440 of 4 bytes by task 99 on cpu 0:
 __kfifo_from_user+0x9a/0xc0
 msgq_write+0x212/0x270 [msgq]
 vfs_write+0xd2/0x360
 ksys_write+0x65/0xe0
 __x64_sys_write+0x14/0x20
 x64_sys_call+0x989/0x9a0
 do_syscall_64+0x2f/0x50
 entry_SYSCALL_64_after_hwframe+0x4b/0xb5
read to 0xffffffffa001e440 of 4 bytes by task 185 on cpu 1:
 msgq_read+0xe3/0x230 [msgq]
 vfs_read+0xa1/0x270
 ksys_read+0x65/0xe0
 __x64_sys_read+0x14/0x20
 x64_sys_call+0x990/0x9a0
`;

const places = (writer: number, reader: number, name = 'msgq_read'): CrashSource => ({
  places: [
    {
      frame: 'msgq_write+0x212/0x270 [msgq]',
      located: {function: 'msgq_write', file: 'msgq.c', line: writer, inlined: []},
    },
    {frame: 'msgq_read+0xe3/0x230 [msgq]', located: {function: name, file: 'msgq.c', line: reader, inlined: []}},
  ],
  ...{excerpts: [], instructions: []},
});

const source = `static ssize_t msgq_read(struct file *file, char __user *buf, size_t len)
{
	if (wait_event_interruptible(readers,
				     !kfifo_is_empty(&fifo)))
		return -ERESTARTSYS;
	if (!kfifo_is_empty(&fifo))
		total = msgq_count;
	/* wait_event(readers, msgq_count) */
	total += msgq_count;
	while (wait_event_killable(readers, (msgq_count > 0) &&
				   msgq_is_open))
		;
}
static ssize_t msgq_write(void)
{
	ret = kfifo_from_user(&fifo, buf, len, &copied);
}`;

function check(what: string, reader: number, expected: 'major' | 'minor', text = said, name = 'msgq_read'): void {
  test(what, () => {
    const [report] = findReports(text);
    assert.ok(report !== undefined);
    const told = findingOf({...report, source: places(16, reader, name)});
    const {severity, line, claim} = withHint(told, new Map([['msgq.c', source.split('\n')]]));
    const hint = `line ${reader} looks at a condition without the lock, which does no harm where it is looked at again under it.`;
    assert.deepEqual([severity, line], [expected, expected === 'minor' ? reader : Math.min(16, reader)]);
    assert.equal(claim, expected === 'minor' ? told.claim.replace(/\.$/, `; ${hint}`) : told.claim);
  });
}

check('what is waited for, at the first line of the call', 3, 'minor');
check('what is waited for, at the line of the condition', 4, 'minor');
check('a condition of the own', 11, 'minor');
check('what a condition leads to is none', 7, 'major');
check('a condition in a comment is none', 9, 'major');
check('in a poll all that is read is a condition', 9, 'minor', said, 'msgq_poll');
check('a condition that writes is none', 4, 'major', said.replace('read to', 'read-write to'));

test('both sides are told, and the line is that of the condition, as the sources in the folder have it', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'msgq.c'), source);
  const [report] = findReports(said);
  assert.ok(report !== undefined);
  const told = findingOf({...report, source: places(16, 4)});
  const [hint] = await withHints([told], folder);
  assert.deepEqual([hint?.severity, hint?.file, hint?.line], ['minor', 'msgq.c', 4]);
  assert.match(hint?.claim ?? '', /, called from msgq_write, at msgq\.c:4 and msgq\.c:16; line 4 looks at/);
  assert.deepEqual(await withHints([told], join(folder, 'nowhere')), [told]);
});
