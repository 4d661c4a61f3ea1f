// The socket that screens attach to: events from where the screen left off, then what is live. A screen that does not keep
// up first loses the data plane, then its connection; it attaches again by itself. Nothing here waits for one.
import {rm} from 'node:fs/promises';
import {createServer, type Socket} from 'node:net';
import type {PersonCommand, Refusal} from '../core/commands.ts';
import type {Entry} from '../core/events.ts';
import {
  consolePieceBytes,
  consoleTailBytes,
  type Delta,
  type DownLine,
  type KernelNow,
  linkVersion,
  type UpLine,
} from '../core/link.ts';
import type {Screens} from '../ports.ts';
import type {Capture} from './session/capture.ts';
import {drained, listenAlone} from './sockets.ts';
import {consoleLine, openTypedPlaces} from './typed-places.ts';
import {lineCharactersMax, parseUpLine} from './up-line.ts';

/** Bytes that may wait for a screen before console bytes and streamed words are dropped for it. */
const dataPlaneBytesMax = 1024 * 1024;
/** Bytes that may wait for a screen before it is cut off. */
const waitingBytesMax = 32 * 1024 * 1024;
/** Entries that may wait for a screen that is still reading the journal. */
const missedMax = 20_000;
const screensMax = 16;
/** How long a screen may take for its last lines when the core goes away. */
const lingerMs = 1000;

export interface ScreensServer extends Screens {
  console(fromByte: number, bytes: Uint8Array): void;
  pulse(atMs: number, kernel?: KernelNow): void;
  close(): Promise<void>;
}

export interface ScreensOptions {
  readonly socketPath: string;
  /** Sequence number of the newest entry that the journal holds already. */
  readonly newestSeq?: number;
  /** The journal's entries from a sequence number on, up to and with another. */
  readonly entriesFrom: (fromSeq: number, toSeq: number) => AsyncIterable<Entry>;
  readonly onCommand: (command: PersonCommand) => Promise<Refusal | null>;
  readonly onType: (bytes: Uint8Array) => void;
  readonly onBreak: () => Promise<Refusal | null>;
  /** The capture, with what the console said before these screens were served; a screen gets no more than the tail without it. */
  readonly capture?: Pick<Capture, 'position' | 'read'>;
}

interface Screen {
  readonly socket: Socket;
  /** `missed`: live entries that came while the journal was still being read for this screen. */
  stage: {readonly at: 'connected'} | {readonly at: 'catchingUp'; readonly missed: Entry[]} | {readonly at: 'live'};
}

/** Sockets are made with mode 0600; the session's folder is the person's alone as well. */
export async function openScreens(options: ScreensOptions): Promise<ScreensServer> {
  const screens = new Set<Screen>();
  let newestSeq = options.newestSeq ?? 0;
  let tailEnd = options.capture?.position() ?? 0;
  let tail = await linesBefore(options, tailEnd, consoleTailBytes);
  let trouble: string | null = null;
  let typist: Screen | null = null;
  const places = openTypedPlaces();

  function broadcast(line: DownLine, isDataPlane: boolean): void {
    const text = `${JSON.stringify(line)}\n`;
    for (const screen of screens) {
      if (screen.stage.at === 'live') send(screen, text, isDataPlane);
    }
  }

  async function attach(screen: Screen, fromSeq: number): Promise<void> {
    if (screen.stage.at !== 'connected') return refuse(screen, 'this screen is attached already');
    const toSeq = newestSeq;
    const missed: Entry[] = [];
    screen.stage = {at: 'catchingUp', missed};
    for await (const entry of options.entriesFrom(fromSeq, toSeq)) {
      await sendPatiently(screen, {kind: 'entry', entry});
      if (screen.socket.destroyed) return;
    }
    for (const entry of missed) send(screen, `${JSON.stringify({kind: 'entry', entry})}\n`, false);
    screen.stage = {at: 'live'};
    send(screen, `${JSON.stringify({kind: 'caughtUp', seq: newestSeq} satisfies DownLine)}\n`, false);
    if (trouble !== null)
      send(screen, `${JSON.stringify({kind: 'trouble', what: trouble} satisfies DownLine)}\n`, false);
    const lines = fromLineStart(tail, tailEnd - tail.length);
    for (const line of places.linesOf(tailEnd - lines.length, lines)) send(screen, `${JSON.stringify(line)}\n`, true);
  }

  function receive(screen: Screen, line: string): void {
    const up = parseUpLine(line);
    if ('refused' in up) refuse(screen, up.refused);
    else if (up.kind === 'command') void answered(screen, up.id, options.onCommand(up.command));
    else if (up.kind === 'type') takeTyped(screen, up);
    else if (up.kind === 'consoleBefore') void giveBefore(screen, up.toByte);
    else if (up.kind === 'break') void answered(screen, up.id, options.onBreak());
    else if (up.version !== linkVersion) refuse(screen, `this core speaks version ${linkVersion} of the link`);
    else
      void attach(screen, up.fromSeq).catch((error: unknown) => refuse(screen, `the journal can't be read: ${error}`));
  }

  function takeTyped(screen: Screen, {base64, by = 'person'}: Extract<UpLine, {kind: 'type'}>): void {
    if (by === 'person' || typist === null) typist = screen;
    if (typist !== screen) return;
    options.onType(Buffer.from(base64, 'base64'));
    if (by !== 'person') return;
    places.typed(tailEnd);
    broadcast({kind: 'typed', base64, atByte: tailEnd}, true);
  }

  async function giveBefore(screen: Screen, wanted: number): Promise<void> {
    const toByte = Math.min(wanted, tailEnd);
    const bytes = await linesBefore(options, toByte, consolePieceBytes).catch(() => new Uint8Array(0));
    await sendPatiently(screen, {...consoleLine(toByte - bytes.length, bytes), kind: 'consoleBefore'});
  }

  async function answered(screen: Screen, id: number, answer: Promise<Refusal | null>): Promise<void> {
    const refusal = await answer;
    const line: DownLine = {kind: 'reply', id, ...(refusal === null ? {} : {refused: refusal.refused})};
    send(screen, `${JSON.stringify(line)}\n`, false);
  }

  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (screens.size >= screensMax) {
      socket.resume();
      socket.end(`${JSON.stringify({kind: 'refused', why: `${screensMax} screens are attached already`})}\n`, () =>
        socket.destroy(),
      );
      return;
    }
    const screen: Screen = {socket, stage: {at: 'connected'}};
    screens.add(screen);
    socket.on('close', () => {
      screens.delete(screen);
      if (typist === screen) typist = null;
    });
    readLines(socket, (line) => receive(screen, line));
  });
  await listenAlone(server, options.socketPath);

  return {
    entries(entries) {
      newestSeq = entries.at(-1)?.seq ?? newestSeq;
      for (const screen of screens) miss(screen, entries);
      for (const entry of entries) broadcast({kind: 'entry', entry}, false);
    },
    delta: (delta: Delta) => broadcast({kind: 'delta', ...delta}, true),
    trouble(what) {
      trouble = what;
      broadcast({kind: 'trouble', what}, false);
    },
    pulse: (atMs, kernel) => broadcast({kind: 'pulse', atMs, ...(kernel === undefined ? {} : {kernel})}, true),
    console(fromByte, bytes) {
      tail = Buffer.concat([tail, bytes]).subarray(-consoleTailBytes);
      tailEnd = fromByte + bytes.length;
      if (screens.size > 0) broadcast(consoleLine(fromByte, bytes), true);
    },
    async close() {
      for (const {socket} of screens) {
        socket.end();
        // A screen that was stopped (ctrl-z) or hangs never closes its end.
        socket.setTimeout(lingerMs, () => socket.destroy());
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(options.socketPath, {force: true});
    },
  };
}

/** One that catches up more slowly than the session goes on is cut off; it attaches again from where it got to. */
function miss({socket, stage}: Screen, entries: readonly Entry[]): void {
  if (stage.at !== 'catchingUp') return;
  if (stage.missed.length + entries.length > missedMax) socket.destroy();
  else stage.missed.push(...entries);
}

/** Lines as they end; one that grows past what a line may hold ends the connection instead. */
function readLines(socket: Socket, onLine: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    if (rest.length > lineCharactersMax) socket.destroy();
  });
}

function send({socket}: Screen, text: string, isDataPlane: boolean): void {
  if (socket.destroyed) return;
  if (isDataPlane && socket.writableLength > dataPlaneBytesMax) return;
  if (socket.writableLength > waitingBytesMax) {
    socket.destroy();
    return;
  }
  socket.write(text);
}

/** Catching up on a long session goes at the screen's own pace. */
async function sendPatiently({socket}: Screen, line: DownLine): Promise<void> {
  if (socket.destroyed || socket.write(`${JSON.stringify(line)}\n`)) return;
  await drained(socket);
}

function refuse({socket}: Screen, why: string): void {
  socket.end(`${JSON.stringify({kind: 'refused', why} satisfies DownLine)}\n`);
}

/** Half a line at the beginning would be taken for a whole one. */
async function linesBefore({capture}: ScreensOptions, toByte: number, bytesMax: number): Promise<Uint8Array> {
  if (capture === undefined) return new Uint8Array(0);
  const from = Math.max(0, toByte - bytesMax);
  return fromLineStart(await capture.read(from, toByte), from);
}

function fromLineStart(bytes: Uint8Array, fromByte: number): Uint8Array {
  return fromByte === 0 ? bytes : bytes.subarray(bytes.indexOf(0x0a) + 1);
}
