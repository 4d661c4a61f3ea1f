// The start screen's own state: where in it a person is, what is chosen there, and what was typed, which stays.
import {type KeyChanges, usualDeck} from '../../core/deck-settings.ts';
import {emptyEdit, type TextEdit} from '../text-edit.ts';

/** What the start screen ends with; the command that opened it does it. */
export type StartChoice =
  /** `isAnew`: a session on the same workspace that has not ended is left as it is. */
  | {readonly kind: 'goal'; readonly goal: string; readonly isAnew: boolean}
  | {readonly kind: 'task'; readonly folder: string; readonly isAnew: boolean}
  /** A session that runs is watched, one that was left is taken up, one that has ended is shown. */
  | {readonly kind: 'attach'; readonly id: string}
  | {readonly kind: 'replay'; readonly id: string}
  | {readonly kind: 'console'; readonly target: string}
  /** What the command line had asked for, whatever session there is. */
  | {readonly kind: 'asked'}
  | {readonly kind: 'leave'};

/** A session on the workspace of what was chosen that has not ended. */
export interface Offer {
  readonly id: string;
  readonly task: string;
  readonly workspace: string;
  readonly isRunning: boolean;
  readonly instead: Extract<StartChoice, {kind: 'goal' | 'task' | 'asked'}>;
}

export type StartPlace =
  | {readonly at: 'menu' | 'goal' | 'task' | 'sessions' | 'targets'}
  | {readonly at: 'session'; readonly id: string}
  | {readonly at: 'offer'; readonly offer: Offer};

export type PlaceName = StartPlace['at'];

/** What is read over the place: the keys, or the machine where there is no room beside. */
export interface Reading {
  readonly what: 'help' | 'machine';
  readonly scroll: number;
}

export interface StartUi {
  readonly keys: KeyChanges;
  readonly place: StartPlace;
  readonly reading: Reading | null;
  /** The item that is chosen, in each place. */
  readonly chosen: Readonly<Record<PlaceName, number>>;
  readonly goal: TextEdit;
  readonly path: TextEdit;
  /** Why the last key did nothing, or what is being looked at. */
  readonly notice: {readonly text: string; readonly tone: 'plain' | 'bad'} | null;
  /** A choice that is being looked at before it is taken: no other one is made meanwhile. */
  readonly considering: StartChoice | null;
}

export function startingAt(place: StartPlace, keys: KeyChanges = usualDeck.keys): StartUi {
  return {
    keys,
    place,
    reading: null,
    chosen: {menu: 0, goal: 0, task: 0, sessions: 0, targets: 0, session: 0, offer: 0},
    goal: emptyEdit,
    path: emptyEdit,
    notice: null,
    considering: null,
  };
}

/** What became of a choice that was looked at. */
export type Considered =
  | {readonly kind: 'good'}
  | {readonly kind: 'refused'; readonly why: string}
  | {readonly kind: 'offer'; readonly offer: Offer};

/** What was typed stays where it was refused. */
export function withConsidered(ui: StartUi, considered: Considered): StartUi {
  const rest: StartUi = {...ui, considering: null, notice: null};
  switch (considered.kind) {
    case 'good':
      return rest;
    case 'refused':
      return {...rest, notice: {text: considered.why, tone: 'bad'}};
    case 'offer':
      return {...rest, place: {at: 'offer', offer: considered.offer}, chosen: {...ui.chosen, offer: 0}};
    default:
      return considered satisfies never;
  }
}
