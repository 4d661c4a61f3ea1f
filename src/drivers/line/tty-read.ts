// Reads a terminal device that does not block, until it has nothing more. A device that hung up reads as nothing for ever, so that is an end,
// and the event loop gets its turn however much comes.
import {readSync} from 'node:fs';
import {setImmediate, setTimeout} from 'node:timers/promises';

export interface Pollable {
  readonly fd: number | null;
  readonly isOpen: boolean;
  /** Rejects when the device is closed meanwhile. */
  readable(): Promise<void>;
}

/** Each reading resolves with how many bytes, at least one; it rejects with the system's error, or for a device that hung up. */
export function ttyReader(device: Pollable): (buffer: Buffer, offset: number, length: number) => Promise<number> {
  let last = 0;
  return async (buffer, offset, length) => {
    // What is read at once must not keep timers and other lines waiting. In a flood a moment's patience saves many small readings.
    if (last >= floodBytes && last < plentyBytes) await setTimeout(1);
    else await setImmediate();
    for (;;) {
      if (!device.isOpen || device.fd === null) throw new Error('it was closed');
      last = readThere(device.fd, buffer, offset, length);
      if (last > 0) return last;
      await device.readable();
    }
  };
}

const floodBytes = 2048;
const plentyBytes = 32_768;

/** A terminal device gives a few kilobytes at a time. 0: there is nothing now. */
function readThere(fd: number, buffer: Buffer, offset: number, length: number): number {
  let taken = 0;
  while (taken < length) {
    try {
      const bytes = readSync(fd, buffer, offset + taken, length - taken, null);
      if (bytes === 0) {
        if (taken > 0) return taken;
        throw new Error('it hung up');
      }
      taken += bytes;
    } catch (fault) {
      const code = (fault as NodeJS.ErrnoException).code;
      if (code === 'EINTR') continue;
      if (code === 'EAGAIN' || taken > 0) return taken;
      throw fault;
    }
  }
  return taken;
}
