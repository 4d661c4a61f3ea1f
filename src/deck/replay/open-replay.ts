// Plays a recording to a deck: what a core would say, at the recorded pace or at whatever moment the person goes to. It reads, and
// asks nothing of anybody.
import type {Clock} from '../../ports.ts';
import type {Live} from '../../view/live.ts';
import {type Playhead, played, playheadAt, replayPlaceOf, type Scrub, scrubbed} from '../../view/replay/playhead.ts';
import {liveAt, type Recording} from '../../view/replay/recording.ts';
import type {DeckSource} from '../source.ts';
import {type CaptureReading, openConsoleAt} from './console-at.ts';

export interface ReplayOptions {
  readonly recording: Recording;
  readonly capture: CaptureReading;
  readonly speed: number;
  readonly clock: Clock;
  readonly onLive: (live: Live) => void;
}

const tickMs = Math.ceil(1000 / 15);
const refusal = 'this is a replay of what was: nothing can be asked of the session';

export function openReplay({recording, capture, speed, clock, onLive}: ReplayOptions): DeckSource {
  const consoleAt = openConsoleAt(capture);
  const end = recording.entries.length;
  let playhead: Playhead = playheadAt(recording, Math.min(1, end), speed);
  let live = liveAt(recording, 0);
  let atMs = clock.nowMs();
  let cancel = (): void => {};

  function become(next: Playhead): void {
    playhead = next;
    live = liveAt(recording, playhead.place, live);
    const bytes = playhead.place === end ? capture.bytes : (recording.consoleBytes[playhead.place] ?? 0);
    onLive({...live, console: consoleAt(bytes), replay: replayPlaceOf(recording, playhead)});
    tickLater();
  }

  function tickLater(): void {
    cancel();
    atMs = clock.nowMs();
    cancel = playhead.isPlaying ? clock.after(tickMs, tick) : () => {};
  }

  function tick(): void {
    become(played(recording, playhead, Math.max(0, clock.nowMs() - atMs)));
  }

  become(playhead);
  return {
    scrub: (by: Scrub) => become(scrubbed(recording, playhead, by)),
    send: async () => ({refused: refusal}),
    type: () => {},
    askBefore: () => {},
    sendBreak: async () => ({refused: refusal}),
    close: () => cancel(),
  };
}
