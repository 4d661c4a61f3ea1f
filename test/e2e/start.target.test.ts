// The start screen as a person meets it: the program without a word, in a pty, by keys alone.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {startInPty} from './in-pty.ts';
import {allGone, place, processesWith} from './program.ts';

const esc = '\u001b';
const size = {columns: 120, rows: 40};

test('what to do is asked, every place is reached and left by keys, and leaving begins nothing', async (t) => {
  const where = await place(t);
  await mkdir(join(where.folder, 'tasks/half'), {recursive: true});
  await writeFile(join(where.folder, 'tasks/half/task.md'), '');
  const screen = startInPty(t, where, [], {columns: 80, rows: 24});
  await screen.shows(/What is to be done\?[\s\S]*This machine/);
  await screen.shows(/OPENAI_API_KEY is not/);
  screen.type('1');
  await screen.shows(/Not now: it needs a model: set OPENAI_API_KEY/);
  screen.type('2tasks/h');
  await screen.shows(/tasks\/half/);
  screen.type('\t\r');
  await screen.shows(/task folder tasks\/half has no accept\.sh/);
  assert.match(screen.text(), /› tasks\/half/, 'what was typed stays');
  screen.type(esc);
  await screen.shows(/What is to be done\?/);
  screen.type('3');
  await screen.shows(/Not now: there is none yet/);
  screen.type('m');
  await screen.shows(/╭ This machine ─[^╮]*╮\n│ . node/);
  screen.type(esc);
  await screen.shows(/What is to be done\?/);
  screen.resize({columns: 50, rows: 10});
  await screen.shows(/Too small: 50x10, needs 60x15/);
  screen.resize(size);
  await screen.shows(/What is to be done\?/);
  screen.type('q');
  assert.equal((await screen.exit).exitCode, 130);
  assert.match(screen.text(), /quarterdeck: left; nothing was begun/);
  assert.equal(screen.terminal.buffer.active.type, 'normal');
  assert.equal(screen.isCursorShown(), true);
  assert.equal(existsSync(join(where.folder, 'state/quarterdeck/sessions')), false);
});

test('a signal ends it, and the terminal is given back', async (t) => {
  const where = await place(t);
  const screen = startInPty(t, where, [], size);
  await screen.shows(/What is to be done\?/);
  process.kill(screen.pty.pid, 'SIGTERM');
  assert.equal((await screen.exit).exitCode, 130);
  assert.equal(screen.terminal.buffer.active.type, 'normal');
  assert.equal(screen.isCursorShown(), true);
});

test('a shipped task begins from there, and the session that was left is offered the next time', async (t) => {
  const where = await place(t);
  t.after(() => {
    for (const pid of processesWith(where.folder)) process.kill(pid, 'SIGKILL');
  });
  const first = startInPty(t, where, [], size);
  await first.shows(/ringlog, or one of/);
  first.type('2');
  await first.shows(/from a tape: Write a Linux kernel module ringlog/);
  first.type('\u001b[B\u001b[B\r');
  await first.shows(/tape, no model/);
  first.type('q');
  await first.shows(/Leave the deck\?/);
  first.type('l');
  assert.equal((await first.exit).exitCode, 0);

  const offered = startInPty(t, where, ['--task', 'ringlog-is-shipped', '--tape', 'ringlog'], size);
  assert.equal((await offered.exit).exitCode, 2, 'a wrong path is no reason to ask');
  const second = startInPty(t, where, ['run'], size);
  await second.shows(/A session here has not ended[\s\S]*is at work in[\s\S]*Watch it/);
  second.type('\r');
  await second.shows(/tape, no model/);
  second.type('q');
  await second.shows(/Leave the deck\?/);
  second.type('s');
  assert.equal((await second.exit).exitCode, 130);

  const third = startInPty(t, where, [], size);
  await third.shows(/1; the newest: ringlog/);
  third.type('31');
  await third.shows(/Look at it[\s\S]*Play it again/);
  third.type('2');
  await third.shows(/tape, no model/);
  third.type('q');
  await third.exit;
  await allGone(where.folder);
});
