// The sums that a small system can make with one tool, as the host makes them: enough to see noise on a line, not to ward off malice.
import {createHash} from 'node:crypto';

/** In the order in which they are wanted: the first is the cheapest. */
export const sumTools = ['cksum', 'md5sum', 'sha256sum'] as const;
export type SumTool = (typeof sumTools)[number];

const charsMax = 10;

/** What the tool prints first, of which ten characters count. */
export function sumOf(tool: SumTool, bytes: Uint8Array | string): string {
  const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  if (tool === 'cksum') return String(posixCksum(buffer));
  return createHash(tool === 'md5sum' ? 'md5' : 'sha256')
    .update(buffer)
    .digest('hex')
    .slice(0, charsMax);
}

/** CRC-32 with the highest bit first, then over the length, then inverted (POSIX, cksum). */
function posixCksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = stepped(crc, byte);
  for (let length = bytes.length; length > 0; length = Math.floor(length / 256)) crc = stepped(crc, length % 256);
  return ~crc >>> 0;
}

function stepped(crc: number, byte: number): number {
  return (crc << 8) ^ (table[(crc >>> 24) ^ byte] ?? 0);
}

const polynomial = 0x04c11db7;
const table = Array.from({length: 256}, (_, value) => {
  let crc = value << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ polynomial : crc << 1;
  return crc;
});
