// 50 MB of console in one go over the socket of a deck that is typed into meanwhile; over the same socket read and thrown
// away, and over the same keys on a deck where nothing happens.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {DownLine} from '../../src/core/link.ts';
import {deckWords} from '../deck/fixture-core.ts';
import {beginning} from '../deck/session-events.ts';
import {openPty, type Screen} from '../pty.ts';
import {median, ms, ratio} from './measure.ts';

const megabyte = 1_000_000;
const floodBytes = 50 * megabyte;
const chunkBytes = 16 * 1024;
const presses = 100;
const size = {columns: 200, rows: 60};

/** Sockets are handed out as screens attach to them, with what every screen is told first. */
interface Core {
  readonly socketPath: string;
  attached(): Promise<Socket>;
}

export async function benchDeck(print: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-'));
  const closing: (() => unknown)[] = [() => rm(folder, {recursive: true, force: true})];
  const context = {after: (close: () => unknown) => closing.unshift(close)};
  try {
    const core = await openCore(join(folder, 'sock'), context);
    const bareSeconds = await floodBare(core);
    const report = join(folder, 'report.json');
    const screen = openPty(context, deckWords(core.socketPath, report), size);
    const socket = await core.attached();
    await screen.until('the task', (text) => text.includes('module skeleton'));
    await pressed(screen, () => true);
    const rest = await pressed(screen, () => true);
    process.kill(screen.pty.pid, 'SIGUSR1');
    const start = performance.now();
    let isFlooding = true;
    const flooded = flood(socket).then(() => {
      isFlooding = false;
    });
    const busy = await pressed(screen, () => isFlooding);
    await flooded;
    await screen.until('the last line', (text) => text.includes('the flood is over'));
    const seconds = (performance.now() - start) / 1000;
    screen.pty.write('ql');
    await screen.exit;
    const {maxMs} = JSON.parse(await readFile(report, 'utf8'));
    const rate = (of: number): string => `${(floodBytes / megabyte / of).toFixed(1)} MB/s`;
    print(`  taken in ${rate(seconds)}, read and thrown away ${rate(bareSeconds)}: ${ratio(seconds, bareSeconds)}`);
    print(
      `  key to cell, median: ${ms(median(busy))} in the flood, ${ms(median(rest))} at rest: ${ratio(median(busy), median(rest))}`,
    );
    print(
      `  key to cell, worst of ${busy.length}: ${ms(Math.max(...busy))} in the flood, of ${rest.length}: ${ms(Math.max(...rest))} at rest`,
    );
    print(`  longest stall of the deck's event loop in the flood: ${ms(maxMs)}`);
  } finally {
    for (const close of closing) await close();
  }
}

async function openCore(socketPath: string, context: {after(close: () => unknown): void}): Promise<Core> {
  const sockets: Socket[] = [];
  const attaching: ((socket: Socket) => void)[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      for (const [index, event] of beginning.entries()) {
        say(socket, {kind: 'entry', entry: {seq: index + 1, atMs: Date.now(), event}});
      }
      say(socket, {kind: 'caughtUp', seq: beginning.length});
      const taken = attaching.shift();
      if (taken) taken(socket);
      else sockets.push(socket);
    });
  });
  server.listen(socketPath);
  await once(server, 'listening');
  context.after(() => server.close());
  return {
    socketPath,
    attached() {
      const {promise, resolve} = Promise.withResolvers<Socket>();
      const socket = sockets.shift();
      if (socket) resolve(socket);
      else attaching.push(resolve);
      return promise;
    },
  };
}

/** The same bytes to a process that does nothing with them. */
async function floodBare(core: Core): Promise<number> {
  const program = `
    const socket = require('node:net').connect(${JSON.stringify(core.socketPath)});
    socket.write('attach\\n');
    socket.resume();
  `;
  const reader = spawn(process.execPath, ['-e', program], {stdio: 'ignore'});
  const socket = await core.attached();
  const start = performance.now();
  await flood(socket);
  const seconds = (performance.now() - start) / 1000;
  socket.end();
  await once(reader, 'close');
  return seconds;
}

/** As fast as it is read. Resolves when the last line is on its way. */
async function flood(socket: Socket): Promise<void> {
  for (let fromByte = 0; fromByte < floodBytes; fromByte += chunkBytes) {
    const isLast = fromByte + chunkBytes >= floodBytes;
    const text = isLast ? 'the flood is over\r\n' : chunkText(fromByte);
    const base64 = Buffer.from(text).toString('base64');
    if (!say(socket, {kind: 'console', fromByte, base64})) await once(socket, 'drain');
  }
}

function say(socket: Socket, line: DownLine): boolean {
  return socket.write(`${JSON.stringify(line)}\n`);
}

function chunkText(fromByte: number): string {
  let text = '';
  for (let line = 0; text.length < chunkBytes; line++) {
    const stamp = ((fromByte + line) / 100_000).toFixed(6).padStart(12);
    text += `[${stamp}] ringlog: ${line} bytes were written, ${line % 4096} are held, reader ${line % 7} woken\r\n`;
  }
  return text.slice(0, chunkBytes);
}

/** Milliseconds from a key to the cells that it changes: the help, opened and closed, again and again. */
async function pressed(screen: Screen, goesOn: () => boolean): Promise<readonly number[]> {
  const times: number[] = [];
  for (let press = 0; press < presses && goesOn(); press++) {
    const opens = press % 2 === 0;
    const start = performance.now();
    screen.pty.write('?');
    await screen.until('the help, or its end', (text) => text.includes('this help') === opens);
    times.push(performance.now() - start);
  }
  if (screen.text().includes('this help')) {
    screen.pty.write('?');
    await screen.until('the deck', (text) => !text.includes('this help'));
  }
  return times;
}
