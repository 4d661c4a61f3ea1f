// Where a deck gets what it shows, and where what a person asks for goes: a core over its link, or a recording.

import type {Scrub} from '../view/replay/playhead.ts';
import type {DeckLink} from './link.ts';

export interface DeckSource extends DeckLink {
  /** Moves about in a recording; a live session has no other moment than now. */
  scrub(by: Scrub): void;
}

export function liveSource(link: DeckLink): DeckSource {
  return {...link, scrub: () => {}};
}
