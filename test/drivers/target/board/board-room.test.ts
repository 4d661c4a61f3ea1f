// A board's room on a line that does as it is told: power one act after the other, what a failure is told as, and the modem lines.
import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import type {BoardSettings, PowerAct} from '../../../../src/core/target-settings.ts';
import {openBoardRoom} from '../../../../src/drivers/target/board/board-room.ts';
import type {LineListener} from '../../../../src/drivers/target/board/line.ts';
import {restingLines} from '../../../../src/drivers/target/board/power.ts';
import type {RoomListener} from '../../../../src/drivers/target/room.ts';
import {temporaryFolder} from '../../../temporary.ts';
import {settingsForTests} from './settings-for-tests.ts';

async function roomForTests(t: TestContext, power: (log: string) => BoardSettings['power'], change = {}) {
  const folder = await temporaryFolder(t);
  const log = join(folder, 'acts');
  await writeFile(log, '');
  const lines: unknown[] = [];
  let heard: LineListener | undefined;
  let console = '';
  const deaf = () => {};
  const listener: RoomListener = {
    console(bytes) {
      console += Buffer.from(bytes).toString('latin1');
    },
    ...{hello: deaf, heartbeat: deaf, watchdog: deaf, reset: deaf, guestPanicked: deaf, died: deaf, line: deaf},
  };
  const room = openBoardRoom(
    {
      ...{settings: settingsForTests({power: power(log), ...change}), environment: {}},
      async openLine(_settings, hears) {
        heard = hears;
        return {
          write: async () => {},
          sendBreak: async () => {},
          setModemLines: async (wanted) => void lines.push(wanted),
          close: async () => {},
        };
      },
    },
    listener,
  );
  t.after(() => room.close());
  return {
    room,
    lines,
    said: (text: string) => heard?.bytes(Buffer.from(text)),
    back: () => heard?.back(),
    console: () => console,
    acts: async () => (await readFile(log, 'utf8')).trim().split('\n'),
  };
}

const command = (script: string): PowerAct => ({kind: 'command', words: ['sh', '-c', script], deadlineSeconds: 10});
const acts = (log: string): BoardSettings['power'] => ({
  cycle: command(`echo cycle >>${log}; sleep 0.1; echo cycled >>${log}`),
  off: command(`echo off >>${log}; sleep 0.1; echo was off >>${log}`),
});

test('power is switched off once, and after what was being done to it', async (t) => {
  const {room, acts: done} = await roomForTests(t, acts);
  const started = room.start('fresh');
  await Promise.all([started, room.kill(), room.kill()]);
  await room.kill();
  assert.deepEqual(await done(), ['cycle', 'cycled', 'off', 'was off']);
});

test('power that can’t be switched off is told, and can be tried again', async (t) => {
  const {room, acts: done} = await roomForTests(t, (log) => ({
    cycle: command('true'),
    off: command(`echo off >>${log}; exit 3`),
  }));
  await room.start('fresh');
  await assert.rejects(room.kill(), /power off: sh ended with status 3/);
  await assert.rejects(room.kill(), /power off/);
  assert.deepEqual(await done(), ['off', 'off']);
});

test('what is heard while a board starts waits for the loop, and no longer when the start was overtaken', async (t) => {
  const {room, said, console} = await roomForTests(t, acts);
  await room.start('fresh');
  said('early ');
  assert.equal(console(), '');
  await room.kill();
  said('late');
  assert.equal(console(), 'early late');
});

test('a line that holds the board in its reset is let go of when it is opened, and when it is back', async (t) => {
  const reset = {kind: 'pulse', line: 'rts', milliseconds: 1, active: true} as const;
  const {room, lines, back} = await roomForTests(t, () => ({reset}));
  await room.start('kept');
  back();
  await room.kill();
  assert.deepEqual(lines, [{rts: false}, {rts: true}, {rts: false}, {rts: false}]);
});

test('also for who may not take that act', async (t) => {
  const reset = {kind: 'pulse', line: 'dtr', milliseconds: 1, active: false} as const;
  const {room, lines} = await roomForTests(t, () => ({}), {restingLines: restingLines({reset})});
  await room.start('kept');
  assert.deepEqual(lines, [{dtr: true}]);
});
