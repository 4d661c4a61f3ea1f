// Keeps how the screen was arranged, and gives it back at the next start. A file that can't be used is told, and left until the person arranges anew.
import {type Kept, keptOf, keptText, parseKept, withKept} from '../view/arrangement/kept.ts';
import {noticed, type Ui} from '../view/ui.ts';
import type {DeckHost} from './host.ts';

const file = 'deck.json';

type KeepingHost = Pick<DeckHost, 'readState' | 'writeState'>;

/** The screen as it was kept, with a notice where that is not possible. */
export async function withKeptScreen(ui: Ui, host: KeepingHost, nowMs: number): Promise<Ui> {
  const text = await host.readState(file).catch(() => null);
  if (text === null) return ui;
  const kept = parseKept(text);
  if (kept !== null) return withKept(ui, kept);
  return noticed(ui, `How the screen was arranged can't be read from ${file}: it is as usual.`, 'warn', nowMs);
}

/** To be called with every state of the screen: it writes what has changed, one write after the other. */
export function openKeeping(first: Ui, host: KeepingHost, trouble: (why: string) => void): (ui: Ui) => void {
  let written = keptText(keptOf(first));
  let writing = Promise.resolve();
  return (ui) => {
    const now: Kept = keptOf(ui);
    const text = keptText(now);
    if (text === written) return;
    written = text;
    writing = writing
      .then(() => host.writeState(file, text))
      .then(
        () => {},
        (error: Error) => trouble(`The arrangement can't be kept: ${error.message}`),
      );
  };
}
