// What every Unix socket of ours needs: to be the user's alone, and to be waited for when its other side is slow.
import {chmod, rm} from 'node:fs/promises';
import type {Server, Socket} from 'node:net';

/** Listens at the path, in place of what was left there; nobody but the user may connect. */
export async function listenAlone(server: Server, path: string): Promise<void> {
  await rm(path, {force: true});
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  // A connection that can't be taken for want of descriptors is tried again by who connects.
  server.on('error', () => {});
  await chmod(path, 0o600);
}

/** Resolves when what was written has left, or nobody is there to take it. */
export function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      socket.off('drain', go);
      socket.off('close', go);
      resolve();
    };
    socket.on('drain', go);
    socket.on('close', go);
  });
}
