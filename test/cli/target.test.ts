import assert from 'node:assert/strict';
import test from 'node:test';
import {phaseWords} from '../../src/cli/holder.ts';
import {crashRow} from '../../src/cli/target-crashes.ts';
import {scriptOf, statusOf} from '../../src/cli/target-exec.ts';
import {boardLacks, tableOf} from '../../src/cli/target-list.ts';
import type {BoardSettings} from '../../src/core/target-settings.ts';
import {targetOff} from '../../src/core/target-state.ts';
import type {ExecOutcome} from '../../src/ports.ts';

test('one word is a script, several are a program and its arguments, each as it was typed', () => {
  const check = (words: readonly string[], expected: string): void => assert.equal(scriptOf(words), expected);
  check(['dmesg | tail'], 'dmesg | tail');
  check(['ls', '-l', '/sys/module'], 'ls -l /sys/module');
  check(['echo', "it's", '$HOME', ''], "echo 'it'\\''s' '$HOME' ''");
});

test("the exit status is the command's, and what is none has one of its own", () => {
  const check = (outcome: ExecOutcome, expected: number): void => assert.equal(statusOf(outcome, 5), expected);
  check({kind: 'exited', code: 7, output: ''}, 7);
  check({kind: 'killed', signal: 'SIGKILL', why: 'other', output: ''}, 137);
  check({kind: 'killed', signal: 'SIGKILL', why: 'timeout', output: ''}, 124);
  check({kind: 'lost', reason: 'it panicked', output: ''}, 3);
  check({kind: 'notStarted', reason: 'it is off'}, 3);
});

test('a target is told by how it is, where it is in its life, and why it is not up', () => {
  assert.equal(phaseWords(targetOff), 'off');
  assert.equal(
    phaseWords({...targetOff, now: {phase: 'up', sinceMs: 0}, boot: 2, release: '6.1.0'}),
    'up, boot 2, 6.1.0',
  );
  const now = {phase: 'unknown', why: 'no rung helped', sinceMs: 0} as const;
  assert.equal(phaseWords({...targetOff, now, boot: 3}), 'unknown: no rung helped, boot 3');
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
      '* qemu  qemu   held by nobody  kernel 6.1.0',
      '  lab   board  up, boot 1, held by process 12; in use by session s1, quarterdeck check',
      '    no reset line',
      '',
    ].join('\n'),
  );
});

test('a crash is told by when, how, its title and its file', () =>
  assert.equal(
    crashRow({atMs: 1_780_000_000_000, how: 'panicked', title: 'Kernel panic', file: '/kept/1'}),
    '2026-05-28 20:26:40Z  panicked  Kernel panic\n  /kept/1\n',
  ));

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
