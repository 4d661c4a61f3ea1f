// Sees what a person changes in the work folder with an editor of their own. The only file that knows chokidar.
import {relative} from 'node:path';
import {watch} from 'chokidar';

export interface Watch {
  close(): Promise<void>;
}

/** `isOurs` tells whether what lies under a path is what this program wrote there itself. */
export async function watchFolder(
  folder: string,
  isOurs: (path: string) => Promise<boolean>,
  onTouched: (path: string) => void,
): Promise<Watch> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => /(^|\/)\.[^/]*$/.test(relative(folder, path)),
  });
  const take = async (path: string): Promise<void> => {
    const name = relative(folder, path);
    if (!(await isOurs(name))) onTouched(name);
  };
  for (const event of ['add', 'change', 'unlink'] as const) {
    watcher.on(event, (path) => void take(path).catch(() => {}));
  }
  // A folder that can't be watched (no more inotify watches) costs a convenience, nothing else.
  watcher.on('error', () => {});
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return {close: () => watcher.close()};
}
