// What kind of device a serial line's path leads to.
import {realpath} from 'node:fs/promises';

/**
 * Whether the other side waits while nothing is read, instead of losing bytes: the program behind a pty does, and so does a UART that is told by
 * flow control.
 */
export async function waitsWithoutLoss(line: {
  readonly path: string;
  readonly flowControl?: 'none' | 'rtscts' | 'xonxoff';
}): Promise<boolean> {
  if (line.flowControl === 'rtscts' || line.flowControl === 'xonxoff') return true;
  const device = await realpath(line.path).catch(() => line.path);
  return device.startsWith('/dev/pts/');
}
