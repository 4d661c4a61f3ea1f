// The core without a screen: events as JSON lines on standard output, the last of them says how the session ended.

import {exitStatusOf} from '../core/ending.ts';
import type {Entry} from '../core/events.ts';
import type {SessionPaths} from '../drivers/session/folders.ts';
import {lockSession} from '../drivers/session/sessions.ts';
import {endOnBugs, endWithBug} from './core.ts';
import {interruptedStatus} from './interrupts.ts';
import {type OpenCore, openCore} from './open-core.ts';
import {CommandFault, say} from './say.ts';
import type {StartFile} from './start-file.ts';

export async function headless(paths: SessionPaths, start: StartFile): Promise<number> {
  const unlock = await lockSession(paths);
  if (unlock === null) throw new CommandFault(`session ${start.id} is running already`, 3);
  process.stderr.on('error', () => {});
  const gone = readerGone();
  endOnBugs(paths.journal);
  try {
    // Before the first event is printed: whoever reads it may send a signal at once.
    const opened = Promise.withResolvers<OpenCore>();
    stopOnSignals(async (why) => (await opened.promise).supervisor.ask({do: 'stop', cause: 'interrupt', why}));
    const core = await openCore(paths, start, {
      entries: (entries) => print(entries),
      trouble: (what) => say(what ?? 'the disk takes the journal again; work goes on'),
      bug: (error) => endWithBug(error, paths.journal),
    });
    opened.resolve(core);
    const state = await Promise.race([core.supervisor.ended, gone]);
    await core.close();
    if (state === 'gone') return leftResumable(start.id);
    if (state.session.phase === 'ended') say(`${state.session.outcome}: ${state.session.why}`);
    say(`the journal, the console and the rest of session ${start.id} are in ${paths.folder}`);
    return exitStatusOf(state.session);
  } finally {
    await unlock();
  }
}

/**
 * Resolves when whoever read the events has closed the pipe, which ends other programs by SIGPIPE. That a file takes no more because its
 * disk is full ends nothing: the journal has every event.
 */
function readerGone(): Promise<'gone'> {
  return new Promise((resolve) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') resolve('gone');
    });
  });
}

/** As the end of a core in the background: the session has not ended, and goes on from its journal. */
function leftResumable(id: string): number {
  say(`whoever read the events has gone; the session was left as it stands: \`quarterdeck resume ${id} --headless\``);
  return interruptedStatus;
}

function print(entries: readonly Entry[]): void {
  const lines = entries.map(({seq, atMs, event}) => `${JSON.stringify({...event, seq, atMs})}\n`);
  process.stdout.write(lines.join(''));
}

const sameSignalMs = 500;

/** The first signal ends the session in order, the second one at once. */
function stopOnSignals(stop: (why: string) => Promise<unknown>): void {
  let firstMs = Number.NaN;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const sinceMs = performance.now() - firstMs;
      // A signal to a whole group of processes comes twice: from its sender, and passed on by the launcher.
      if (sinceMs < sameSignalMs) return;
      if (sinceMs >= sameSignalMs) process.exit(130);
      firstMs = performance.now();
      say(`${signal}: the session is being stopped; once more ends it at once`);
      void stop(`interrupted by ${signal}`);
    });
  }
}
