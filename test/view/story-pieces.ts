// What the story of a session is made of: a plan, a crash, and what the console printed.
import type {Event} from '../../src/core/events.ts';
import {assignmentId, planId, type TaskId, taskId, treeHash} from '../../src/core/ids.ts';
import type {CrashReport} from '../../src/kernel/report.ts';

export const [T1, T2] = [taskId(1), taskId(2)] as const;
export const [A1, A2, A3, A4, A5, A6] = [
  assignmentId(1),
  assignmentId(2),
  assignmentId(3),
  assignmentId(4),
  assignmentId(5),
  assignmentId(6),
] as const;
export const firstTree = treeHash('3f2a91c04be7a5d1f0c2b8e9a7d6c5b4a3928170');
export const secondTree = treeHash('9be41d7702c5e8f3a1b6d4c9e0f7a8b5c2d1e3f4');

export const bootText = `[    0.000000] Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0)
[    0.000000] Command line: console=ttyS0 ignore_loglevel oops=panic panic=1 slub_debug=FZPU
[    0.412337] printk: console [ttyS0] enabled
[    1.183022] i6300ESB timer 0000:00:04.0: initialized. heartbeat=20 sec (nowayout=0)
[    1.502914] pstore: Registered ramoops as persistent store backend
[    1.877120] Run /init as init process
`;

export const oopsText = `[   31.301990] BUG: kernel NULL pointer dereference, address: 0000000000000010
[   31.302061] #PF: supervisor read access in kernel mode
[   31.302118] #PF: error_code(0x0000) - not-present page
[   31.302144] Oops: 0000 [#1] PREEMPT SMP NOPTI
[   31.302199] CPU: 0 PID: 214 Comm: accept Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.158-1
[   31.302240] RIP: 0010:ringlog_read+0x81/0x140 [ringlog]
[   31.302391] Call Trace:
[   31.302402]  <TASK>
[   31.302418]  vfs_read+0x9f/0x2f0
[   31.302437]  ksys_read+0x6b/0xf0
[   31.302455]  do_syscall_64+0x5d/0xb0
[   31.302470]  </TASK>
[   31.303355] Kernel panic - not syncing: Fatal exception
[   31.303390] Kernel Offset: 0x37e00000 from 0xffffffff81000000
[   31.303410] Rebooting in 1 seconds..
`;

export const report: CrashReport = {
  kind: 'oops',
  title: 'BUG: unable to handle kernel NULL pointer dereference in ringlog_read',
  trace: [],
  stacks: [],
  taint: 'G OE',
  lines: oopsText.trim().split('\n'),
  startLine: 1,
  endLine: 15,
  panicked: true,
};

export const usage = (inputTokens: number, outputTokens: number) => ({
  inputTokens,
  cachedTokens: 0,
  outputTokens,
  costMicrodollars: 0,
});
export const model = {model: 'gpt-5.5', effort: 'xhigh'};

export const words: Readonly<Record<string, string>> = {
  'A1.1': 'Two tasks: the frame first, then the ring itself, held against the whole of accept.sh.',
  'A2.1': 'kfifo is the wrong way round: it drops the newest bytes. One mutex makes each promise checkable by reading.',
  'A3.1': 'The frame and the ring in one file; the ring hangs on the miscdevice.',
};

export const planOf = (task: TaskId): Event => ({
  type: 'plan.proposed',
  plan: planId(1),
  task,
  criteria: [
    {name: 'drops the oldest bytes', weight: 5},
    {name: 'easy to review', weight: 3},
  ],
  approaches: [
    approach('kfifo', 'DECLARE_KFIFO_PTR of bytes; a full kfifo must first skip the oldest', [4, 8]),
    approach('own ring, one mutex', 'a power-of-two buffer, the oldest index and the number held', [10, 8]),
    approach('lock-free, per CPU', 'a ring for each CPU, merged by the reader', [2, 3]),
  ],
  choice: 'own ring, one mutex',
  why: 'kfifo drops the newest bytes, not the oldest; rings per CPU lose the order that "oldest" stands for.',
  lost: [
    {approach: 'kfifo', why: 'it drops the newest bytes'},
    {approach: 'lock-free, per CPU', why: 'it loses the order'},
  ],
});

function approach(name: string, summary: string, scores: readonly number[]) {
  return {
    name,
    summary,
    algorithms: 'the oldest index moves on',
    lifetime: 'freed after the device is gone',
    dataStructures: 'a buffer',
    locking: 'one mutex',
    kernelApi: [{name: 'misc_register', header: 'linux/miscdevice.h'}],
    risks: [],
    scores,
  };
}

export function task(id: TaskId, title: string, acceptance: 'load' | 'accept', dependsOn: readonly TaskId[]): Event {
  return {type: 'task.created', task: id, title, goal: title, acceptance, dependsOn};
}
