// The socket of a held target: whoever attaches hears what happens to it and may ask for what a target can do; a console gets its
// bytes raw. Nothing here waits for a client.
import {rm} from 'node:fs/promises';
import {createServer, type Socket} from 'node:net';
import type {TargetSink} from '../../ports.ts';
import {listenAlone} from '../sockets.ts';
import type {RunTarget} from '../target/task-run.ts';
import {type ConsoleQueue, openConsoleQueue} from './console-queue.ts';
import {
  fileBytesMax,
  type HeldAsk,
  type HeldDown,
  type HeldUp,
  heldVersion,
  lineBytesMax,
  parseHeldUp,
} from './held-lines.ts';
import {openLineReader} from './line-reader.ts';

export interface ServeHeldOptions {
  readonly socketPath: string;
  readonly target: RunTarget;
  /** In words, for who attaches: `up, boot 2, 6.1.0-56-amd64`. */
  readonly phase: () => string;
  /** What the target was made of, as one word. */
  readonly made: string;
  /** Somebody asked the holder to end; the target is off already. */
  readonly onOff: () => void;
}

export interface HeldServer extends TargetSink {
  /** Who is attached, in their own words. */
  users(): readonly string[];
  close(): Promise<void>;
}

/** Console bytes that wait for one that reads slowly; what is older is let go of. */
const consoleBytesMax = 1024 * 1024;
/** Bytes that may wait for a client before it is cut off. */
const waitingBytesMax = 32 * 1024 * 1024;
const clientsMax = 16;
/** Of the console, for one that is opened in the middle. */
const tailBytes = 4096;
const lingerMs = 1000;

interface Client {
  readonly socket: Socket;
  readonly console: ConsoleQueue;
  readonly pieces: Map<number, Buffer[]>;
  pieceBytes: number;
  stage:
    | {readonly at: 'new'}
    | {readonly at: 'raw'}
    | {readonly at: 'lines'; readonly as: string; readonly alone: boolean; readonly deaf: boolean};
}

/** The socket is made with mode 0600; the target's folder is the person's alone as well. */
export async function serveHeld(options: ServeHeldOptions): Promise<HeldServer> {
  const clients = new Set<Client>();
  const tail = openConsoleQueue(tailBytes);

  function broadcast(line: HeldDown): void {
    const text = `${JSON.stringify(line)}\n`;
    for (const client of clients) if (client.stage.at === 'lines') send(client, text);
  }

  function receive(client: Client, line: string): boolean {
    const up = parseHeldUp(line);
    if ('refused' in up) return refuse(client, up.refused);
    if (up.kind === 'attach' || up.kind === 'console') {
      if (client.stage.at !== 'new') return refuse(client, 'this connection is attached already');
      if (up.version !== heldVersion)
        return refuse(client, `this holder speaks version ${heldVersion}, not ${up.version}`);
      if (up.kind === 'attach') return attach(client, up);
      client.stage = {at: 'raw'};
      const kept = tail.take();
      if (kept !== null) tail.push(kept);
      const old = kept === null ? Buffer.alloc(0) : fromLineStart(kept);
      tell(client, {kind: 'backlog', bytes: old.length});
      if (old.length > 0) client.console.push(old);
      flush(client);
      return false;
    }
    if (client.stage.at !== 'lines') return refuse(client, 'attach comes first');
    if (up.kind === 'type') options.target.writeConsole(Buffer.from(up.base64, 'base64'));
    else if (up.kind === 'piece') return takePiece(client, up.id, Buffer.from(up.base64, 'base64'));
    else void answer(client, up.id, up.ask);
    return true;
  }

  const attached = () => [...clients].flatMap(({stage}) => (stage.at === 'lines' ? [stage] : []));

  function attach(client: Client, {as, alone, deaf}: Extract<HeldUp, {kind: 'attach'}>): boolean {
    const users = attached();
    const other = users.find((user) => user.alone);
    if (alone && other !== undefined) return refuse(client, `the target is in use: ${other.as}`);
    client.stage = {at: 'lines', as, alone, deaf};
    const names = users.map((user) => user.as);
    tell(client, {kind: 'welcome', pid: process.pid, phase: options.phase(), users: names, made: options.made});
    return true;
  }

  async function answer(client: Client, id: number, ask: HeldAsk): Promise<void> {
    try {
      const value = await carryOut(client, id, ask);
      tell(client, {kind: 'reply', id, value: value ?? null});
      if (ask.do === 'off') client.socket.end(() => options.onOff());
    } catch (error) {
      tell(client, {kind: 'fault', id, why: error instanceof Error ? error.message : String(error)});
    }
  }

  function carryOut(client: Client, id: number, ask: HeldAsk): Promise<unknown> {
    const {target} = options;
    switch (ask.do) {
      case 'powerOn':
        return target.powerOn();
      case 'reset':
        return target.reset();
      case 'recover':
        return target.recover();
      case 'settled':
        return target.settled();
      case 'clean':
        return target.clean(ask.how);
      case 'powerOff':
      case 'off':
        return target.powerOff();
      case 'sendBreak':
        return target.sendBreak();
      case 'exec': {
        const onOutput = (bytes: Uint8Array) => tell(client, {kind: 'output', id, base64: base64Of(bytes)});
        return target.exec({...ask.request, ...(ask.streams ? {onOutput} : {})});
      }
      case 'push': {
        const bytes = Buffer.concat(client.pieces.get(id) ?? []);
        client.pieces.delete(id);
        client.pieceBytes -= bytes.length;
        return target.push({path: ask.path, mode: ask.mode, bytes});
      }
      default:
        return ask satisfies never;
    }
  }

  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    const client: Client = {
      ...{socket, console: openConsoleQueue(consoleBytesMax), pieces: new Map(), pieceBytes: 0, stage: {at: 'new'}},
    };
    if (clients.size >= clientsMax) {
      socket.resume();
      refuse(client, `${clientsMax} are attached already`);
      return;
    }
    clients.add(client);
    socket.on('close', () => clients.delete(client));
    socket.on('drain', () => flush(client));
    const lines = openLineReader(lineBytesMax);
    socket.on('data', (chunk: Buffer) => {
      const typed = client.stage.at === 'raw' ? chunk : lines.take(chunk, (line) => receive(client, line));
      if (client.stage.at === 'raw' && typed.length > 0) options.target.writeConsole(typed);
      if (lines.isTooLong()) socket.destroy();
    });
  });
  await listenAlone(server, options.socketPath);

  return {
    users: () => attached().map(({as}) => as),
    event: (event) => broadcast({kind: 'event', event}),
    pulse: (kernel) => broadcast({kind: 'pulse', ...(kernel === undefined ? {} : {kernel})}),
    console(bytes) {
      tail.push(bytes);
      for (const client of clients) {
        if (client.stage.at === 'new' || (client.stage.at === 'lines' && client.stage.deaf)) continue;
        client.console.push(bytes);
        flush(client);
      }
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const {socket} of clients) socket.end();
      const late = setTimeout(() => {
        for (const {socket} of clients) socket.destroy();
      }, lingerMs);
      await closed;
      clearTimeout(late);
      await rm(options.socketPath, {force: true});
    },
  };
}

/** What a client has not read yet is kept here, not in its socket, so that it can still be let go of. */
function flush(client: Client): void {
  const {socket, stage} = client;
  if (socket.destroyed || socket.writableNeedDrain) return;
  const bytes = client.console.take();
  if (bytes === null) return;
  if (stage.at === 'raw') socket.write(bytes);
  else tell(client, {kind: 'console', base64: base64Of(bytes)});
}

function takePiece(client: Client, id: number, bytes: Buffer): boolean {
  client.pieceBytes += bytes.length;
  if (client.pieceBytes > fileBytesMax) return refuse(client, `a file may have ${fileBytesMax} bytes`);
  const pieces = client.pieces.get(id);
  if (pieces === undefined) client.pieces.set(id, [bytes]);
  else pieces.push(bytes);
  return true;
}

function tell(client: Client, line: HeldDown): void {
  send(client, `${JSON.stringify(line)}\n`);
}

function send({socket}: Client, text: string): void {
  if (socket.destroyed || socket.writableEnded) return;
  if (socket.writableLength > waitingBytesMax) socket.destroy();
  else socket.write(text);
}

function refuse({socket}: Client, why: string): false {
  socket.end(`${JSON.stringify({kind: 'refused', why} satisfies HeldDown)}\n`, () => socket.destroy());
  return false;
}

function fromLineStart(bytes: Buffer): Buffer {
  return bytes.length < tailBytes ? bytes : bytes.subarray(bytes.indexOf(0x0a) + 1);
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
