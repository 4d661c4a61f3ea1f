// The frames that host and agent exchange: a head of six little-endian words (magic, boot, id, type, length, checksum),
// then the payload. Knows their bytes; what they mean is agent-link.ts, and the other side is guest/port.c.
import {crc32} from 'node:zlib';

export const frameTypes = {
  exec: 1,
  push: 2,
  pushChunk: 3,
  pushEnd: 4,
  pull: 5,
  greet: 6,
  hello: 16,
  heartbeat: 17,
  output: 18,
  outputTail: 19,
  execEnd: 20,
  pushed: 21,
  pulledChunk: 22,
  pulled: 23,
} as const;

export interface Frame {
  /** Drawn by the agent when it starts: a frame of another number belongs to a kernel that is no more. */
  readonly boot: number;
  readonly id: number;
  readonly type: number;
  readonly payload: Buffer;
}

export const payloadBytesMax = 32768;

const magic = 0x4b444451;
const headBytes = 24;
const checkedBytes = 20;

export function encodeFrame(frame: Frame): Buffer {
  const bytes = Buffer.alloc(headBytes + frame.payload.length);
  bytes.writeUInt32LE(magic, 0);
  bytes.writeUInt32LE(frame.boot, 4);
  bytes.writeUInt32LE(frame.id, 8);
  bytes.writeUInt32LE(frame.type, 12);
  bytes.writeUInt32LE(frame.payload.length, 16);
  frame.payload.copy(bytes, headBytes);
  bytes.writeUInt32LE(checksum(bytes, 0, frame.payload.length), checkedBytes);
  return bytes;
}

/**
 * Takes the whole frames off the front of a stream that may have been cut anywhere by a reboot: what is no frame is
 * stepped over. The rest is shorter than one frame.
 */
export function takeFrames(
  rest: Buffer,
  chunk: Uint8Array,
): {readonly frames: readonly Frame[]; readonly rest: Buffer} {
  const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
  const frames: Frame[] = [];
  let at = nextMagic(bytes, 0);
  while (bytes.length - at >= headBytes) {
    const length = bytes.readUInt32LE(at + 16);
    if (length <= payloadBytesMax && bytes.length - at < headBytes + length) break;
    if (length > payloadBytesMax || checksum(bytes, at, length) !== bytes.readUInt32LE(at + checkedBytes)) {
      at = nextMagic(bytes, at + 1);
      continue;
    }
    frames.push(frameAt(bytes, at, length));
    at = nextMagic(bytes, at + headBytes + length);
  }
  return {frames, rest: Buffer.from(bytes.subarray(at))};
}

function frameAt(bytes: Buffer, at: number, length: number): Frame {
  return {
    boot: bytes.readUInt32LE(at + 4),
    id: bytes.readUInt32LE(at + 8),
    type: bytes.readUInt32LE(at + 12),
    payload: bytes.subarray(at + headBytes, at + headBytes + length),
  };
}

/** Where the next head may begin: at the magic, or so near the end that the magic may be cut. */
function nextMagic(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0x51, from); at !== -1; at = bytes.indexOf(0x51, at + 1)) {
    if (bytes.length - at < 4 || bytes.readUInt32LE(at) === magic) return at;
  }
  return bytes.length;
}

function checksum(bytes: Buffer, at: number, length: number): number {
  const head = crc32(bytes.subarray(at, at + checkedBytes));
  return crc32(bytes.subarray(at + headBytes, at + headBytes + length), head);
}
