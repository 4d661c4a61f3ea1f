// 50 MB of console in one go, through the serial line's driver, the capture, the reader of reports and the socket of a screen
// that keeps up; over the same line read and thrown away.
import {type ChildProcess, spawn} from 'node:child_process';
import {access, mkdir, stat, writeFile} from 'node:fs/promises';
import {connect} from 'node:net';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {linkVersion} from '../../src/core/link.ts';
import {openScreens} from '../../src/drivers/screens.ts';
import {openSerialLine} from '../../src/drivers/serial-line.ts';
import {openCapture} from '../../src/drivers/session/capture.ts';
import {openConsoleReader} from '../../src/drivers/target/console-reader.ts';
import {ratio} from './measure.ts';

const megabyte = 1_000_000;
const floodBytes = 50 * megabyte;

interface Flood {
  readonly seconds: number;
  readonly longestStallMs: number;
}

export async function benchConsole(options: {
  readonly folder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const folder = join(options.folder, 'console');
  await mkdir(folder, {recursive: true});
  const text = join(folder, 'flood.txt');
  await writeFile(text, floodText());
  const bare = await flood(folder, text, () => {});
  const pipeline = await openPipeline(folder);
  const ours = await flood(folder, text, pipeline.take);
  const kept = await pipeline.close();
  const rate = (one: Flood): string => `${(floodBytes / megabyte / one.seconds).toFixed(1)} MB/s`;
  options.print(`  handled ${rate(ours)}, read and thrown away ${rate(bare)}: ${ratio(ours.seconds, bare.seconds)}`);
  options.print(
    `  longest stall of the event loop ${ours.longestStallMs.toFixed(0)} ms (${bare.longestStallMs.toFixed(0)} ms)`,
  );
  options.print(`  in the capture ${kept} of ${floodBytes} bytes`);
}

async function openPipeline(folder: string) {
  const path = join(folder, 'capture');
  const capture = await openCapture(path, () => {});
  const reader = openConsoleReader();
  const screens = await openScreens({
    socketPath: join(folder, 'sock'),
    entriesFrom: async function* () {},
    onCommand: async () => null,
    onType: () => {},
    onBreak: async () => null,
  });
  const screen = connect(join(folder, 'sock'));
  screen.write(`${JSON.stringify({kind: 'attach', version: linkVersion, fromSeq: 0})}\n`);
  screen.resume();
  return {
    take(bytes: Uint8Array): void {
      const fromByte = capture.position();
      capture.write(bytes);
      screens.console(fromByte, bytes);
      reader.take(bytes);
    },
    async close(): Promise<number> {
      await capture.close();
      screen.destroy();
      await screens.close();
      return (await stat(path)).size;
    },
  };
}

async function flood(folder: string, text: string, take: (bytes: Uint8Array) => void): Promise<Flood> {
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  const pair = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], {stdio: 'ignore'});
  await there(near);
  await there(far);
  let got = 0;
  let done: () => void = () => {};
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const line = await openSerialLine(
    {path: near, baudRate: 115_200},
    {
      bytes(bytes) {
        got += bytes.length;
        take(bytes);
        if (got >= floodBytes) done();
      },
      lost: () => done(),
    },
  );
  const stalls = monitorEventLoopDelay({resolution: 1});
  stalls.enable();
  const start = performance.now();
  const writer = spawn('dd', [`if=${text}`, `of=${far}`, 'bs=64k', 'status=none', 'conv=notrunc'], {stdio: 'ignore'});
  await all;
  const seconds = (performance.now() - start) / 1000;
  stalls.disable();
  await line.close();
  await endOf(writer);
  pair.kill('SIGTERM');
  await endOf(pair);
  if (got < floodBytes) throw new Error(`the line gave ${got} of ${floodBytes} bytes`);
  return {seconds, longestStallMs: stalls.max / 1e6};
}

function floodText(): Buffer {
  const bytes = Buffer.alloc(floodBytes);
  let at = 0;
  for (let line = 0; at < floodBytes; line++) {
    const stamp = (line / 1000).toFixed(6).padStart(12);
    at += bytes.write(
      `[${stamp}] ringlog: ${line} bytes were written, ${line % 4096} are held, reader ${line % 7} woken\r\n`,
      at,
    );
  }
  return bytes;
}

async function there(path: string): Promise<void> {
  for (;;) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('close', () => resolve()));
}
