// The console of a check that may watch for days: what a verdict was made of is let go of before the next one.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {type Capture, openCapture} from '../drivers/session/capture.ts';

export interface CheckCapture extends Capture {
  /** Places begin anew: only between runs. */
  forget(): Promise<void>;
}

export async function openCheckCapture(
  folder: string,
  onTrouble: (what: string | null) => void,
): Promise<CheckCapture> {
  let count = 0;
  const openNext = async (): Promise<{readonly path: string; readonly capture: Capture}> => {
    count += 1;
    const path = join(folder, `capture-${count}`);
    return {path, capture: await openCapture(path, onTrouble)};
  };
  let current = await openNext();
  return {
    position: () => current.capture.position(),
    write: (bytes) => current.capture.write(bytes),
    read: (fromByte, toByte) => current.capture.read(fromByte, toByte),
    flushed: () => current.capture.flushed(),
    async forget() {
      const {path, capture} = current;
      current = await openNext();
      await capture.close();
      await rm(path, {force: true});
    },
    close: () => current.capture.close(),
  };
}
