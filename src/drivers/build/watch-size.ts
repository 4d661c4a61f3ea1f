// Looks at how large a folder grows while a build writes to it: no limit of the kernel's is on the whole of what a process writes.
import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';

export interface SizeWatch {
  /** Aborted when the folder holds more than it may. */
  readonly signal: AbortSignal;
  close(): void;
}

const lookMs = 500;

export function watchSize(folder: string, bytesMax: number): SizeWatch {
  const controller = new AbortController();
  let timer = setTimeout(look, lookMs);
  let isClosed = false;
  async function look(): Promise<void> {
    const bytes = await sizeOf(folder, bytesMax).catch(() => 0);
    if (bytes > bytesMax) controller.abort();
    else if (!isClosed) timer = setTimeout(look, lookMs);
  }
  return {
    signal: controller.signal,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** Of the files below it; files that come and go meanwhile count as nothing. Stops counting past `bytesMax`. */
export async function sizeOf(folder: string, bytesMax: number): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, {withFileTypes: true}).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(path, bytesMax);
    else
      bytes += await stat(path).then(
        ({blocks}) => blocks * 512,
        () => 0,
      );
    if (bytes > bytesMax) break;
  }
  return bytes;
}
