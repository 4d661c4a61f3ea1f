// Reads what ramoops keeps from a copy of its memory, without the kernel that wrote it: each zone is a head (`DBGC`, start, size), a ring of
// bytes and, at its end, check bytes that are not needed where nothing flips them (fs/pstore/ram_core.c).
import {constants, inflateRawSync} from 'node:zlib';

export interface ZoneText {
  /** As pstore would call it. */
  readonly name: string;
  readonly text: string;
  /** What could not be made out, in words. */
  readonly damage?: string;
}

export interface Inflated {
  readonly text: string;
  /** Absent when all of it was read. */
  readonly damage?: string;
}

const signature = 'DBGC';
const headBytes = 12;
/** Zones begin where pages do. */
const pageBytes = 4096;
const zonesMax = 64;
const textBytesMax = 1024 * 1024;
/** What fs/pstore/ram.c heads each dump with: seconds, microseconds, and whether it is compressed. */
const dumpHead = /^====\d+\.\d+-([CD])\n/;
const dumpHeadBytesMax = 64;

/** Every zone that holds something, in their order. */
export function readZone(bytes: Buffer): readonly ZoneText[] {
  const texts: ZoneText[] = [];
  let dumps = 0;
  let others = 0;
  for (let at = 0; at + headBytes <= bytes.length && texts.length < zonesMax; at += pageBytes) {
    const data = ringAt(bytes, at);
    if (data === null) continue;
    const head = dumpHead.exec(data.toString('latin1', 0, dumpHeadBytesMax));
    const name = head === null ? `console-ramoops-${others++}` : `dmesg-ramoops-${dumps++}`;
    const body = head === null ? data : data.subarray(head[0].length);
    texts.push({name, ...(head?.[1] === 'C' ? inflate(body) : {text: body.toString()})});
    at += Math.floor((headBytes + data.length - 1) / pageBytes) * pageBytes;
  }
  return texts;
}

/** The bytes of the ring from its oldest on; null where no zone begins or an empty one does. */
function ringAt(bytes: Buffer, at: number): Buffer | null {
  if (bytes.toString('latin1', at, at + signature.length) !== signature) return null;
  const start = bytes.readUInt32LE(at + 4);
  const size = bytes.readUInt32LE(at + 8);
  const from = at + headBytes;
  if (size === 0 || start > size || from + size > bytes.length) return null;
  return Buffer.concat([bytes.subarray(from + start, from + size), bytes.subarray(from, from + start)]);
}

/** As much as a damaged or cut stream still gives; null when that is nothing. */
export function inflateSome(data: Uint8Array): string | null {
  const {text} = inflate(data);
  return text === '' ? null : text;
}

/** A stream that comes to its own end is whole; of one that does not, as much is read as makes sense. */
export function inflate(data: Uint8Array): Inflated {
  const whole = attempt(data, constants.Z_FINISH);
  if (whole !== null) return {text: whole};
  for (const length of cutsOf(data.length)) {
    const text = attempt(data.subarray(0, length), constants.Z_SYNC_FLUSH);
    if (text !== null) return {text, damage: `damaged: only ${length} of its ${data.length} bytes could be read`};
  }
  return {text: '', damage: `damaged: none of its ${data.length} bytes could be read`};
}

function attempt(data: Uint8Array, finishFlush: number): string | null {
  try {
    const text = inflateRawSync(data, {finishFlush, maxOutputLength: textBytesMax}).toString();
    return text === '' ? null : text;
  } catch {
    return null;
  }
}

/** The whole, then ever less of it. */
function cutsOf(length: number): readonly number[] {
  const cuts: number[] = [];
  for (let cut = length; cut >= 16 && cuts.length < 48; cut = Math.floor((cut * 4) / 5)) cuts.push(cut);
  return cuts;
}
