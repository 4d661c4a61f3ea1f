// Requests to our server at a board's console: numbered, summed, a few at a time, and sent again until they are answered. Every one may
// arrive twice, so the server takes each for what it says and not for how often it came.
import type {Clock} from '../../../ports.ts';
import {type SumTool, sumOf} from './sums.ts';

export type Answer =
  | {readonly kind: 'ok'; readonly words: readonly string[]}
  /** What was sent before did not arrive whole. */
  | {readonly kind: 'hole'}
  | {readonly kind: 'no'; readonly why: string}
  | {readonly kind: 'lost'; readonly why: string};

export interface Requests {
  /** `bytesBack` is what the answer and all that comes before it may be long; after `triesMax`, where that is given, it counts as a hole. */
  ask(words: string, bytesBack?: number, triesMax?: number): Promise<Answer>;
  hears(frame: string): void;
  /** A server answers from now on, with this mark: what is open is sent again. */
  resume(key: {readonly mark: string; readonly tool: SumTool}): void;
  /** Nobody answers: requests wait. */
  pause(): void;
  drop(why: string): void;
  waiting(): number;
  /** The share of lines that got lost lately, 0 to 1. */
  losses(): number;
}

export interface RequestsOptions {
  readonly write: (line: string) => void;
  readonly bytesPerSecond: number;
  readonly clock: Clock;
  /** An answer of any kind came: the server lives. */
  readonly alive: () => void;
  /** Something that was not asked for by number: the kind, and its words. */
  readonly told: (kind: string, words: readonly string[]) => void;
  /** So many requests in a row went unanswered that there may be no server any more. */
  readonly silent: () => void;
}

interface Open {
  readonly words: string;
  readonly bytesBack: number;
  readonly triesMax: number;
  readonly settle: (answer: Answer) => void;
  tries: number;
  /** Its place among all that was sent; null while it waits. */
  sent: number | null;
  disarm: () => void;
}

/** What a terminal of the kernel holds unread is 4096 bytes. */
const bytesAtOnceMax = 3000;
const atOnceMax = 4;
const answerMs = 2500;
const answerMsMax = 30_000;
const patienceGrowth = 1.5;
const silencesMax = 3;
const triesAtAll = 100;

export function openRequests(options: RequestsOptions): Requests {
  const {clock} = options;
  const open = new Map<number, Open>();
  let key: {readonly mark: string; readonly tool: SumTool} | null = null;
  let nextId = 1;
  let sends = 0;
  let silences = 0;
  let losses = 0;

  const lineOf = (id: number, words: string, {mark, tool}: NonNullable<typeof key>) =>
    `${sumOf(tool, `${mark} ${id} ${words}`)} ${id} ${words}\r`;

  function pump(): void {
    if (key === null) return;
    let count = 0;
    let bytes = 0;
    for (const [id, request] of open) {
      const size = request.words.length + 32;
      if (count > 0 && (count >= atOnceMax || bytes + size > bytesAtOnceMax)) return;
      count += 1;
      bytes += size;
      if (request.sent !== null) continue;
      request.sent = ++sends;
      options.write(lineOf(id, request.words, key));
      arm(id, request, bytes);
    }
  }

  function arm(id: number, request: Open, bytesAhead: number): void {
    const wireMs = (2000 * (bytesAhead + request.bytesBack)) / options.bytesPerSecond;
    const waitMs = Math.min(answerMs * patienceGrowth ** request.tries, answerMsMax) + wireMs;
    request.disarm = clock.after(waitMs, () => {
      silences += 1;
      if (silences >= silencesMax) {
        silences = 0;
        pause();
        options.silent();
      } else again(id, request);
    });
  }

  function again(id: number, request: Open): void {
    losses = losses * 0.9 + 0.1;
    request.disarm();
    request.tries += 1;
    request.sent = null;
    if (request.tries >= request.triesMax) {
      open.delete(id);
      const why = `the line changes what is sent, ${request.tries} times in a row`;
      request.settle(request.triesMax === triesAtAll ? {kind: 'lost', why} : {kind: 'hole'});
    }
    pump();
  }

  function pause(): void {
    key = null;
    for (const request of open.values()) {
      request.disarm();
      request.sent = null;
    }
  }

  /** The server reads in order: what was sent before something that it has answered, and is open, got lost. */
  function lostBefore(sent: number): void {
    for (const [id, request] of [...open]) if (request.sent !== null && request.sent < sent) again(id, request);
  }

  function answered(id: number, words: readonly string[]): void {
    const request = open.get(id);
    if (request === undefined) return;
    open.delete(id);
    request.disarm();
    losses *= 0.9;
    request.settle(answerOf(words));
    if (request.sent !== null) lostBefore(request.sent);
    pump();
  }

  return {
    ask: (words, bytesBack = 64, triesMax = triesAtAll) =>
      new Promise((settle) => {
        open.set(nextId++, {words, bytesBack, triesMax, settle, tries: 0, sent: null, disarm: () => {}});
        pump();
      }),
    hears(frame) {
      if (key === null) return;
      const {mark, tool} = key;
      const at = frame.indexOf(' ');
      const text = frame.slice(at + 1);
      if (sumOf(tool, `${mark} ${text}`) !== frame.slice(0, at)) return;
      silences = 0;
      options.alive();
      const [kind = '', ...words] = text.split(' ');
      if (kind === 'a') answered(Number(words[0]), words.slice(1));
      else if (kind === 'n') lostBefore(1 + oldest(open.values()));
      else options.told(kind, words);
    },
    resume(with_) {
      pause();
      key = with_;
      silences = 0;
      pump();
    },
    pause,
    drop(why) {
      const all = [...open.values()];
      open.clear();
      for (const request of all) {
        request.disarm();
        request.settle({kind: 'lost', why});
      }
    },
    waiting: () => open.size,
    losses: () => losses,
  };
}

function oldest(requests: Iterable<Open>): number {
  const sent = [...requests].flatMap((request) => (request.sent === null ? [] : [request.sent]));
  return Math.min(...sent);
}

function answerOf([kind, ...words]: readonly string[]): Answer {
  if (kind === 'ok') return {kind: 'ok', words};
  if (kind === 'hole') return {kind: 'hole'};
  return {
    kind: 'no',
    why:
      Buffer.from(words[0] ?? '', 'base64')
        .toString()
        .trim() || 'the board gives no reason',
  };
}
