import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {gzipSync, zstdCompressSync} from 'node:zlib';
import {findPayload, releaseOfImage, unpackVmlinux} from '../../../src/drivers/kernel-tree/vmlinux.ts';
import {temporaryFolder} from '../../temporary.ts';

const elf = Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(500, 7)]);

/** The fields of Documentation/arch/x86/boot.rst that are read, with one sector of set-up code. */
function bzImage(payload: Buffer): Buffer {
  const image = Buffer.alloc(2048 + payload.length);
  image.writeUInt8(1, 0x1f1);
  image.write('HdrS', 0x202, 'latin1');
  image.writeUInt16LE(0x20f, 0x206);
  image.writeUInt16LE(0x100, 0x20e);
  image.write('6.1.0-56-amd64 (someone) #1 SMP', 0x300, 'latin1');
  image.writeUInt32LE(16, 0x248);
  image.writeUInt32LE(payload.length, 0x24c);
  payload.copy(image, 1024 + 16);
  return image;
}

const size = Buffer.alloc(4);
size.writeUInt32LE(elf.length);

test('a kernel packed with gzip or zstd is unpacked', async (t) => {
  const folder = await temporaryFolder(t);
  for (const payload of [gzipSync(elf), Buffer.concat([zstdCompressSync(elf), size])]) {
    await writeFile(join(folder, 'vmlinuz'), bzImage(payload));
    assert.equal(await unpackVmlinux(join(folder, 'vmlinuz'), join(folder, 'vmlinux')), null);
    assert.deepEqual(await readFile(join(folder, 'vmlinux')), elf);
  }
});

test('what is no kernel, or is damaged, says why and leaves nothing', async (t) => {
  const folder = await temporaryFolder(t);
  const cases: readonly [Buffer, RegExp][] = [
    [Buffer.from('hello'), /not an x86 bzImage/],
    [bzImage(gzipSync(elf)).subarray(0, 1050), /not an x86 bzImage/],
    [bzImage(gzipSync(elf).fill(1, 12, 25)), /./],
    [bzImage(gzipSync(Buffer.from('text'))), /not an ELF file/],
    [bzImage(Buffer.from('LZO or something else')), /something else than gzip, xz or zstd/],
  ];
  for (const [image, expected] of cases) {
    await writeFile(join(folder, 'vmlinuz'), image);
    const failed = await unpackVmlinux(join(folder, 'vmlinuz'), join(folder, 'vmlinux'));
    assert.match(failed?.failed ?? '', expected);
    assert.equal(existsSync(join(folder, 'vmlinux')), false);
  }
});

test('the size that the build appends is not part of an xz payload', () => {
  const xz = Buffer.from('fd377a585a00aabbccdd', 'hex');
  const payload = findPayload(bzImage(Buffer.concat([xz, size])));
  assert.deepEqual(payload && {format: payload.format, bytes: Buffer.from(payload.bytes)}, {format: 'xz', bytes: xz});
});

test('a bzImage says its release', () => {
  assert.equal(releaseOfImage(bzImage(gzipSync(elf))), '6.1.0-56-amd64');
  assert.equal(releaseOfImage(elf), null);
});
