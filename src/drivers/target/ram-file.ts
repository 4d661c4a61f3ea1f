// The file that a target's RAM lies in. It has no name: it outlives QEMU for as long as this process holds it, and no
// longer, however this process ends.
import {randomBytes} from 'node:crypto';
import {type FileHandle, open, rm, statfs} from 'node:fs/promises';
import {join} from 'node:path';

export interface RamFile {
  readonly fd: number;
  readonly bytes: number;
  /** What it takes: the rest was never written. */
  usedBytes(): Promise<number>;
  /** As after a power cycle. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const sharedMemory = '/dev/shm';
const spareBytes = 64 * 1024 * 1024;

/** In shared memory when it has room, else in the folder. */
export async function openRamFile(memoryMiB: number, folder: string): Promise<RamFile> {
  const bytes = memoryMiB * 1024 * 1024;
  const place = (await freeBytes(sharedMemory)) > bytes + spareBytes ? sharedMemory : folder;
  const file = await openNameless(place);
  await file.truncate(bytes);
  return {
    fd: file.fd,
    bytes,
    usedBytes: async () => (await file.stat()).blocks * 512,
    async clear() {
      await file.truncate(0);
      await file.truncate(bytes);
    },
    close: () => file.close(),
  };
}

async function openNameless(folder: string): Promise<FileHandle> {
  const path = join(folder, `quarterdeck-ram-${process.pid}-${randomBytes(6).toString('hex')}`);
  const file = await open(path, 'wx+', 0o600);
  await rm(path);
  return file;
}

async function freeBytes(folder: string): Promise<number> {
  return statfs(folder).then(
    ({bavail, bsize}) => bavail * bsize,
    () => 0,
  );
}
