// The code that opens a board's line, on a pair of ptys.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {watch} from 'node:fs';
import {access} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openSerialLine, type SerialListener} from '../../src/drivers/serial-line.ts';
import {temporaryFolder} from '../temporary.ts';

/** Two ends of one line; `pull` is what pulling the plug is. */
async function lineForTests(t: TestContext) {
  const folder = await temporaryFolder(t);
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  const linked = new AbortController();
  const changes = watch(folder, {signal: linked.signal});
  const socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`]);
  const ended = once(socat, 'close');
  const pull = async () => {
    socat.kill('SIGKILL');
    await ended;
  };
  t.after(pull);
  const exists = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  while (!((await exists(near)) && (await exists(far)))) await once(changes, 'change');
  linked.abort();
  return {near, far, pull};
}

/** Hears until it has heard this many bytes, or that the line is lost. */
function listener(bytesWanted: number) {
  const chunks: Uint8Array[] = [];
  let lost: (why: string) => void = () => {};
  let heard: (bytes: Buffer) => void = () => {};
  const losses: string[] = [];
  const hears: SerialListener = {
    bytes(bytes) {
      chunks.push(Uint8Array.from(bytes));
      const all = Buffer.concat(chunks);
      if (all.length >= bytesWanted) heard(all);
    },
    lost(why) {
      losses.push(why);
      lost(why);
    },
  };
  return {
    hears,
    losses,
    all: new Promise<Buffer>((resolve) => {
      heard = resolve;
    }),
    loss: new Promise<string>((resolve) => {
      lost = resolve;
    }),
  };
}

test('bytes of every value pass, and nothing is told of an end that was asked for', async (t) => {
  const {near, far} = await lineForTests(t);
  const every = Buffer.from(Array.from({length: 256}, (_, value) => value));
  const [here, there] = [listener(0), listener(every.length)];
  const one = await openSerialLine({path: near, baudRate: 115_200}, here.hears);
  const other = await openSerialLine({path: far, baudRate: 115_200}, there.hears);
  one.write(every);
  assert.deepEqual(await there.all, every);
  await one.close();
  await other.close();
  await one.close();
  assert.deepEqual([...here.losses, ...there.losses], []);
});

test('a plug that is pulled is told once, with the name of the line', async (t) => {
  const {near, pull} = await lineForTests(t);
  const {hears, loss, losses} = listener(0);
  const line = await openSerialLine({path: near, baudRate: 115_200}, hears);
  await pull();
  assert.match(await loss, new RegExp(`^serial line ${near}`));
  line.write(Buffer.from('into the void'));
  await line.close();
  assert.equal(losses.length, 1);
});

test('a line that is not there is refused by its name', () =>
  assert.rejects(
    openSerialLine({path: '/dev/none', baudRate: 9600}, listener(0).hears),
    /serial line \/dev\/none does not open/,
  ));
