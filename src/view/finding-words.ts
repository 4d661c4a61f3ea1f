// How a finding stands, in the words that every screen and the report have for it.
import type {Finding} from '../core/entities.ts';
import type {Tone} from './spans.ts';

export const isOpen = ({state}: Finding): boolean => state === 'open';

/** Only what is open blocks. */
export function standingWords({state, blocking}: Finding): string {
  switch (state) {
    case 'open':
      return blocking ? 'open, blocks' : 'open';
    case 'dismissed':
      return 'dismissed by you';
    case 'left':
      return 'left open at the end of its task';
    case 'mended':
    case 'disproved':
      return state;
    default:
      return state satisfies never;
  }
}

export function standingTone({state, blocking}: Finding): Tone {
  switch (state) {
    case 'open':
      return blocking ? 'bad' : 'plain';
    case 'mended':
      return 'good';
    case 'left':
      return 'warn';
    case 'dismissed':
    case 'disproved':
      return 'dim';
    default:
      return state satisfies never;
  }
}

/** Why the person dismissed it, empty where they did not; and as which finding, where it was one of another task. */
export function dismissalWords({dismissal}: Finding): string {
  if (dismissal === undefined) return '';
  return dismissal.as === undefined ? dismissal.why : `${dismissal.why} (as ${dismissal.as})`;
}
