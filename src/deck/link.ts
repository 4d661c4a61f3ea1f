// The screen's end of the link: it attaches, hands on what the core says, and attaches again by itself when the connection
// is cut, from the event after the newest one that it has seen. It waits for nothing and throws nothing.
import {Socket} from 'node:net';
import type {PersonCommand, Refusal} from '../core/commands.ts';
import {type DownLine, linkVersion, type Typist, type UpLine} from '../core/link.ts';
import type {Clock} from '../ports.ts';
import type {Link} from '../view/live.ts';
import {parseDownLine} from './down-line.ts';
import {readLines} from './read-lines.ts';

export interface DeckLink {
  /** Resolves with the core's answer; null when it took the command in. Before the first connection it waits for that. */
  send(command: PersonCommand): Promise<Refusal | null>;
  /** To the target's console; lost while nothing is attached. `by`: a terminal's answer is taken from one screen alone. */
  type(bytes: Uint8Array, by?: Typist): void;
  /** A piece of what the console said before that place comes as a line. */
  askBefore(toByte: number): void;
  /** Resolves as `send` does. */
  sendBreak(): Promise<Refusal | null>;
  close(): void;
}

export interface LinkOptions {
  readonly socketPath: string;
  readonly clock: Clock;
  /** Events come once each and in order, whatever happens to the connection. */
  readonly onLine: (line: DownLine) => void;
  readonly onState: (state: Link) => void;
}

const downLineCharactersMax = 64 * 1024 * 1024;
/** What the core takes in one line; see `src/drivers/up-line.ts`. */
const upLineCharactersMax = 256 * 1024;
const typedBytesMax = 64 * 1024;
const commandsAskedMax = 64;
const replyMs = 10_000;
/** A core that was just started may take as long to listen. */
const firstConnectMs = 10_000;
const retryMsMin = 100;
const retryMsMax = 2_000;
const retryAfterRefusalMs = 10_000;

export function openLink({socketPath, clock, onLine, onState}: LinkOptions): DeckLink {
  const asked = new Map<number, (answer: Refusal | null) => void>();
  /** Asked before there was a core to ask. */
  const unsent = new Map<number, UpLine>();
  const openedAtMs = clock.nowMs();
  let state: Link = {kind: 'connecting'};
  let socket: Socket | null = null;
  let isConnected = false;
  let newestSeq = 0;
  let holeAfterSeq = -1;
  let failures = 0;
  let nextId = 1;
  let isClosed = false;
  let cancelRetry = (): void => {};

  function enter(next: Link): void {
    if (isClosed || (next.kind === state.kind && next.kind === 'attached')) return;
    if (next.kind === 'lost' && state.kind === 'lost' && next.why === state.why) return;
    state = next;
    onState(next);
  }

  function connect(): void {
    const attempt = new Socket();
    socket = attempt;
    let why = 'the core closed the connection';
    attempt.on('error', (error: NodeJS.ErrnoException) => {
      why = wordsFor(error, socketPath);
    });
    attempt.on('close', () => {
      isConnected = false;
      lose(why);
    });
    attempt.on('connect', () => {
      isConnected = true;
      say(attempt, {kind: 'attach', version: linkVersion, fromSeq: newestSeq + 1});
      for (const line of unsent.values()) say(attempt, line);
      unsent.clear();
    });
    const cut = (because: string): void => {
      why = because;
      attempt.destroy();
    };
    readLines(attempt, {
      charactersMax: downLineCharactersMax,
      onLine: (text) => receive(text, cut),
      onTooLong: () => cut('the core sent a line that is too long to be one of the link'),
    });
    try {
      attempt.connect({path: socketPath});
    } catch (error) {
      cut(error instanceof Error ? error.message : String(error));
    }
  }

  function receive(text: string, cut: (because: string) => void): void {
    if (isClosed) return;
    const line = parseDownLine(text);
    if (line === 'unknown') return;
    if (line === 'malformed') {
      cut('the core sent what is not a line of the link');
      return;
    }
    if (line.kind !== 'refused') enter({kind: 'attached'});
    if (line.kind === 'reply') {
      answer(line.id, line.refused === undefined ? null : {refused: line.refused});
      return;
    }
    if (line.kind === 'entry' && !isNext(line.entry.seq, cut)) return;
    if (line.kind === 'caughtUp') failures = 0;
    if (line.kind === 'refused') enter({kind: 'refused', why: line.why});
    onLine(line);
  }

  /** The fold needs every event: what was seen is passed over, and a hole is filled by attaching again. */
  function isNext(seq: number, cut: (because: string) => void): boolean {
    if (seq <= newestSeq) return false;
    if (seq === newestSeq + 1) {
      newestSeq = seq;
      return true;
    }
    if (holeAfterSeq === newestSeq) {
      enter({kind: 'refused', why: `the core has no event ${newestSeq + 1} to give, only ${seq} and later`});
    }
    holeAfterSeq = newestSeq;
    cut(`event ${newestSeq + 1} did not come`);
    return false;
  }

  function lose(why: string): void {
    const isStarting = state.kind === 'connecting' && clock.nowMs() - openedAtMs < firstConnectMs;
    for (const id of [...asked.keys()]) {
      if (!unsent.has(id)) {
        answer(id, {refused: `the connection was lost before an answer came (${why}); look whether it was taken in`});
      } else if (!isStarting) answer(id, {refused: notAttached(why)});
    }
    if (isClosed) return;
    if (!isStarting && state.kind !== 'refused') {
      enter({kind: 'lost', why, sinceMs: state.kind === 'lost' ? state.sinceMs : clock.nowMs()});
    }
    const waitMs =
      state.kind === 'refused' ? retryAfterRefusalMs : Math.min(retryMsMax, retryMsMin * 2 ** Math.min(failures, 10));
    failures++;
    cancelRetry = clock.after(waitMs, connect);
  }

  function answer(id: number, reply: Refusal | null): void {
    const resolve = asked.get(id);
    asked.delete(id);
    unsent.delete(id);
    resolve?.(reply);
  }

  function askFor(lineOf: (id: number) => UpLine): Promise<Refusal | null> {
    const mayWait = state.kind === 'connecting';
    if (!isConnected && !mayWait) return refused(notAttached(wordsOf(state)));
    if (asked.size >= commandsAskedMax)
      return refused(`${commandsAskedMax} commands are waiting for an answer already`);
    const id = nextId++;
    const line = lineOf(id);
    if (JSON.stringify(line).length > upLineCharactersMax) return refused('that is too long to be sent');
    const {promise, resolve} = Promise.withResolvers<Refusal | null>();
    const cancel = clock.after(replyMs, () => {
      const why = unsent.has(id) ? notAttached(wordsOf(state)) : `no answer came in ${replyMs / 1000} s`;
      answer(id, {refused: why});
    });
    asked.set(id, (reply) => {
      cancel();
      resolve(reply);
    });
    if (socket !== null && isConnected) say(socket, line);
    else unsent.set(id, line);
    return promise;
  }

  connect();
  return {
    send: (command) => askFor((id) => ({kind: 'command', id, command})),
    sendBreak: () => askFor((id) => ({kind: 'break', id})),
    askBefore(toByte) {
      if (socket && isConnected) say(socket, {kind: 'consoleBefore', toByte});
    },
    type(bytes, by = 'person') {
      for (let at = 0; at < bytes.length; at += typedBytesMax) {
        const piece = Buffer.from(bytes.subarray(at, at + typedBytesMax));
        if (socket && isConnected)
          say(socket, {kind: 'type', base64: piece.toString('base64'), ...(by === 'terminal' ? {by} : {})});
      }
    },
    close() {
      isClosed = true;
      cancelRetry();
      socket?.destroy();
      for (const id of [...asked.keys()]) answer(id, {refused: 'the screen was closed before an answer came'});
    },
  };
}

/** Bytes that may wait for the core before the connection is given up: it reads at once or not at all. */
const waitingBytesMax = 4 * 1024 * 1024;

function say(socket: Socket, line: UpLine): void {
  if (socket.destroyed) return;
  if (socket.writableLength > waitingBytesMax) socket.destroy(new Error('the core does not read what it is told'));
  else socket.write(`${JSON.stringify(line)}\n`);
}

const notAttached = (why: string): string => `not attached to the session's core: ${why}`;

function refused(words: string): Promise<Refusal> {
  return Promise.resolve({refused: words});
}

function wordsOf(state: Link): string {
  switch (state.kind) {
    case 'connecting':
    case 'attached':
      return 'the connection is being made';
    case 'lost':
    case 'refused':
      return state.why;
    default:
      return state satisfies never;
  }
}

function wordsFor({code, message}: NodeJS.ErrnoException, path: string): string {
  if (code === 'ENOENT') return `there is no core at ${path}`;
  if (code === 'ECONNREFUSED') return `the core at ${path} is gone`;
  return message;
}
