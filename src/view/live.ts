// All that the screen knows of a session: the state, folded from the same events as the core's, and the data plane's tail.
// Folding a line of the link costs the same whatever came before it.
import type {Usage} from '../core/entities.ts';
import type {Entry} from '../core/events.ts';
import type {TurnId} from '../core/ids.ts';
import type {Delta, DownLine, KernelNow} from '../core/link.ts';
import {reduce} from '../core/reduce.ts';
import {type Role, roles} from '../core/roles.ts';
import {initialState, type State} from '../core/state.ts';
import {takeBefore} from './console-before.ts';
import {type ConsoleView, emptyConsole, takeConsole, takeGap, takeTyped} from './console-view.ts';
import {type History, historyAfter, noHistory} from './history.ts';
import {counting, type Meters, noMeters} from './meters.ts';
import type {Moment} from './moments/moment.ts';
import type {ReplayPlace} from './replay/replay-place.ts';
import {noTrail, type Trail, trailAfter} from './trail.ts';

/** An answer as it is being written. */
export interface Stream {
  readonly turn: TurnId;
  readonly text: string;
  readonly reasoning: string;
  readonly call: string;
  /** What the house has to say of it, until something comes again. */
  readonly notice: string;
}

export type Link =
  | {readonly kind: 'connecting'}
  | {readonly kind: 'attached'}
  | {readonly kind: 'lost'; readonly why: string; readonly sinceMs: number}
  | {readonly kind: 'refused'; readonly why: string};

export interface Live {
  readonly state: State;
  readonly streams: Readonly<Partial<Record<Role, Stream>>>;
  readonly console: ConsoleView;
  /** When the target's watchdog was last petted. */
  readonly pulseAtMs: number | null;
  /** What the kernel said with it; null where the target can't tell, and for a kernel that has said nothing yet. */
  readonly kernelNow: KernelNow | null;
  /** The journal can't be written. */
  readonly trouble: string | null;
  readonly link: Link;
  readonly caughtUp: boolean;
  readonly meters: Meters;
  readonly history: History;
  readonly trail: Trail;
  /** Where a replay stands; null where the session is live. */
  readonly replay: ReplayPlace | null;
  /** The moment that this is, where it is not now. */
  readonly moment: Moment | null;
}

export interface Taking {
  readonly nowMs: number;
  /** Base64 to text. Bytes of a character that a chunk cuts in two may be kept for the next call. */
  readonly decode: (base64: string) => string;
  /** The same for a piece that stands for itself; absent where none comes. */
  readonly decodeWhole?: (base64: string) => string;
}

export const emptyLive: Live = {
  state: initialState,
  streams: {},
  console: emptyConsole,
  pulseAtMs: null,
  kernelNow: null,
  trouble: null,
  link: {kind: 'connecting'},
  caughtUp: false,
  meters: noMeters,
  history: noHistory,
  trail: noTrail,
  replay: null,
  moment: null,
};

export function takeLine(live: Live, line: DownLine, taking: Taking): Live {
  switch (line.kind) {
    case 'entry':
      return takeEntry(live, line.entry);
    case 'caughtUp':
      return {...live, caughtUp: true, link: {kind: 'attached'}};
    case 'reply':
      return live;
    case 'console':
      return takeBytes(live, line, taking);
    case 'consoleBefore':
      return takeOlder(live, line, taking);
    case 'typed':
      return takeTypedAt(live, line);
    case 'delta':
      return takeDelta(live, line);
    case 'pulse':
      return {...live, pulseAtMs: line.atMs, kernelNow: line.kernel ?? null};
    case 'trouble':
      return {...live, trouble: line.what};
    case 'refused':
      return {...live, link: {kind: 'refused', why: line.why}};
    default:
      return line satisfies never;
  }
}

/** Of a place that was passed already, as after attaching again, the mark was made then. */
function takeTypedAt(live: Live, {atByte}: Extract<DownLine, {kind: 'typed'}>): Live {
  if (atByte !== undefined && atByte !== live.console.nextByte) return live;
  return {...live, console: takeTyped(live.console)};
}

/** The screen lost its core, or found it again; what it knows stays. */
export function withLink(live: Live, link: Link): Live {
  return {...live, link, caughtUp: link.kind === 'attached' && live.caughtUp};
}

/** An event that was seen already, as after attaching again, changes nothing. */
function takeEntry(live: Live, entry: Entry): Live {
  if (entry.seq <= live.state.seq) return live;
  const state = reduce(live.state, entry);
  const {event} = entry;
  const isOver = event.type === 'turn.answered' || event.type === 'turn.failed' || event.type === 'assignment.ended';
  return {
    ...live,
    state,
    history: historyAfter(live.history, live.state, state, entry),
    trail: trailAfter(live.trail, live.state, entry),
    streams: isOver ? streamsUnderWay(live.streams, state) : live.streams,
    ...(event.type === 'target.bootStarted' || event.type === 'target.restored'
      ? {pulseAtMs: null, kernelNow: null}
      : {}),
    ...('usage' in event && event.usage !== undefined
      ? {meters: counting(live.meters, 'tokens', tokensOf(event.usage), entry.atMs)}
      : {}),
  };
}

const tokensOf = ({inputTokens, outputTokens}: Usage): number => inputTokens + outputTokens;

function streamsUnderWay(streams: Live['streams'], state: State): Live['streams'] {
  const kept: Partial<Record<Role, Stream>> = {};
  for (const role of roles) {
    const stream = streams[role];
    if (stream && turnUnderWay(state, role) === stream.turn) kept[role] = stream;
  }
  return kept;
}

function turnUnderWay(state: State, role: Role): TurnId | null {
  const turn = state.assignments.find((assignment) => assignment.role === role)?.turn;
  return turn?.at === 'asked' ? turn.turn : null;
}

/** Characters of a stream that are kept: far more than a pane shows. */
const streamCharactersMax = 16_000;

function takeDelta(live: Live, {role, turn, what, text}: Delta): Live {
  const old = live.streams[role];
  const stream: Stream = old?.turn === turn ? old : {turn, text: '', reasoning: '', call: '', notice: ''};
  const next =
    what === 'notice' ? {...stream, notice: text} : {...stream, notice: '', [what]: tailOf(stream[what] + text)};
  return {...live, streams: {...live.streams, [role]: next}};
}

/** Cut only once it is twice as long, so that a piece does not cost a copy of the whole. */
function tailOf(text: string): string {
  return text.length > 2 * streamCharactersMax ? text.slice(-streamCharactersMax) : text;
}

/** Bytes that were seen before are left out, bytes that are missing are named. */
function takeBytes(
  live: Live,
  {fromByte, base64}: Extract<DownLine, {kind: 'console'}>,
  {nowMs, decode}: Taking,
): Live {
  const toByte = fromByte + bytesOf(base64);
  const {nextByte} = live.console;
  if (nextByte !== null && toByte <= nextByte) return live;
  const seen = nextByte === null ? 0 : Math.max(0, nextByte - fromByte);
  const missing = nextByte === null ? 0 : Math.max(0, fromByte - nextByte);
  const text = decode(base64.slice(Math.floor(seen / 3) * 4)).slice(seen % 3);
  const isLive = nextByte !== null;
  const known = missing === 0 ? live.console : takeGap(live.console, missing);
  return {
    ...live,
    console: takeConsole(isLive ? known : {...known, firstByte: fromByte}, text, toByte, isLive ? nowMs : null),
    meters: isLive ? counting(live.meters, 'consoleBytes', toByte - fromByte - seen, nowMs) : live.meters,
  };
}

function takeOlder(
  live: Live,
  {fromByte, base64}: Extract<DownLine, {kind: 'consoleBefore'}>,
  {decode, decodeWhole = decode}: Taking,
): Live {
  return {...live, console: takeBefore(live.console, decodeWhole(base64), fromByte, fromByte + bytesOf(base64))};
}

function bytesOf(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}
