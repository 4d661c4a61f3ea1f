// The process that holds a target: started by `target boot` in the background, asked through its socket, ended by `target off` or a
// signal. Its standard error is the log beside the socket.
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {reduceTarget, type TargetState, targetOff} from '../core/target-state.ts';
import {systemClock} from '../drivers/clock.ts';
import {heldPathsOf} from '../drivers/holder/held-paths.ts';
import {keepNewest} from '../drivers/holder/keep-newest.ts';
import {type HeldServer, serveHeld} from '../drivers/holder/serve-held.ts';
import {messageOf} from '../runtime/insist.ts';
import {bootWords} from '../view/target-status.ts';
import {readHoldFile} from './hold-file.ts';
import {lockTarget} from './lock-target.ts';
import {openTarget} from './open-target.ts';
import {CommandFault, say} from './say.ts';

const bugStatus = 70;

export async function holderCommand(folder: string): Promise<number> {
  const paths = heldPathsOf(folder);
  // Its log lies on the disk that may be full.
  process.stderr.on('error', () => {});
  endOnBugs();
  const unlock = await lockTarget(paths, 'which `quarterdeck target off` ends');
  try {
    await hold(folder);
    return 0;
  } catch (error) {
    say(`the target can't be held: ${messageOf(error)}`);
    return error instanceof CommandFault ? error.status : 3;
  } finally {
    await unlock();
  }
}

async function hold(folder: string): Promise<void> {
  const paths = heldPathsOf(folder);
  const {settings, prepared, cacheFolder, made} = await readHoldFile(paths);
  let state: TargetState = targetOff;
  let server: HeldServer | null = null;
  const own = join(folder, 'holder');
  const records = join(own, 'pstore');
  await mkdir(own, {recursive: true, mode: 0o700});
  await keepNewest(records);
  const target = openTarget({
    ...{settings, prepared, cacheFolder, folder: own, devices: []},
    by: () => server?.users().join(', ') || 'held',
    sink: {
      event(event) {
        state = reduceTarget(state, event, systemClock.nowMs());
        server?.event(event);
        if (event.type === 'target.harvested' || event.type === 'target.evidenceTaken') void keepNewest(records);
      },
      console: (bytes) => server?.console(bytes),
      pulse: (kernel) => server?.pulse(kernel),
    },
  });
  const ended = Promise.withResolvers<void>();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => ended.resolve());
  try {
    server = await serveHeld({
      ...{socketPath: paths.socket, target, made, onOff: ended.resolve},
      phase: () => phaseWords(state),
    });
    await ended.promise;
  } finally {
    await target.close().catch(() => {});
    await server?.close();
  }
}

export function phaseWords(target: TargetState): string {
  const {now, boot, release} = target;
  const why = (now.phase === 'unknown' || now.phase === 'off') && now.why !== undefined ? `: ${now.why}` : '';
  if (boot === 0) return `${now.phase}${why}`;
  return [`${now.phase}${why}`, bootWords(target), ...(release === undefined ? [] : [release])].join(', ');
}

/** QEMU ends with this process: the kernel sees to it. */
function endOnBugs(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      say(`a bug in Quarterdeck: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      process.exit(bugStatus);
    });
  }
}
