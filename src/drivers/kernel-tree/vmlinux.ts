// Takes the kernel proper out of a bzImage (Documentation/arch/x86/boot.rst): QEMU starts the bare `vmlinux` through
// PVH, and an emulated CPU is spared the unpacking, half of a boot.
import {readFile, rm, writeFile} from 'node:fs/promises';
import {promisify} from 'node:util';
import {gunzip, zstdDecompress} from 'node:zlib';
import {findTool} from '../host/find-tool.ts';
import {processFault, runProcess} from '../process.ts';

export interface Payload {
  readonly format: 'gzip' | 'xz' | 'zstd' | 'other';
  /** Without the size that the kernel's build appends to formats that lack one. */
  readonly bytes: Uint8Array;
}

/** Writes the ELF file to `to`; says why when it could not, and leaves nothing there then. */
export async function unpackVmlinux(image: string, to: string): Promise<{readonly failed: string} | null> {
  try {
    const payload = findPayload(await readFile(image));
    if (payload === null) return {failed: `${image} is not an x86 bzImage`};
    const failed = await unpack(payload, to);
    return failed === null ? null : {failed};
  } catch (error) {
    await rm(to, {force: true});
    return {failed: (error as Error).message};
  }
}

export function findPayload(image: Uint8Array): Payload | null {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const minimum = 0x250;
  const hdrS = 0x53726448;
  if (image.length < minimum || view.getUint32(0x202, true) !== hdrS || view.getUint16(0x206, true) < 0x208)
    return null;
  const start = (view.getUint8(0x1f1) + 1) * 512 + view.getUint32(0x248, true);
  const end = start + view.getUint32(0x24c, true);
  if (end <= start + 4 || end > image.length) return null;
  const format = formatOf(image.subarray(start, start + 6));
  return {format, bytes: image.subarray(start, format === 'gzip' ? end : end - 4)};
}

/** The release that a bzImage says it is; null for another kind of file. */
export function releaseOfImage(image: Uint8Array): string | null {
  if (findPayload(image) === null) return null;
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const start = view.getUint16(0x20e, true) + 0x200;
  const text = Buffer.from(image.subarray(start, start + 256)).toString('latin1');
  return /^(\S+) \(/.exec(text)?.[1] ?? null;
}

function formatOf(head: Uint8Array): Payload['format'] {
  const hex = Buffer.from(head).toString('hex');
  if (hex.startsWith('fd377a585a00')) return 'xz';
  if (hex.startsWith('1f8b')) return 'gzip';
  return hex.startsWith('28b52ffd') ? 'zstd' : 'other';
}

async function unpack(payload: Payload, to: string): Promise<string | null> {
  switch (payload.format) {
    case 'gzip':
      return keep(await promisify(gunzip)(payload.bytes), to);
    case 'zstd':
      return keep(await promisify(zstdDecompress)(payload.bytes), to);
    case 'xz':
      return unpackXz(payload.bytes, to);
    case 'other':
      return 'it is packed with something else than gzip, xz or zstd';
    default:
      return payload.format satisfies never;
  }
}

async function keep(elf: Uint8Array, to: string): Promise<string | null> {
  if (Buffer.from(elf.subarray(0, 4)).toString('latin1') !== '\x7fELF')
    return 'what was packed in it is not an ELF file';
  await writeFile(to, elf);
  return null;
}

async function unpackXz(bytes: Uint8Array, to: string): Promise<string | null> {
  const xz = findTool('xz');
  if (xz === null) return 'there is no xz on this machine';
  await writeFile(`${to}.xz`, bytes);
  try {
    const outcome = await runProcess({
      command: xz,
      arguments: ['--decompress', '--force', '--quiet', `${to}.xz`],
      deadlineSeconds: 300,
    });
    const fault = processFault('xz', outcome);
    if (fault !== null) throw new Error(fault);
    return null;
  } finally {
    await rm(`${to}.xz`, {force: true});
  }
}
