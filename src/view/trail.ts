// What the screen keeps of events that the state lets go: the newest of them a line each, what tools gave back in full, and how long
// the newest prompt of each role was. Bounded, and the same after a replay of the same events.
import type {Entry, Event} from '../core/events.ts';
import type {BuildId, CallId} from '../core/ids.ts';
import {lastOf} from '../core/limits.ts';
import {assignmentAsking} from '../core/reduce-agents.ts';
import type {Role} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import {eventWords} from './event-words.ts';

export interface JournalLine {
  readonly seq: number;
  readonly atMs: number;
  readonly type: Event['type'];
  readonly words: string;
}

export interface Returned {
  readonly call: CallId;
  /** The build that it was called for. */
  readonly build?: BuildId;
  /** As the role was told it; empty until it came back. */
  readonly output: string;
}

export interface Trail {
  /** In pieces, so that a line does not cost a copy of them all; the newest last. */
  readonly pieces: readonly (readonly JournalLine[])[];
  readonly returned: readonly Returned[];
  readonly promptTokens: Readonly<Partial<Record<Role, number>>>;
}

export const noTrail: Trail = {pieces: [], returned: [], promptTokens: {}};

const pieceLines = 64;
const piecesMax = 16;
const returnedMax = 96;
const outputCharactersMax = 24_000;

/** `before`: the state that the entry has not been folded into yet. */
export function trailAfter(trail: Trail, before: State, {seq, atMs, event}: Entry): Trail {
  return {
    pieces: withLine(trail.pieces, {seq, atMs, type: event.type, words: eventWords(event)}),
    returned: returnedAfter(trail.returned, event),
    promptTokens: promptTokensAfter(trail.promptTokens, before, event),
  };
}

export function outputOf({returned}: Trail, of: {readonly call: CallId} | {readonly build: BuildId}): string {
  const found = returned.findLast((one) => ('call' in of ? one.call === of.call : one.build === of.build));
  return found?.output ?? '';
}

function withLine(pieces: Trail['pieces'], line: JournalLine): Trail['pieces'] {
  const last = pieces.at(-1);
  if (last === undefined || last.length >= pieceLines) return lastOf([...pieces, [line]], piecesMax);
  return [...pieces.slice(0, -1), [...last, line]];
}

function returnedAfter(returned: Trail['returned'], event: Event): Trail['returned'] {
  if (event.type === 'build.started') {
    const {call, build} = event;
    return lastOf([...returned, {call, build, output: ''}], returnedMax);
  }
  if (event.type !== 'tool.returned') return returned;
  const {call} = event;
  const output = event.output.slice(0, outputCharactersMax);
  const begun = returned.findLast((one) => one.call === call);
  if (begun === undefined) return lastOf([...returned, {call, output}], returnedMax);
  return returned.map((one) => (one === begun ? {...one, output} : one));
}

function promptTokensAfter(tokens: Trail['promptTokens'], before: State, event: Event): Trail['promptTokens'] {
  if (event.type !== 'turn.answered') return tokens;
  const role = assignmentAsking(before, event.turn)?.role;
  return role === undefined ? tokens : {...tokens, [role]: event.usage.inputTokens};
}
