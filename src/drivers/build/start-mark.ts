// Holds back the end of a sandbox that is only being made: a bubblewrap that is ended before it has set up its child leaves that child
// behind, waiting for ever. A file in the work folder tells that the command runs.
import {stat} from 'node:fs/promises';
import {join} from 'node:path';

export interface StartMark {
  /** What the command is to be begun with. */
  readonly announce: readonly string[];
  /** Aborted after `signal`, as soon as the command runs. */
  readonly signal: AbortSignal;
  close(): void;
}

const name = '.started';
const lookMs = 10;
/** A sandbox that was not made by then is ended all the same. */
const patienceMs = 10_000;

/** `inside`: the work folder as the command sees it. */
export function cancelOnceStarted(signal: AbortSignal, workFolder: string, inside: string): StartMark {
  const controller = new AbortController();
  let isClosed = false;
  const cancel = async (): Promise<void> => {
    const untilMs = performance.now() + patienceMs;
    while (!isClosed && performance.now() < untilMs && !(await isThere(join(workFolder, name)))) {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    controller.abort();
  };
  const begin = (): void => void cancel();
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, {once: true});
  return {
    announce: ['/bin/sh', '-c', `: >${inside}/${name}; exec "$@"`, 'sh'],
    signal: controller.signal,
    close() {
      isClosed = true;
      signal.removeEventListener('abort', begin);
    },
  };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
