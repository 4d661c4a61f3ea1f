// What a terminal sends, as keys. Bytes arrive cut anywhere and several keys at once; what may still become a longer key is
// kept as the rest, and is settled by `endKeys` when nothing more comes.
import type {Key} from '../view/keys.ts';
import {controlSequenceKey, lineSequenceKeys} from './key-sequences.ts';

/** `paste` is the text of a paste whose end has not come; null outside of one. */
export interface KeyRest {
  readonly bytes: Uint8Array;
  readonly paste: string | null;
}

export interface ParsedKeys {
  readonly keys: readonly Key[];
  readonly rest: KeyRest;
}

export const noRest: KeyRest = {bytes: new Uint8Array(0), paste: null};

/** Characters of a paste that are kept. */
export const pasteCharactersMax = 64 * 1024;

export function parseKeys(rest: KeyRest, chunk: Uint8Array): ParsedKeys {
  const bytes = rest.bytes.length === 0 ? chunk : Buffer.concat([rest.bytes, chunk]);
  const keys: Key[] = [];
  let {paste} = rest;
  let at = 0;
  while (at < bytes.length) {
    const step = paste === null ? keyAt(bytes, at) : pasteAt(bytes, at, paste);
    if (step === 'more') break;
    if (step.key) keys.push(step.key);
    paste = step.paste;
    at = step.to;
  }
  // A copy: the chunk's memory may be reused, and a small rest must not keep a large one alive.
  return {keys, rest: {bytes: Uint8Array.from(bytes.subarray(at)), paste}};
}

/** Nothing more came: an escape that stood alone was the Esc key; a sequence that was broken off is nothing. */
export function endKeys({bytes, paste}: KeyRest): ParsedKeys {
  if (paste !== null) return {keys: [], rest: {bytes, paste}};
  return {keys: bytes.length === 1 && bytes[0] === esc ? [{name: 'escape'}] : [], rest: noRest};
}

/** Whether something waits that `endKeys` would settle. */
export function isUnsettled({bytes, paste}: KeyRest): boolean {
  return paste === null && bytes.length > 0;
}

/** `to` is the place after what was read; `paste` what is pasted from there on. */
interface Step {
  readonly key: Key | null;
  readonly to: number;
  readonly paste: string | null;
}

const esc = 0x1b;

function keyAt(bytes: Uint8Array, at: number): Step | 'more' {
  const first = bytes[at] ?? 0;
  if (first === esc) return escapeAt(bytes, at);
  if (first < 0x20 || first === 0x7f) return step(controlKey(first), at + 1);
  if (first === 0x20) return step({name: 'space'}, at + 1);
  return characterAt(bytes, at);
}

function step(key: Key | null, to: number): Step {
  return {key, to, paste: null};
}

function controlKey(byte: number): Key | null {
  switch (byte) {
    case 0x00:
      return null;
    case 0x08:
    case 0x7f:
      return {name: 'backspace'};
    case 0x09:
      return {name: 'tab'};
    case 0x0d:
      return {name: 'enter'};
    default:
      return {name: 'ctrl', char: String.fromCharCode(byte + 0x40).toLowerCase()};
  }
}

/** Control characters of eight bits and broken UTF-8 are no keys. */
function characterAt(bytes: Uint8Array, at: number): Step | 'more' {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0) return step(null, at + 1);
  for (let place = 1; place < length; place++) {
    const next = bytes[at + place];
    if (next === undefined) return 'more';
    if ((next & 0xc0) !== 0x80) return step(null, at + place);
  }
  const char = new TextDecoder().decode(bytes.subarray(at, at + length));
  const isKey = !/[\p{Cc}\p{Cs}\u{fffd}\u{feff}]/u.test(char) && char !== '';
  return step(isKey ? {name: 'char', char} : null, at + length);
}

/** A key that is pressed with Alt comes behind an escape; the deck has but one, and takes the others for neither Esc nor the key. */
function escapeAt(bytes: Uint8Array, at: number): Step | 'more' {
  const second = bytes[at + 1];
  if (second === undefined) return 'more';
  if (second === esc) return step({name: 'escape'}, at + 1);
  switch (String.fromCharCode(second)) {
    case '[':
      return controlSequenceAt(bytes, at);
    case 'O':
      return lineSequenceAt(bytes, at);
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
      return stringAt(bytes, at);
    case '\x7f':
    case '\b':
      return step({name: 'ctrl', char: 'w'}, at + 2);
    case '\r':
      return step({name: 'altEnter'}, at + 2);
    default: {
      const under = keyAt(bytes, at + 1);
      return under === 'more' ? 'more' : step(null, under.to);
    }
  }
}

const sequenceBytesMax = 64;

/** CSI: parameters, intermediates, a final byte (ECMA-48, 5.4). */
function controlSequenceAt(bytes: Uint8Array, at: number): Step | 'more' {
  let place = at + 2;
  // The Linux console sends F1 to F5 as `ESC [ [ A` to `E`.
  if (bytes[place] === 0x5b) return bytes[place + 1] === undefined ? 'more' : step(null, place + 2);
  for (; ; place++) {
    const byte = bytes[place];
    if (byte === undefined) return 'more';
    if (byte < 0x20 || byte > 0x7e || place - at > sequenceBytesMax) return step(null, place);
    if (byte >= 0x40) break;
  }
  const parameters = asciiOf(bytes, at + 2, place);
  const final = String.fromCharCode(bytes[place] ?? 0);
  if (final === '~' && parameters === '200') return {key: null, to: place + 1, paste: ''};
  return step(controlSequenceKey(parameters, final), place + 1);
}

/** SS3: what cursor keys send in application mode. */
function lineSequenceAt(bytes: Uint8Array, at: number): Step | 'more' {
  for (let place = at + 2; ; place++) {
    const byte = bytes[place];
    if (byte === undefined) return 'more';
    if (byte < 0x30 || byte > 0x7e || place - at > sequenceBytesMax) return step(null, place);
    if (byte > 0x39 && byte !== 0x3b) return step(lineSequenceKeys[String.fromCharCode(byte)] ?? null, place + 1);
  }
}

const stringBytesMax = 4096;

/** OSC, DCS and the like are answers to what another program asked the terminal: passed over, up to BEL or ST. */
function stringAt(bytes: Uint8Array, at: number): Step | 'more' {
  for (let place = at + 2; place < bytes.length; place++) {
    const byte = bytes[place];
    if (byte === 0x07) return step(null, place + 1);
    if (byte === esc) {
      if (bytes[place + 1] === undefined) return 'more';
      return step(null, bytes[place + 1] === 0x5c ? place + 2 : place);
    }
    if (place - at > stringBytesMax) return step(null, place);
  }
  return 'more';
}

const pasteEnd = Buffer.from('\x1b[201~');

/** Up to the end mark, or as far as no end mark and no character is cut in two. */
function pasteAt(bytes: Uint8Array, at: number, paste: string): Step | 'more' {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf(pasteEnd, at);
  const to = end === -1 ? wholeUpTo(buffer, at) : end;
  if (end === -1 && to <= at) return 'more';
  const text = (paste + buffer.toString('utf8', at, to)).slice(0, pasteCharactersMax);
  if (end === -1) return {key: null, to, paste: text};
  return step({name: 'paste', text}, end + pasteEnd.length);
}

function wholeUpTo(buffer: Buffer, at: number): number {
  for (let kept = Math.min(pasteEnd.length - 1, buffer.length - at); kept > 0; kept--) {
    if (buffer.subarray(-kept).equals(pasteEnd.subarray(0, kept))) return buffer.length - kept;
  }
  for (let back = 1; back <= Math.min(3, buffer.length - at); back++) {
    const byte = buffer[buffer.length - back] ?? 0;
    if (byte < 0x80) break;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (length > back) return buffer.length - back;
    if (length > 1) break;
  }
  return buffer.length;
}

function asciiOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
