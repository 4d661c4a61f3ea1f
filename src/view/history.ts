// The session's course in equal spans of time, for the charts: what was spent by whom, boots, crashes. Bounded: when the spans are too
// many, each two of them become one of double length.
import {crashesOf} from '../core/crash-counts.ts';
import type {Usage} from '../core/entities.ts';
import type {Entry, Event} from '../core/events.ts';
import {assignmentAsking} from '../core/reduce-agents.ts';
import {type Role, roles} from '../core/roles.ts';
import type {State} from '../core/state.ts';

export interface Interval {
  /** Millionths of a dollar, in this span alone. */
  readonly costMicrodollars: number;
  readonly tokens: Readonly<Partial<Record<Role, number>>>;
  readonly boots: number;
  readonly crashes: number;
}

export interface History {
  /** When the first span began, milliseconds since 1970; 0 before the first event. */
  readonly sinceMs: number;
  readonly spanMs: number;
  /** Oldest first; the newest is still under way. */
  readonly spans: readonly Interval[];
}

const firstSpanMs = 5_000;
export const spansMax = 240;
const blank: Interval = {costMicrodollars: 0, tokens: {}, boots: 0, crashes: 0};

export const noHistory: History = {sinceMs: 0, spanMs: firstSpanMs, spans: []};

/** `before`: the state that the entry has not been folded into yet, which knows whose turn an answer ends; `after`: with it. */
export function historyAfter(history: History, before: State, after: State, {event, atMs}: Entry): History {
  const crashes = crashesOf(after) - crashesOf(before);
  const add = crashes > 0 ? {...blank, crashes} : addition(before, event);
  if (add === null) return history;
  const {sinceMs, spanMs, spans} = reaching(history, atMs);
  const last = spans.at(-1) ?? blank;
  return {sinceMs, spanMs, spans: [...spans.slice(0, -1), joined(last, add)]};
}

function addition(before: State, event: Event): Interval | null {
  switch (event.type) {
    case 'turn.answered':
    case 'turn.failed':
      return spent(assignmentAsking(before, event.turn)?.role, event.usage);
    case 'turn.charged':
      return spent(event.role, event.usage);
    case 'target.poweredOn':
    case 'target.bootStarted':
    case 'target.restored':
      return event.type === 'target.bootStarted' && event.boot === before.target.boot ? null : {...blank, boots: 1};
    default:
      return null;
  }
}

function spent(role: Role | undefined, usage: Usage | undefined): Interval | null {
  if (role === undefined || usage === undefined) return null;
  const {costMicrodollars, inputTokens, outputTokens} = usage;
  return {...blank, costMicrodollars, tokens: {[role]: inputTokens + outputTokens}};
}

/** With spans up to the one that holds the moment. A clock that went back adds to the newest. */
function reaching(history: History, atMs: number): History {
  const sinceMs = history.spans.length === 0 ? atMs : history.sinceMs;
  const wanted = Math.floor(Math.max(0, atMs - sinceMs) / history.spanMs) + 1;
  if (wanted > spansMax) return reaching(halved({...history, sinceMs}), atMs);
  const missing = Array.from({length: Math.max(0, wanted - history.spans.length)}, () => blank);
  return {sinceMs, spanMs: history.spanMs, spans: [...history.spans, ...missing]};
}

function halved({sinceMs, spanMs, spans}: History): History {
  const pairs = spans.flatMap((one, index) => (index % 2 === 0 ? [joined(one, spans[index + 1] ?? blank)] : []));
  return {sinceMs, spanMs: spanMs * 2, spans: pairs};
}

function joined(one: Interval, other: Interval): Interval {
  const tokens: Partial<Record<Role, number>> = {};
  for (const role of roles) {
    const sum = (one.tokens[role] ?? 0) + (other.tokens[role] ?? 0);
    if (sum > 0) tokens[role] = sum;
  }
  return {
    costMicrodollars: one.costMicrodollars + other.costMicrodollars,
    tokens,
    boots: one.boots + other.boots,
    crashes: one.crashes + other.crashes,
  };
}
