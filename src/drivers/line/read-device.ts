// Reads a terminal device that somebody else has opened and set, by an opening of its own, so that the other one keeps its lock.
import {constants, openSync} from 'node:fs';
import {ReadStream} from 'node:tty';

/** What a terminal device gives at once: a buffer that it fills is read again without asking whether there is more. */
const bufferBytes = 4095;

export interface DeviceListener {
  bytes(bytes: Uint8Array): void;
  /** There is nothing more to come; told once, and not after `close`. */
  ended(why: string): void;
}

export interface DeviceReader {
  setReading(reads: boolean): void;
  close(): void;
}

/** Throws when the device is gone already. */
export function readDevice(descriptor: number, listener: DeviceListener): DeviceReader {
  const flags = constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK;
  // Straight from the system into one buffer: a flood comes in pieces of a few kilobytes, and a stream's own way costs more than they do.
  const onread = {
    buffer: Buffer.alloc(bufferBytes),
    callback(bytes: number, buffer: Uint8Array): boolean {
      if (!isOver) listener.bytes(Uint8Array.from(buffer.subarray(0, bytes)));
      return true;
    },
  };
  const stream = new ReadStream(openSync(`/proc/self/fd/${descriptor}`, flags), {onread});
  let isOver = false;
  const end = (why: string): void => {
    if (isOver) return;
    isOver = true;
    stream.destroy();
    listener.ended(why);
  };
  stream.on('end', () => end('it hung up'));
  stream.on('close', () => end('it hung up'));
  stream.on('error', (fault: NodeJS.ErrnoException) => end(fault.code === 'EIO' ? 'it hung up' : fault.message));
  stream.resume();
  return {
    setReading: (reads) => void (reads ? stream.resume() : stream.pause()),
    close() {
      isOver = true;
      stream.destroy();
    },
  };
}
