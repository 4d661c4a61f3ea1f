// The deck as a person has it: the program in a real pty, a real target behind it, keys typed while the run goes on.
import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {type InPty, startInPty} from './in-pty.ts';
import {type Place, place, processesWith} from './program.ts';

const size = {columns: 120, rows: 40};

async function opened(t: TestContext, speed: string): Promise<{where: Place; deck: InPty}> {
  const where = await place(t);
  const deck = startInPty(t, where, ['--tape', 'ringlog', '--speed', speed, '--workspace', where.workspace], size);
  t.after(() => {
    for (const pid of processesWith(where.folder)) process.kill(pid, 'SIGKILL');
  });
  await deck.shows(/tape ringlog/);
  return {where, deck};
}

test('every key does what it says while the run goes on, at three sizes', async (t) => {
  const {where, deck} = await opened(t, '2');
  await deck.shows(/ up /);

  deck.type('?');
  await deck.shows(/╭ Keys/);
  deck.type('\u001b');
  await deck.lacks(/╭ Keys/);

  deck.type('3 ');
  await deck.shows(/paused by you/);
  deck.type(' ');
  deck.type('c');
  await deck.shows(/constraint/i);
  deck.type('no sleeping under a spinlock\r');
  await deck.shows(/recorded/);
  deck.type('3r');
  await deck.shows(/redirect/i);
  deck.type('use a kfifo\r');
  await deck.shows(/can.t answer|can't answer/);
  deck.type('v');
  deck.type('is poll right?\r');
  await deck.shows(/second opinion is not there yet/);

  deck.type('5z');
  await deck.shows(/Target/);
  deck.type('i');
  deck.type('\r');
  deck.type('echo $((6 * 7))\r');
  await deck.shows(/^.*\b42\b/m);
  deck.type('\u001d');
  deck.type('z');
  await deck.shows(/1 Scheduler/);

  deck.resize({columns: 80, rows: 24});
  await deck.shows(/1 Sched/);
  assert.equal(deck.rows().length, 24);
  deck.resize({columns: 200, rows: 60});
  await deck.shows(/1 Scheduler/);
  deck.resize(size);

  deck.type('P');
  await deck.shows(/paused/);
  deck.type('P');
  deck.type('R');
  await deck.shows(/reset/i);
  deck.type('y');
  await deck.shows(/rebooting|booting/);

  deck.type('q');
  await deck.shows(/leave/i);
  deck.type('s');
  assert.equal((await deck.exit).exitCode, 130);
  assert.equal(deck.terminal.buffer.active.type, 'normal', 'the alternate screen was left');
  assert.deepEqual(processesWith(where.folder), []);
});

test('a session that was left running is come back to, and one whose core was killed is taken up again', async (t) => {
  const {where, deck} = await opened(t, '1');
  await deck.shows(/ up /);
  deck.type('q');
  await deck.shows(/leave/i);
  deck.type('l');
  assert.equal((await deck.exit).exitCode, 0);
  assert.match(deck.text(), /quarterdeck attach/);

  const back = startInPty(t, where, ['attach'], size);
  await back.shows(/tape ringlog/);
  const [id] = await readdir(join(where.folder, 'state/quarterdeck/sessions'));
  const lock = await readFile(join(where.folder, 'state/quarterdeck/sessions', String(id), 'core.pid'), 'utf8');
  process.kill(Number(lock.split(' ')[0]), 'SIGKILL');
  await back.shows(/lost|gone/i);
  back.type('q');
  await back.shows(/leave|quit/i).catch(() => {});
  back.type('l');
  await back.exit;

  const again = startInPty(t, where, ['attach', String(id).slice(0, 8)], size);
  await again.shows(/taken up|tape ringlog/);
  await again.shows(/ up |booting/);
  again.type('q');
  await again.shows(/leave/i);
  again.type('s');
  assert.equal((await again.exit).exitCode, 130);
  assert.deepEqual(processesWith(where.folder), []);
});

test('the terminal is restored when the deck is ended by a signal, and the run goes on', async (t) => {
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    const {where, deck} = await opened(t, '1');
    process.kill(deck.pty.pid, signal);
    await deck.exit;
    assert.equal(deck.terminal.buffer.active.type, 'normal', signal);
    assert.ok(processesWith(where.folder).length > 0, 'the core lives on');
  }
});
