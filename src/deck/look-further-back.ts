// What the console said before the screen attached, asked for once the person turns to it, piece by piece, until the ring is full.
import {wantedBefore} from '../view/console-before.ts';
import type {Live} from '../view/live.ts';
import type {Ui} from '../view/ui.ts';

export interface LookingBack {
  /** To be told whenever a key was pressed or something came. */
  look(live: Live, ui: Ui): void;
}

export function openLookingBack(ask: (toByte: number) => void): LookingBack {
  let isWanted = false;
  let asked: number | null = null;
  return {
    look({console, link}, {focus, scroll, look}) {
      isWanted ||= focus === 'target' || scroll.target.kind !== 'follow' || look.search !== null;
      // An answer that was under way when the connection was lost never comes.
      if (link.kind !== 'attached') asked = null;
      const toByte = isWanted && link.kind === 'attached' ? wantedBefore(console) : null;
      if (toByte === null || toByte === asked) return;
      asked = toByte;
      ask(toByte);
    },
  };
}
