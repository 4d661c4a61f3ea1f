// The target's console as a terminal, for as long as it is typed into: fed with what comes, begun with what came last, as large as the
// pane that shows it. Questions of programs are answered only then, and never those of the past.
import {consoleTailBytes, type DownLine} from '../core/link.ts';
import {cutLevels, initialLevelCut} from '../view/serial-console/cut-levels.ts';
import type {Size} from '../view/size.ts';
import type {Row, Width} from '../view/spans.ts';
import {type ConsoleTail, openConsoleTail} from './console-tail.ts';
import type {Emulator} from './emulator/emulator.ts';
import {deckKeyModes, isSameModes, type KeyModes} from './key-modes.ts';

export interface TargetScreen {
  take(line: Extract<DownLine, {kind: 'console'}>): void;
  /** Typing begins, or ends. */
  turn(on: boolean): void;
  /** Null while nothing is typed, and until what came last has been read. */
  rows(size: Size): readonly Row[] | null;
  keyModes(): KeyModes;
}

export interface TargetScreenOptions {
  readonly width: Width;
  /** There are other rows to be shown. */
  readonly onChange: () => void;
  readonly onKeyModes: (modes: KeyModes) => void;
  /** For the line: what a terminal answers. */
  readonly onAnswer: (answer: string) => void;
}

/** Bytes that may wait for the emulator; behind more than that it begins anew with the newest ones. */
const waitingBytesMax = 1024 * 1024;

/** One emulator and what is on its way into it. */
interface Feed {
  readonly emulator: Emulator;
  waitingBytes: number;
  levels: typeof initialLevelCut;
  isBehind: boolean;
  /** What came before is being read: nobody waits for an answer to that. */
  isPast: boolean;
  /** How many of the tail's newest bytes have come while that is read: they are answered. */
  freshBytes: number;
  /** Shown while what came before is read once more. */
  rows: readonly Row[] | null;
}

type Screen =
  | {readonly at: 'off'}
  /** The emulator's code is read when it is first needed: a deck need not wait for it to show itself. */
  | {readonly at: 'loading'; freshBytes: number}
  /** Its size is the pane's, and not known before that is drawn. */
  | {readonly at: 'asked'; freshBytes: number; readonly openEmulator: OpenEmulator}
  | {readonly at: 'open'; readonly feed: Feed};

type OpenEmulator = typeof import('./emulator/emulator.ts').openEmulator;

export function openTargetScreen({width, onChange, onKeyModes, onAnswer}: TargetScreenOptions): TargetScreen {
  const tail: ConsoleTail = openConsoleTail(consoleTailBytes);
  let screen: Screen = {at: 'off'};
  let modes = deckKeyModes;

  async function load(): Promise<void> {
    const loading: Screen = {at: 'loading', freshBytes: 0};
    screen = loading;
    const {openEmulator} = await import('./emulator/emulator.ts');
    if (screen !== loading) return;
    screen = {at: 'asked', freshBytes: loading.freshBytes, openEmulator};
    onChange();
  }

  function open({openEmulator, freshBytes}: Extract<Screen, {at: 'asked'}>, size: Size): Feed {
    const emulator = openEmulator(size, width, (answer) => {
      if (isOpen(feed) && !feed.isPast) onAnswer(answer);
    });
    const begun = {waitingBytes: 0, levels: initialLevelCut, isBehind: false, isPast: true, rows: null};
    const feed: Feed = {...begun, emulator, freshBytes};
    return feed;
  }

  const isOpen = (feed: Feed): boolean => screen.at === 'open' && screen.feed === feed;

  async function begin(feed: Feed): Promise<void> {
    feed.isPast = true;
    feed.isBehind = false;
    feed.levels = initialLevelCut;
    const before = tail.bytes();
    await write(feed, before.subarray(0, Math.max(0, before.length - feed.freshBytes)));
    feed.isPast = false;
    // What has come is in the tail, and no more of it than that holds.
    const all = tail.bytes();
    const fresh = all.subarray(Math.max(0, all.length - feed.freshBytes));
    feed.freshBytes = 0;
    await write(feed, fresh);
    settle(feed);
  }

  async function follow(feed: Feed, bytes: Uint8Array): Promise<void> {
    if (feed.isPast) {
      feed.freshBytes += bytes.length;
      return;
    }
    feed.isBehind ||= feed.waitingBytes > waitingBytesMax;
    if (feed.isBehind) return;
    await write(feed, bytes);
    settle(feed);
  }

  async function write(feed: Feed, bytes: Uint8Array): Promise<void> {
    feed.waitingBytes += bytes.length;
    const cut = cutLevels(feed.levels, bytes);
    feed.levels = cut.state;
    await feed.emulator.write(cut.bytes);
    feed.waitingBytes -= bytes.length;
  }

  function settle(feed: Feed): void {
    if (!isOpen(feed) || feed.isPast) return;
    if (feed.isBehind && feed.waitingBytes === 0) {
      feed.emulator.reset();
      void begin(feed);
      return;
    }
    enter(feed.emulator.keyModes());
    onChange();
  }

  function enter(next: KeyModes): void {
    if (isSameModes(next, modes)) return;
    modes = next;
    onKeyModes(next);
  }

  return {
    take(line) {
      const bytes = tail.take(line.fromByte, Buffer.from(line.base64, 'base64'));
      if (bytes.length === 0 || screen.at === 'off') return;
      if (screen.at === 'open') void follow(screen.feed, bytes);
      else screen.freshBytes += bytes.length;
    },
    turn(on) {
      if (screen.at === 'open') screen.feed.emulator.close();
      screen = {at: 'off'};
      if (on) void load();
      enter(on ? unasked : deckKeyModes);
    },
    rows(size) {
      if (screen.at === 'off' || screen.at === 'loading') return null;
      if (screen.at === 'asked') {
        screen = {at: 'open', feed: open(screen, size)};
        void begin(screen.feed);
      }
      const {feed} = screen;
      feed.emulator.resize(size);
      if (!feed.isPast) feed.rows = feed.emulator.rows();
      return feed.rows;
    },
    keyModes: () => modes,
  };
}

/** What a terminal does of itself. */
const unasked: KeyModes = {arrows: false, keypad: false, pastes: false};
