// What is shown, for `useSyncExternalStore`: all that the core says is folded in as it comes, and shown at a pace that does
// not cost the screen its keys. A key is shown at once. Nothing is shown while the terminal has more to take than it can.
import {StringDecoder} from 'node:string_decoder';
import type {DownLine} from '../core/link.ts';
import type {Clock} from '../ports.ts';
import {emptyLive, type Link, type Live, takeLine, withLink} from '../view/live.ts';
import {initialUi, type Ui} from '../view/ui.ts';

export interface StoreOptions<View> {
  readonly clock: Clock;
  /** As it begins. */
  readonly ui?: Ui;
  readonly look: (live: Live, ui: Ui, nowMs: number) => View;
  /** True while something on the screen counts seconds. */
  readonly countsTime: (live: Live, ui: Ui, nowMs: number) => boolean;
  readonly terminalTakesMore: () => boolean;
}

export interface DeckStore<View> {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => View;
  live(): Live;
  ui(): Ui;
  take(line: DownLine): void;
  takeLink(link: Link): void;
  takeUi(ui: Ui): void;
  /** All of it at once, as of another moment. */
  takeLive(live: Live): void;
  /** Looks again at once: the terminal has another size, or can take more. */
  show(): void;
  /** What `look` asks besides has changed: shown at the pace of what comes by itself. */
  showSoon(): void;
  close(): void;
}

/** Between two frames of what comes by itself: 15 a second, and fewer where a frame takes so long that keys would wait. */
const frameMsMin = Math.ceil(1000 / 15);
const frameMsMax = 500;
/** Of the time, frames of what comes by itself take one part in so many. */
const partsOfTime = 4;

export function openStore<View>({
  clock,
  ui: firstUi = initialUi,
  look,
  countsTime,
  terminalTakesMore,
}: StoreOptions<View>): DeckStore<View> {
  const listeners = new Set<() => void>();
  const decoder = new StringDecoder('utf8');
  const decode = (base64: string): string => decoder.write(Buffer.from(base64, 'base64'));
  const decodeWhole = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
  let live = emptyLive;
  let ui = firstUi;
  let view = look(live, ui, clock.nowMs());
  let shownAtMs = 0;
  let tookMs = 0;
  let cancelNext: (() => void) | null = null;
  let cancelTick: (() => void) | null = null;

  function show(): void {
    cancelNext?.();
    cancelNext = null;
    if (!terminalTakesMore()) return;
    shownAtMs = clock.nowMs();
    view = look(live, ui, shownAtMs);
    for (const listener of listeners) listener();
    // React draws in a microtask that was asked for just now.
    queueMicrotask(() => {
      tookMs = Math.max(0, clock.nowMs() - shownAtMs);
    });
    tickWhileTimeCounts();
  }

  function showSoon(): void {
    const sinceMs = clock.nowMs() - shownAtMs;
    // Wall time can jump back; a frame waits no longer for that.
    const frameMs = Math.min(frameMsMax, Math.max(frameMsMin, tookMs * partsOfTime));
    const waitMs = sinceMs < 0 || sinceMs >= frameMs ? 0 : frameMs - sinceMs;
    cancelNext ??= clock.after(waitMs, show);
  }

  function tickWhileTimeCounts(): void {
    if (cancelTick !== null || !countsTime(live, ui, clock.nowMs())) return;
    cancelTick = clock.after(1000, () => {
      cancelTick = null;
      show();
    });
  }

  function become(next: Live): void {
    if (next === live) return;
    live = next;
    showSoon();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => view,
    live: () => live,
    ui: () => ui,
    take: (line) => become(takeLine(live, line, {nowMs: clock.nowMs(), decode, decodeWhole})),
    takeLink: (link) => become(withLink(live, link)),
    takeLive: become,
    takeUi(next) {
      if (next === ui) return;
      ui = next;
      show();
    },
    show,
    showSoon,
    close() {
      cancelNext?.();
      cancelTick?.();
      listeners.clear();
    },
  };
}
