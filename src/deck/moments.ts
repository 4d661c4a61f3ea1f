// The moments of a live session that can be looked at, gathered as the core tells them; and what the screen shows of one.
import type {DownLine} from '../core/link.ts';
import type {Live} from '../view/live.ts';
import {liveThen, noPast, pastAfter} from '../view/moments/past.ts';
import type {Ui} from '../view/ui.ts';
import {type CaptureReading, openConsoleAt} from './replay/console-at.ts';

export interface Moments {
  /** A line of the link, and what is known with it. */
  take(line: DownLine, live: Live): void;
  /** What is known now, or was at the moment that is looked at. */
  shown(live: Live, ui: Pick<Ui, 'moment'>, nowMs: number): Live;
}

export function openMoments(capture: CaptureReading): Moments {
  const consoleAt = openConsoleAt(capture);
  let past = noPast;
  return {
    take(line, live) {
      if (line.kind === 'entry') past = pastAfter(past, line.entry, live);
    },
    shown: (live, {moment}, nowMs) => (moment === null ? live : liveThen(past, moment.seq, live, nowMs, consoleAt)),
  };
}
