// The deck as a person has it: the program in a real pty, a real target behind it, keys typed while the run goes on.
import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {pressed, redrawing, resizing, zoomed} from './deck-presses.ts';
import {type InPty, startInPty} from './in-pty.ts';
import {allGone, type Place, place, processesWith} from './program.ts';

const size = {columns: 120, rows: 40};

async function opened(t: TestContext, speed: string): Promise<{where: Place; deck: InPty}> {
  const where = await place(t);
  const deck = startInPty(t, where, ['--tape', 'ringlog', '--speed', speed, '--workspace', where.workspace], size);
  t.after(() => {
    for (const pid of processesWith(where.folder)) process.kill(pid, 'SIGKILL');
  });
  await deck.shows(/tape, no model/);
  return {where, deck};
}

test('every key does what it says while the run goes on, at three sizes', async (t) => {
  const {where, deck} = await opened(t, '1');
  await deck.shows(/● up/);
  // It is also the first point of the time line, which is walked along below.
  deck.type('cno sleep\r');
  await deck.shows(/no sleep +recorded only: a tape/);
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const) {
    deck.resize({columns, rows});
    await whole(deck, columns === 80 ? /1 Sched {3}2 Plan/ : /╭ 1 Scheduler[\s\S]*╭ 5 Target/, rows);
    for (const {keys, shows, back, under} of [...(columns === 80 ? [] : zoomed), ...pressed]) {
      const at = `${JSON.stringify(keys)} at ${columns}x${rows}`;
      assert.doesNotMatch(deck.text(), shows, `before ${at}`);
      deck.type(keys);
      await deck.until(at, (text) => shows.test(text));
      deck.type(back);
      await deck.until(`${JSON.stringify(back)} after ${at}`, (text) => !shows.test(text));
      if (under === undefined) continue;
      deck.type('\u001b');
      await deck.lacks(under);
    }
    for (const keys of redrawing) await checkRedrawn(deck, keys);
  }

  deck.resize(size);
  await checkResized(deck);
  deck.type('3ruse a kfifo\r');
  await deck.shows(/can't answer/);
  deck.type('i\recho $((6 * 7)) >/dev/kmsg\r');
  await deck.shows(/\] 42 *│/);
  deck.type('\u001d');
  await deck.lacks(/TYPING/);
  deck.type('R');
  await deck.shows(/╭ Reset the target\?/);
  deck.type('y');
  await deck.shows(/boot 2/);

  deck.type('q');
  await deck.shows(/╭ Leave the deck\?/);
  deck.type('s');
  assert.equal((await deck.exit).exitCode, 130);
  assert.equal(deck.terminal.buffer.active.type, 'normal', 'the alternate screen was left');
  await allGone(where.folder);
});

/** The key line is the last row of a frame of this size. */
const whole = (deck: InPty, panes: RegExp, rows: number): Promise<void> =>
  deck.until('the whole deck', (text) => panes.test(text) && /q quit/.test(deck.rows()[rows - 1] ?? ''));

async function checkResized(deck: InPty): Promise<void> {
  const edge = (): number => deck.rows().findIndex((row) => row.startsWith('╭ 5 Target'));
  await whole(deck, /╭ 5 Target/, size.rows);
  // A banner below the title goes by itself, and with it the edges move.
  await deck.until('no banner', () => /^╭ 1 Scheduler.*╮$/.test((deck.rows()[1] ?? '').trimEnd()));
  const before = edge();
  for (const [index, keys] of resizing.entries()) {
    deck.type(keys);
    await deck.until(`another edge after ${keys}`, () => (index % 2 === 0 ? edge() < before : edge() === before));
  }
}

/** What another program has written over the deck. */
async function checkRedrawn(deck: InPty, keys: string): Promise<void> {
  await new Promise<void>((resolve) => deck.terminal.write('\u001b[5;5Hwritten by another', resolve));
  deck.type(keys);
  await deck.lacks(/written by another/);
}

test('a session that was left running is come back to, and one whose core was killed is taken up again', async (t) => {
  const {where, deck} = await opened(t, '1');
  await deck.shows(/ up /);
  deck.type('q');
  await deck.shows(/╭ Leave the deck\?/);
  deck.type('l');
  assert.equal((await deck.exit).exitCode, 0);
  assert.match(deck.text(), /quarterdeck attach/);

  const back = startInPty(t, where, ['attach'], size);
  await back.shows(/tape, no model/);
  const [id] = await readdir(join(where.folder, 'state/quarterdeck/sessions'));
  const lock = await readFile(join(where.folder, 'state/quarterdeck/sessions', String(id), 'core.pid'), 'utf8');
  process.kill(Number(lock.split(' ')[0]), 'SIGKILL');
  await back.shows(/lost|gone/i);
  back.type('q');
  await back.shows(/leave|quit/i).catch(() => {});
  back.type('l');
  await back.exit;

  const again = startInPty(t, where, ['attach', String(id).slice(0, 8)], size);
  // Not the words that the taking up is told in before the deck is there, nor a deck that is not attached yet: it knows no label.
  await again.shows(/tape, no model[\s\S]*╭ 5 Target/);
  again.type('q');
  await again.shows(/╭ Leave the deck\?/);
  again.type('s');
  assert.equal((await again.exit).exitCode, 130);
  await allGone(where.folder);
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
