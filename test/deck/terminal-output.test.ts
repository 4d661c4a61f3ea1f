import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {closeSync, constants, openSync, readSync} from 'node:fs';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {openTerminalOutput, type TerminalOutput, waitingBytesMax} from '../../src/deck/terminal-output.ts';
import {temporaryFolder} from '../temporary.ts';

const size = {columns: 80, rows: 24};

interface Pipe {
  readonly output: TerminalOutput;
  readonly lost: readonly string[];
  /** What waits in the pipe, read as a terminal that goes on would. */
  read(): string;
}

/** A named pipe that holds 64 KB when nobody reads it, like a terminal after ctrl-s. */
async function openPipe(context: TestContext): Promise<Pipe> {
  const path = join(await temporaryFolder(context), 'pipe');
  execFileSync('mkfifo', [path]);
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const lost: string[] = [];
  const output = openTerminalOutput(fd, size, (why) => lost.push(why));
  context.after(() => {
    output.abandon();
    closeSync(fd);
  });
  return {
    output,
    lost,
    read() {
      const bytes = Buffer.alloc(1024 * 1024);
      try {
        return bytes.toString('utf8', 0, readSync(fd, bytes));
      } catch {
        return '';
      }
    },
  };
}

function written(output: TerminalOutput, text: string): Promise<void> {
  return new Promise((resolve) => output.write(text, () => resolve()));
}

/** Reads until all that was written has come through. */
async function drained({output, read}: Pipe): Promise<string> {
  let text = '';
  const isDone = new Promise<boolean>((resolve) => output.write('', () => resolve(true)));
  let over = false;
  while (!over) {
    text += read();
    over = await Promise.race([isDone, new Promise<boolean>((resolve) => setImmediate(resolve, false))]);
  }
  return text + read();
}

test('what is written arrives, in order', async (context) => {
  const pipe = await openPipe(context);
  void pipe.output.write('a');
  void pipe.output.write('ä');
  await written(pipe.output, 'c');
  assert.equal(pipe.read(), 'aäc');
  assert.equal(pipe.output.isBehind(), false);
});

test('a terminal that stalls holds nothing up, and gets every byte once it goes on', async (context) => {
  const pipe = await openPipe(context);
  const frames = Array.from({length: 100}, (_, index) => `frame ${index} ${'.'.repeat(5000)}\n`);
  for (const frame of frames) pipe.output.write(frame);
  assert.equal(pipe.output.isBehind(), true);
  // Turns of the loop go by while the pipe is full.
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(pipe.output.isBehind(), true);
  const hasDrained = new Promise<void>((resolve) => pipe.output.once('drain', resolve));
  assert.equal(await drained(pipe), frames.join(''));
  await hasDrained;
  assert.equal(pipe.output.isBehind(), false);
  assert.deepEqual(pipe.lost, []);
});

test('it is behind as soon as more than 64 KB wait', async (context) => {
  const {output} = await openPipe(context);
  output.write('x'.repeat(waitingBytesMax - 1));
  assert.equal(output.isBehind(), false);
  output.write('xx');
  assert.equal(output.isBehind(), true);
});

test('what was abandoned is not written, and whoever waits for it is told', async (context) => {
  const pipe = await openPipe(context);
  pipe.output.write('x'.repeat(200_000));
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  pipe.output.abandon();
  await written(pipe.output, 'never');
  assert.doesNotMatch(pipe.read(), /never/);
});

test('a terminal that is gone is told of once', async (context) => {
  const path = join(await temporaryFolder(context), 'file');
  const fd = openSync(path, constants.O_RDONLY | constants.O_CREAT);
  context.after(() => closeSync(fd));
  const lost: string[] = [];
  const output = openTerminalOutput(fd, size, (why) => lost.push(why));
  await written(output, 'a');
  await written(output, 'b');
  assert.equal(lost.length, 1);
  assert.match(lost[0] ?? '', /EBADF/);
});

test('Ink finds the size that the terminal has now', async (context) => {
  const {output} = await openPipe(context);
  assert.deepEqual([output.columns, output.rows, output.isTTY], [80, 24, true]);
  output.resizeTo({columns: 200, rows: 60});
  assert.deepEqual([output.columns, output.rows], [200, 60]);
});
