// Every way out of the process that is not the deck's own: signals, bugs, the end of the process itself. Whatever happens,
// the terminal is given back first.
export interface Exits {
  readonly giveBack: () => void;
  /** A signal asks the deck to leave. */
  readonly leave: (signal: string) => void;
  readonly bug: (error: unknown) => void;
  /** Another program had the terminal, or this one was stopped and goes on. */
  readonly resumed: () => void;
  readonly suspend: () => void;
}

const leaving = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;

/** The answer takes the guard off again. Listeners are put first in line: libraries that see another one decline to act. */
export function guardExits({giveBack, leave, bug, resumed, suspend}: Exits): () => void {
  process.on('exit', giveBack);
  process.on('uncaughtException', bug);
  process.on('unhandledRejection', bug);
  process.on('SIGCONT', resumed);
  process.on('SIGTSTP', suspend);
  for (const signal of leaving) process.prependListener(signal, leave);
  return () => {
    process.off('exit', giveBack);
    process.off('uncaughtException', bug);
    process.off('unhandledRejection', bug);
    process.off('SIGCONT', resumed);
    process.off('SIGTSTP', suspend);
    for (const signal of leaving) process.off(signal, leave);
  };
}

/**
 * Stops the whole foreground job, as the terminal's own ctrl-z would: a launcher that waits for this process must stop with
 * it, or the shell never learns of it. Comes back when the job goes on; at once where nothing could take over (POSIX drops
 * the signal for a job without a shell).
 */
export function stopJob(suspend: () => void): void {
  process.off('SIGTSTP', suspend);
  process.kill(0, 'SIGTSTP');
  process.on('SIGTSTP', suspend);
}
