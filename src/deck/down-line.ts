// Lines from the core are another process's words: what is not a line of the link is told apart from one that this screen
// does not know yet. What an event says is believed; the version that is named on attaching stands for that.
import {isCount, isJson, type Json, parseJson} from '../core/json.ts';
import type {Delta, DownLine, KernelNow} from '../core/link.ts';
import {roles} from '../core/roles.ts';

/** `unknown` is a kind of line that came after this program, and is passed over; `malformed` is not the link's language. */
export function parseDownLine(text: string): DownLine | 'unknown' | 'malformed' {
  const fields = parseJson(text);
  if (fields === null || typeof fields['kind'] !== 'string') return 'malformed';
  return isKnown(fields['kind']) ? (readers[fields['kind']](fields) ?? 'malformed') : 'unknown';
}

type Reader = (fields: Json) => DownLine | null;

const readers: Readonly<Record<DownLine['kind'], Reader>> = {
  entry: ({entry}) => (isEntry(entry) ? {kind: 'entry', entry} : null),
  caughtUp: ({seq}) => (isCount(seq) ? {kind: 'caughtUp', seq} : null),
  reply({id, refused}) {
    if (!isCount(id)) return null;
    if (refused === undefined) return {kind: 'reply', id};
    return typeof refused === 'string' ? {kind: 'reply', id, refused} : null;
  },
  console: ({fromByte, base64}) =>
    isCount(fromByte) && typeof base64 === 'string' ? {kind: 'console', fromByte, base64} : null,
  consoleBefore: ({fromByte, base64}) =>
    isCount(fromByte) && typeof base64 === 'string' ? {kind: 'consoleBefore', fromByte, base64} : null,
  typed({base64, atByte}) {
    if (typeof base64 !== 'string') return null;
    if (atByte === undefined) return {kind: 'typed', base64};
    return isCount(atByte) ? {kind: 'typed', base64, atByte} : null;
  },
  delta: (fields) => (isDelta(fields) ? {...fields, kind: 'delta'} : null),
  pulse({atMs, kernel}) {
    if (typeof atMs !== 'number') return null;
    if (kernel === undefined) return {kind: 'pulse', atMs};
    return isKernelNow(kernel) ? {kind: 'pulse', atMs, kernel} : null;
  },
  trouble: ({what}) => (what === null || typeof what === 'string' ? {kind: 'trouble', what} : null),
  refused: ({why}) => (typeof why === 'string' ? {kind: 'refused', why} : null),
};

function isKnown(kind: string): kind is DownLine['kind'] {
  return Object.hasOwn(readers, kind);
}

function isEntry(value: unknown): value is Extract<DownLine, {kind: 'entry'}>['entry'] {
  if (!isJson(value) || !isJson(value['event'])) return false;
  return isCount(value['seq']) && typeof value['atMs'] === 'number' && typeof value['event']['type'] === 'string';
}

function isKernelNow(value: unknown): value is KernelNow {
  if (!isJson(value) || !isCount(value['ownModules']) || typeof value['taint'] !== 'string') return false;
  return Array.isArray(value['modules']) && value['modules'].every((name) => typeof name === 'string');
}

function isDelta(fields: Json): fields is Json & Delta {
  const {role, turn, what, text} = fields;
  if (!roles.some((known) => known === role) || typeof turn !== 'string' || typeof text !== 'string') return false;
  return what === 'text' || what === 'reasoning' || what === 'call' || what === 'notice';
}
