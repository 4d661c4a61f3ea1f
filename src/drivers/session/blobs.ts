// Large values under their hash, one file each, written once.
import {createHash, randomUUID} from 'node:crypto';
import {access, mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {blobHash} from '../../core/ids.ts';
import type {Blobs} from '../../ports.ts';

export function openBlobs(folder: string): Blobs {
  return {
    async put(text) {
      const hash = createHash('sha256').update(text).digest('hex');
      const path = join(folder, hash);
      if (!(await isThere(path))) {
        await mkdir(folder, {recursive: true, mode: 0o700});
        const staging = `${path}.${randomUUID()}`;
        await writeFile(staging, text, {mode: 0o600});
        await rename(staging, path);
      }
      return blobHash(hash);
    },
    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
      const text = await readFile(join(folder, hash), 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      return createHash('sha256').update(text).digest('hex') === hash ? text : undefined;
    },
  };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
