// 50 MB of console through `quarterdeck console` into its capture, over socat writing the same line into a file. Both are up and have taken a
// first line before the flood begins: a console is open for hours.
import {type ChildProcess, spawn} from 'node:child_process';
import {mkdir, rm, stat, writeFile} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {median, ratio} from './measure.ts';

const launcher = fileURLToPath(new URL('../../src/setup/launch.mjs', import.meta.url));
const megabyte = 1_000_000;
const floodBytes = 50 * megabyte;
const rounds = 3;

/** What carries the console: the path or place to open for each of the two programs, and how the flood is poured in. */
interface Way {
  readonly ours: string;
  readonly socat: string;
  pour(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

export async function benchConsoleCommand(options: {
  readonly folder: string;
  readonly print: (line: string) => void;
}): Promise<void> {
  const folder = join(options.folder, 'console-command');
  await mkdir(folder, {recursive: true});
  const flood = floodText();
  for (const [name, open] of [['a pty', openPair] as const, ['TCP', openServer] as const]) {
    const times = {ours: [] as number[], socat: [] as number[]};
    for (let round = 0; round < rounds; round++) {
      times.ours.push(await timedFlood(await open(folder), 'ours', folder, flood));
      times.socat.push(await timedFlood(await open(folder), 'socat', folder, flood));
    }
    const [ours, socat] = [median(times.ours), median(times.socat)];
    const rate = (ms: number): string => `${(flood.length / 1000 / ms).toFixed(0)} MB/s`;
    options.print(
      `  ${name}: console into a file ${rate(ours)}, socat ${rate(socat)}: ${ratio(socat, ours)} of its speed (medians of ${rounds})`,
    );
  }
}

const firstLine = Buffer.from('[    0.000000] first\r\n');

async function timedFlood(way: Way, who: 'ours' | 'socat', folder: string, flood: Buffer): Promise<number> {
  const file = join(folder, `${who}.capture`);
  await rm(file, {force: true});
  const program = who === 'ours' ? consoleOn(way.ours, file) : socatOn(way.socat, file);
  try {
    const before = await warmedUp(way, file, program);
    const start = performance.now();
    await way.pour(flood);
    await grown(file, before + flood.length, program);
    return performance.now() - start;
  } finally {
    program.kill('SIGTERM');
    await endOf(program);
    await way.close();
  }
}

function consoleOn(line: string, file: string): ChildProcess {
  const words = [launcher, 'console', '--target', line, '--capture', file];
  return spawn('node', words, {stdio: ['ignore', 'ignore', 'ignore']});
}

function socatOn(line: string, file: string): ChildProcess {
  return spawn('socat', ['-u', line, `CREATE:${file}`], {stdio: 'ignore'});
}

/** A serial line drops what came before it was opened, so first lines are sent until one arrives. The bytes that lie in the file. */
async function warmedUp(way: Way, file: string, program: ChildProcess): Promise<number> {
  let size = 0;
  while (size === 0) {
    await way.pour(firstLine);
    size = await sizeAfter(200, file, program);
  }
  for (let next = size; ; size = next) {
    next = await sizeAfter(200, file, program);
    if (next === size) return size;
  }
}

async function sizeAfter(ms: number, file: string, program: ChildProcess): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  if (program.exitCode !== null) throw new Error(`it ended with status ${program.exitCode}`);
  return stat(file).then(
    (found) => found.size,
    () => 0,
  );
}

async function openPair(folder: string): Promise<Way> {
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  const pair = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], {stdio: 'ignore'});
  await there(near);
  await there(far);
  const text = join(folder, 'flood.txt');
  return {
    ours: near,
    socat: `${near},raw,echo=0`,
    async pour(bytes) {
      await writeFile(text, bytes);
      const words = [`if=${text}`, `of=${far}`, 'bs=64k', 'status=none', 'conv=notrunc'];
      await endOf(spawn('dd', words, {stdio: 'ignore'}));
    },
    async close() {
      pair.kill('SIGTERM');
      await endOf(pair);
    },
  };
}

async function openServer(): Promise<Way> {
  const connected = Promise.withResolvers<Socket>();
  const server: Server = createServer((socket) => connected.resolve(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    ours: `tcp:127.0.0.1:${port}`,
    socat: `TCP:127.0.0.1:${port}`,
    async pour(bytes) {
      const socket = await connected.promise;
      socket.on('error', () => {});
      socket.write(bytes);
    },
    close: () =>
      new Promise((resolve) => {
        void connected.promise.then((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}

async function grown(file: string, bytes: number, program: ChildProcess): Promise<void> {
  for (;;) {
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size >= bytes) return;
    if (program.exitCode !== null) throw new Error(`it ended with ${size} of ${bytes} bytes`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function there(path: string): Promise<void> {
  while (
    !(await stat(path).then(
      () => true,
      () => false,
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('close', () => resolve()));
}

function floodText(): Buffer {
  const bytes = Buffer.alloc(floodBytes);
  let at = 0;
  for (let line = 0; at < floodBytes; line++) {
    const stamp = (line / 1000).toFixed(6).padStart(12);
    const words = `ringlog: ${line} bytes were written, ${line % 4096} are held, reader ${line % 7} woken`;
    at += bytes.write(`[${stamp}] ${words}\r\n`, at);
  }
  return bytes;
}
