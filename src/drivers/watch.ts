// Sees what a person changes in the work folder with an editor of their own. The only file that knows chokidar.
import {relative} from 'node:path';
import {watch} from 'chokidar';

export interface Watch {
  close(): Promise<void>;
}

/** `onTouched` hears of paths relative to the folder, the program's own writes among them. */
export async function watchFolder(folder: string, onTouched: (path: string) => void): Promise<Watch> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => /(^|\/)\.[^/]*$/.test(relative(folder, path)),
  });
  for (const event of ['add', 'change', 'unlink'] as const)
    watcher.on(event, (path) => onTouched(relative(folder, path)));
  // A folder that can't be watched (no more inotify watches) costs a convenience, nothing else.
  watcher.on('error', () => {});
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return {close: () => watcher.close()};
}
