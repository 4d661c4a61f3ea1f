// The terminal that stands for the target's console while it is typed into: what it begins with, what it answers, when it gives up.
import assert from 'node:assert/strict';
import test from 'node:test';
import {cellWidth} from '../../components/cell-width.ts';
import {consoleTailBytes} from '../../src/core/link.ts';
import {openTargetScreen, type TargetScreen} from '../../src/deck/target-screen.ts';

const size = {columns: 30, rows: 3};

interface Watched {
  readonly screen: TargetScreen;
  readonly answers: string[];
  readonly modes: string[];
  say(text: string): void;
  /** Resolves at the next change of the rows. */
  changed(): Promise<void>;
  text(): readonly string[] | undefined;
}

function opened(): Watched {
  const answers: string[] = [];
  const modes: string[] = [];
  let byte = 0;
  let wake = (): void => {};
  const screen = openTargetScreen({
    width: cellWidth,
    onChange: () => wake(),
    onKeyModes: (entered) =>
      modes.push(
        Object.entries(entered)
          .flatMap(([name, on]) => (on ? [name] : []))
          .join(' '),
      ),
    onAnswer: (answer) => answers.push(answer),
  });
  return {
    screen,
    answers,
    modes,
    say(text) {
      screen.take({kind: 'console', fromByte: byte, base64: Buffer.from(text).toString('base64')});
      byte += Buffer.byteLength(text);
    },
    changed: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    text: () =>
      screen.rows(size)?.map((row) =>
        row
          .map(({text}) => text)
          .join('')
          .trimEnd(),
      ),
  };
}

async function typing(watched: Watched): Promise<void> {
  watched.screen.turn(true);
  assert.equal(watched.text(), undefined, 'what came before is not read yet');
  while (watched.text() === undefined) await watched.changed();
}

test('nothing is shown, asked or answered while nothing is typed', async () => {
  const watched = opened();
  watched.say('~ # \x1b[6n');
  assert.equal(watched.text(), undefined);
  assert.deepEqual([watched.answers, watched.modes], [[], []]);
});

test('it begins with what came last, whose questions are not answered, and goes on from there', async () => {
  const watched = opened();
  watched.say('~ # vi\r\n\x1b[6n');
  await typing(watched);
  assert.deepEqual(watched.text(), ['~ # vi', '', '']);
  assert.deepEqual(watched.answers, []);
  watched.say('\x1b[2;2Hhere\x1b[6n');
  await watched.changed();
  assert.deepEqual(watched.text(), ['~ # vi', ' here', '']);
  assert.deepEqual(watched.answers, ['\x1b[2;6R']);
});

test('what is sent again after a lost connection is not drawn twice', async () => {
  const watched = opened();
  watched.say('one ');
  await typing(watched);
  watched.screen.take({kind: 'console', fromByte: 0, base64: Buffer.from('one two').toString('base64')});
  await watched.changed();
  assert.equal(watched.text()?.[0], 'one two');
});

test('the keyboard is as the program wants it, and the deck’s own again behind ctrl-]', async () => {
  const watched = opened();
  watched.say('\x1b[?1h\x1b[?2004h');
  await typing(watched);
  watched.screen.turn(false);
  assert.deepEqual(watched.modes, ['', 'arrows pastes', 'pastes']);
  assert.equal(watched.text(), undefined);
});

test('of a flood that comes before the terminal is there no more is taken in than is kept anyway', async () => {
  const watched = opened();
  watched.screen.turn(true);
  watched.say('\x1b[6n');
  const line = `${'flood '.repeat(3000)}\r\n`;
  for (let bytes = 0; bytes < 2 * consoleTailBytes; bytes += line.length) watched.say(line);
  watched.say('the end');
  while (!watched.text()?.some((row) => row.startsWith('the end'))) await watched.changed();
  assert.deepEqual(watched.answers, [], 'a question that nobody kept');
});

test('behind a flood it begins anew with the newest lines', async () => {
  const watched = opened();
  await typing(watched);
  for (let piece = 0; piece < 200; piece++) watched.say(`${'flood '.repeat(3000)}\r\n`);
  watched.say('the end');
  while (!watched.text()?.some((row) => row.startsWith('the end'))) await watched.changed();
});
