// Reads one section of an ELF file without the rest of it: an image with its debug data is larger than a file may be in memory.
import {type FileHandle, open} from 'node:fs/promises';

const sectionBytesMax = 256 * 1024 * 1024;
const sectionsMax = 100_000;

/** Null when the file is no little-endian ELF file, or has no such section. */
export async function readSection(path: string, name: string): Promise<Uint8Array | null> {
  const file = await open(path);
  try {
    const head = await take(file, 0, 64);
    if (head === null || head.readUInt32BE(0) !== 0x7f454c46 || head[5] !== 1) return null;
    const wide = head[4] === 2;
    const [size, count, namesAt] = [0, 2, 4].map((at) => head.readUInt16LE((wide ? 0x3a : 0x2e) + at));
    if (!size || !count || namesAt === undefined || namesAt >= count || count > sectionsMax) return null;
    const table = await take(file, wide ? Number(head.readBigUInt64LE(0x28)) : head.readUInt32LE(0x20), size * count);
    if (table === null) return null;
    const content = (index: number) => take(file, ...spanOf(table, index * size, wide));
    const names = (await content(namesAt))?.toString('latin1') ?? '';
    for (let index = 1; index < count; index++) {
      if (names.startsWith(`${name}\0`, table.readUInt32LE(index * size))) return await content(index);
    }
    return null;
  } finally {
    await file.close();
  }
}

function spanOf(table: Buffer, at: number, wide: boolean): readonly [number, number] {
  return wide
    ? [Number(table.readBigUInt64LE(at + 0x18)), Number(table.readBigUInt64LE(at + 0x20))]
    : [table.readUInt32LE(at + 0x10), table.readUInt32LE(at + 0x14)];
}

async function take(file: FileHandle, at: number, bytes: number): Promise<Buffer | null> {
  if (bytes > sectionBytesMax) return null;
  const buffer = Buffer.alloc(bytes);
  const {bytesRead} = await file.read(buffer, 0, bytes, at);
  return bytesRead === bytes ? buffer : null;
}
