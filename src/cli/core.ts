// The core as a process of its own, in the background: started by `run` and `attach`, watched through its socket.
import {exitStatusOf} from '../core/ending.ts';
import {sessionPathsOf} from '../drivers/session/folders.ts';
import {lockSession} from '../drivers/session/sessions.ts';
import {messageOf} from '../runtime/insist.ts';
import {openCore} from './open-core.ts';
import {CommandFault, say} from './say.ts';
import {readStartFile} from './start-file.ts';

const bugStatus = 70;

/** Its standard error is the session's `core.log`. SIGTERM leaves the session as it is, to be taken up again. */
export async function coreCommand(folder: string): Promise<number> {
  const paths = sessionPathsOf(folder);
  // core.log lies on the disk that may be full.
  process.stderr.on('error', () => {});
  endOnBugs(paths.journal);
  const unlock = await lockSession(paths);
  if (unlock === null) {
    say('another process runs this session already');
    return 3;
  }
  try {
    const core = await openCore(paths, await readStartFile(paths), {
      entries: () => {},
      trouble: (what) => say(what ?? 'the disk takes the journal again; work goes on'),
      bug: (error) => endWithBug(error, paths.journal),
    });
    const left = new Promise<null>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(null));
    });
    const ended = await Promise.race([core.supervisor.ended, left]);
    await core.close();
    return ended === null ? 0 : exitStatusOf(ended.session);
  } catch (error) {
    say(`the core does not start: ${messageOf(error)}`);
    return error instanceof CommandFault ? error.status : 3;
  } finally {
    await unlock();
  }
}

/** What nobody caught is a bug; the journal is whole up to it. */
export function endOnBugs(journal: string): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => endWithBug(error, journal));
  }
}

/** QEMU ends with this process: the kernel sees to it. */
export function endWithBug(error: unknown, journal: string): never {
  say(`a bug in Quarterdeck: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  say(`the session's journal is ${journal}`);
  process.exit(bugStatus);
}
