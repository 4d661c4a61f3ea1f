// The core's end of a deck's socket, in a thread of its own: what it sends is made beside the measuring, not within it. It sends as
// fast as it is told to and the deck reads.
import {once} from 'node:events';
import {createServer, type Socket} from 'node:net';
import {parentPort, workerData} from 'node:worker_threads';
import type {Event} from '../../../src/core/events.ts';
import type {DownLine} from '../../../src/core/link.ts';
import {type FloodThreadStart, type Flow, type FromThread, lastLine, type ToThread} from './flow.ts';

const chunkBytes = 16 * 1024;
/** Between two helpings. */
const pauseMs = 5;

const {socketPath, beginning}: FloodThreadStart = workerData;
let attached: Socket | null = null;
let seq = 0;
let fromByte = 0;
let isStopped = false;

const server = createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => {
    seq = 0;
    fromByte = 0;
    attached = socket;
    for (const event of beginning) tell(event);
    send({kind: 'caughtUp', seq});
    answer({kind: 'attached'});
  });
});
server.listen(socketPath, () => answer({kind: 'listening'}));

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'tell') tell(message.event);
  else if (message.kind === 'stop') isStopped = true;
  else void run(message.flow);
});

async function run(flow: Flow): Promise<void> {
  const start = performance.now();
  const first = fromByte;
  const spent = (): number => (performance.now() - start) / 1000;
  let tokens = 0;
  isStopped = false;
  while (!isStopped && fromByte - first < flow.bytesMax) {
    const due = first + Math.min(flow.bytesMax, spent() * flow.bytesPerSecond);
    while (fromByte < due) await sendConsole(chunkOf(fromByte));
    for (; tokens < spent() * flow.tokensPerSecond; tokens++) {
      // No two lines of a stream are alike, so that each token changes what is shown.
      const text = tokens % 12 === 11 ? 'behind the lock,\n' : `word${tokens} `;
      for (const stream of flow.streams) await say({kind: 'delta', ...stream, what: 'text', text});
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  const [bytes, seconds] = [fromByte - first, spent()];
  await sendConsole(`\r\n${lastLine}\r\n`);
  answer({kind: 'flowed', bytes, seconds});
}

async function sendConsole(text: string): Promise<void> {
  const at = fromByte;
  fromByte += text.length;
  await say({kind: 'console', fromByte: at, base64: Buffer.from(text).toString('base64')});
}

function tell(event: Event): void {
  seq += 1;
  send({kind: 'entry', entry: {seq, atMs: Date.now(), event}});
}

function send(line: DownLine): boolean {
  return attached?.write(`${JSON.stringify(line)}\n`) ?? true;
}

/** Waits while the deck has enough to read. */
async function say(line: DownLine): Promise<void> {
  if (!send(line) && attached !== null) await once(attached, 'drain');
}

function answer(message: FromThread): void {
  parentPort?.postMessage(message);
}

function chunkOf(first: number): string {
  let text = '';
  for (let line = 0; text.length < chunkBytes; line++) {
    const stamp = ((first + line) / 100_000).toFixed(6).padStart(12);
    text += `[${stamp}] ringlog: ${line} bytes were written, ${line % 4096} are held, reader ${line % 7} woken\r\n`;
  }
  return text.slice(0, chunkBytes);
}
