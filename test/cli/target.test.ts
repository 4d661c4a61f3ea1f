import assert from 'node:assert/strict';
import test from 'node:test';
import {phaseWords} from '../../src/cli/holder.ts';
import {crashRow, joinCrashes} from '../../src/cli/target-crashes.ts';
import {scriptOf, statusOf} from '../../src/cli/target-exec.ts';
import {boardLacks, type TargetFacts, tableOf} from '../../src/cli/target-list.ts';
import type {BoardSettings} from '../../src/core/target-settings.ts';
import {targetOff} from '../../src/core/target-state.ts';
import type {KeptCrash} from '../../src/drivers/holder/crash-records.ts';
import type {ExecOutcome} from '../../src/ports.ts';

test('one word is a script, several are a program and its arguments, each as it was typed', () => {
  const check = (words: readonly string[], expected: string): void => assert.equal(scriptOf(words), expected);
  check(['dmesg | tail'], 'dmesg | tail');
  check(['ls', '-l', '/sys/module'], 'ls -l /sys/module');
  check(['echo', "it's", '$HOME', ''], "echo 'it'\\''s' '$HOME' ''");
});

test("the exit status is the command's, and what is none has one of its own", () => {
  const check = (outcome: ExecOutcome, expected: number): void => assert.equal(statusOf(outcome, 5, null), expected);
  check({kind: 'exited', code: 7, output: ''}, 7);
  check({kind: 'killed', signal: 'SIGKILL', why: 'other', output: ''}, 137);
  check({kind: 'killed', signal: 'SIGKILL', why: 'timeout', output: ''}, 124);
  check({kind: 'lost', reason: 'it panicked', output: ''}, 3);
  check({kind: 'notStarted', reason: 'it is off'}, 3);
});

test('a target is told by how it is, where it is in its life, and why it is not up', () => {
  assert.equal(phaseWords(targetOff), 'off');
  assert.equal(
    phaseWords({...targetOff, now: {phase: 'up', sinceMs: 0}, boot: 5, origin: 'save', release: '6.1.0'}),
    'up, boot 5 from the save, 6.1.0',
  );
  const now = {phase: 'unknown', why: 'nothing helped', sinceMs: 0} as const;
  assert.equal(phaseWords({...targetOff, now, boot: 3}), 'unknown: nothing helped, boot 3');
});

test('how a target is and who is at it is one thing said once', () => {
  const lab = {name: 'lab', kind: 'board', isDefault: false, sessions: [], lacks: []} as const;
  const qemu = {...lab, name: 'qemu', kind: 'qemu'} as const;
  const held = {pid: 12, phase: 'up, boot 1', users: []};
  const row = (facts: TargetFacts): string =>
    tableOf([facts])
      .replace(/^.*(?:qemu|board) +/, '')
      .trimEnd();
  assert.equal(row(lab), 'in use by nobody');
  assert.equal(row({...lab, sessions: ['s1']}), 'in use by session s1');
  assert.equal(row(qemu), 'off');
  assert.equal(row({...qemu, sessions: ['s1']}), 'with a machine of its own: session s1');
  assert.equal(
    row({...qemu, held, sessions: ['s1']}),
    'up, boot 1, held by process 12; with a machine of its own: session s1',
  );
});

test('targets are a row each, with what they lack below', () => {
  const text = tableOf([
    {name: 'qemu', kind: 'qemu', isDefault: true, sessions: [], kernel: '6.1.0', lacks: []},
    {
      ...{name: 'lab', kind: 'board', isDefault: false, sessions: ['s1'], lacks: ['no reset line']},
      held: {pid: 12, phase: 'up, boot 1', users: ['quarterdeck check']},
    },
  ]);
  assert.equal(
    text,
    [
      '* qemu  qemu   off  kernel 6.1.0',
      '  lab   board  up, boot 1, held by process 12; in use by session s1, quarterdeck check',
      '    no reset line',
      '',
    ].join('\n'),
  );
});

test('what is kept of one crash is one row, with who was there, and what comes from elsewhere is another', () => {
  const atMs = 1_780_000_000_000;
  const mine = {crash: 1, by: 'quarterdeck check'};
  const newestFirst: readonly KeptCrash[] = [
    {atMs: atMs + 9000, how: 'record', title: 'Panic#1', file: '/kept/a/3-dmesg', ...mine},
    {atMs: atMs + 8000, how: 'oopsed', title: 'BUG: other', file: '/kept/b/1', crash: 1, by: 'held'},
    {atMs: atMs + 1000, how: 'panicked', title: 'BUG: bad', file: '/kept/a/2', ...mine},
    {atMs, how: 'oopsed', title: 'BUG: bad', file: '/kept/a/1', ...mine},
    {atMs: atMs - 1000, how: 'record', title: 'of an older index', file: '/kept/0'},
    {atMs: atMs - 1000, how: 'record', title: 'of an older index', file: '/kept/00'},
  ];
  assert.deepEqual(joinCrashes(newestFirst).map(crashRow), [
    [
      '2026-05-28 20:26:40Z  panicked  BUG: bad  (quarterdeck check)',
      '  oopsed    /kept/a/1',
      '  panicked  /kept/a/2',
      '  record    /kept/a/3-dmesg',
      '',
    ].join('\n'),
    '2026-05-28 20:26:48Z  oopsed    BUG: other  (held)\n  oopsed    /kept/b/1\n',
    '2026-05-28 20:26:39Z  record    of an older index\n  record    /kept/0\n',
    '2026-05-28 20:26:39Z  record    of an older index\n  record    /kept/00\n',
  ]);
});

const bare: BoardSettings = {
  ...{kind: 'board', name: 'lab', power: {}, sysrq: false, transfer: {kind: 'console'}},
  line: {kind: 'tcp', host: 'lab', port: 2001},
  login: {user: 'root', loginPrompt: 'login: ', passwordPrompt: 'Password: ', shellPrompt: '# '},
  ...{panicRebootSeconds: 10, bootSeconds: 60, silenceSeconds: 60},
  kernel: {build: '/', architecture: 'arm64', crossCompile: ''},
};

test('what a board lacks is told with what follows from it', () => {
  assert.deepEqual(boardLacks(bare), [
    'no power control: a board that hangs for good waits for a hand',
    'no reset line',
    'no SysRq: no backtrace of a hang before it is reset',
    'no watchdog: silence alone tells of a hang',
  ]);
  const cycle = {kind: 'command', words: ['relay'], deadlineSeconds: 5} as const;
  const power = {cycle, reset: {kind: 'pulse', line: 'rts', milliseconds: 200, active: true}} as const;
  assert.deepEqual(boardLacks({...bare, power, sysrq: true, watchdogSeconds: 60}), []);
});
