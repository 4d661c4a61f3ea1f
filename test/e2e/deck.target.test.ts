// The deck as a person has it: the program in a real pty, a real target behind it, keys typed while the run goes on.
import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {type InPty, startInPty} from './in-pty.ts';
import {allGone, type Place, place, processesWith} from './program.ts';

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

/** Keys, and what is on the screen after them that was not there before; `back` takes it away again. */
interface Press {
  readonly keys: string;
  readonly shows: RegExp;
  readonly back: string;
  /** What lies under it, taken away by one more Esc: two in one write are no two keys. */
  readonly under?: RegExp;
}

const esc = '\u001b';
const pageUp = '\u001b[5~';
const home = '\u001b[H';
const end = '\u001b[F';

/** In the zoom there is one pane: its title tells where the focus is. */
const alone = (title: string): RegExp => new RegExp(`^(?![\\s\\S]*╭ (?!${title})[1-5] )[\\s\\S]*╭ ${title}`);

const zoomed: readonly Press[] = [
  {keys: '1z', shows: alone('1 Scheduler'), back: 'z'},
  {keys: '2z', shows: alone('2 Planner'), back: 'z'},
  {keys: '3z', shows: alone('3 Executor'), back: 'z'},
  {keys: '4z', shows: alone('4 Reviewer'), back: 'z'},
  {keys: '4\tz', shows: alone('5 Target'), back: 'z'},
  {keys: '3\u001b[Zz', shows: alone('2 Planner'), back: 'z'},
];

const pressed: readonly Press[] = [
  {keys: '?', shows: /╭ Keys/, back: esc},
  {keys: ':', shows: /╭ Commands/, back: esc},
  {keys: '\u0010', shows: /╭ Commands/, back: esc},
  {keys: ':findings\r', shows: /╭ Findings/, back: esc},
  {keys: 't', shows: /╭ Tasks/, back: esc},
  {keys: 'F', shows: /╭ Findings/, back: esc},
  {keys: 'B', shows: /╭ Builds/, back: esc},
  {keys: 'x', shows: /╭ Crashes/, back: esc},
  {keys: 'T', shows: /╭ Time line:/, back: esc},
  {keys: 'G', shows: /╭ Gauges:/, back: esc},
  {keys: 'c', shows: /╭ A constraint on the work/, back: esc},
  {keys: '3r', shows: /╭ Redirect the Executor/, back: esc},
  {keys: 'C', shows: /╭ Constraints: /, back: esc},
  {keys: 'D', shows: /╭ Changes of the files/, back: esc},
  {keys: 'Ca', shows: /╭ A constraint on the work/, back: esc, under: /╭ Constraints: /},
  {keys: 'q', shows: /╭ Leave the deck\?/, back: esc},
  {keys: '\u0003', shows: /╭ Leave the deck\?/, back: esc},
  {keys: 'R', shows: /╭ Reset the target\?/, back: esc},
  {keys: '2\r', shows: /╭ Plans? /, back: esc},
  {keys: '3 ', shows: /paused by you/, back: ' '},
  {keys: '4s', shows: /paused by you/, back: ' '},
  {keys: 'S', shows: /⏸ (paused|pausing)/, back: 'P'},
  {keys: 'b', shows: /No budget bounds this session|Budgets/, back: esc},
  {keys: '4u', shows: /[Nn]o words of yours wait for the Reviewer/, back: '4'},
  {keys: 'P', shows: /⏸ paused/, back: 'P'},
  {keys: `5${pageUp}`, shows: /PAUSED/, back: end},
  {keys: `5${home}`, shows: /PAUSED/, back: 'f'},
  {keys: '5\u001b[A', shows: /PAUSED/, back: 'f'},
  {keys: '/', shows: /╭ Search the console/, back: esc},
  {keys: '/linux version\r', shows: /\/linux version \d\/\d/, back: `f${esc}`},
  {keys: 'l', shows: /kernel only/, back: 'lll'},
  {keys: 'd', shows: /times: when each line came in/, back: 'dd4'},
  {keys: '[', shows: /No crash is on the console/, back: '4'},
  {keys: ']', shows: /No crash is on the console/, back: '4'},
  {keys: 'n', shows: /Nothing is searched yet/, back: '4'},
  {keys: 'i', shows: /TYPING/, back: '\u001d'},
];

test('every key does what it says while the run goes on, at three sizes', async (t) => {
  const {where, deck} = await opened(t, '1');
  await deck.shows(/● up/);
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const) {
    deck.resize({columns, rows});
    await deck.shows(columns === 80 ? /1 Sched {3}2 Plan/ : /╭ 1 Scheduler/);
    for (const {keys, shows, back, under} of [...(columns === 80 ? [] : zoomed), ...pressed]) {
      const at = `${JSON.stringify(keys)} at ${columns}x${rows}`;
      assert.doesNotMatch(deck.text(), shows, `before ${at}`);
      deck.type(keys);
      await deck.until(at, (text) => shows.test(text));
      deck.type(back);
      await deck.until(`${JSON.stringify(back)} after ${at}`, (text) => !shows.test(text));
      if (under === undefined) continue;
      deck.type(esc);
      await deck.lacks(under);
    }
  }

  deck.resize(size);
  deck.type('cno sleep\r');
  await deck.shows(/no sleep +recorded only: a tape/);
  deck.type('3ruse a kfifo\r');
  await deck.shows(/can't answer/);
  deck.type('v');
  await deck.shows(/a second opinion takes a live model/);
  deck.type('i\recho $((6 * 7)) >/dev/kmsg\r');
  await deck.shows(/\d {2}42 *│/);
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
