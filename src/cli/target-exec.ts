// `target exec`: a command on the target, its output here as it comes, its exit status ours.
import {randomUUID} from 'node:crypto';
import {constants} from 'node:os';
import type {TargetEvent} from '../core/target-events.ts';
import type {TargetSettings} from '../core/target-settings.ts';
import type {RunTarget} from '../drivers/target/task-run.ts';
import type {ExecOutcome} from '../ports.ts';
import {interruptedStatus, onReaderGone} from './interrupts.ts';
import {say} from './say.ts';
import {takeTarget} from './take-target.ts';

export interface ExecAsked {
  readonly words: readonly string[];
  readonly deadlineSeconds: number;
}

/** As `timeout` of coreutils ends. */
const deadlineStatus = 124;
const outputBytesMax = 1024 * 1024;
/** By which a command that is to be interrupted is found again. */
const markVariable = 'QUARTERDECK_EXEC';

export async function execOnTarget(settings: TargetSettings, {words, deadlineSeconds}: ExecAsked): Promise<number> {
  const {target, isHeld, close} = await takeTarget(settings, 'quarterdeck target exec');
  const mark = target.mark();
  const id = randomUUID();
  let printed = false;
  let interrupts = 0;
  const interrupt = (): void => {
    interrupts += 1;
    void stop(target, id, interrupts === 1 ? 'INT' : 'KILL');
    // A machine of our own ends with us, whatever its command does.
    if (!isHeld && interrupts > 1) void close();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  onReaderGone(interrupt);
  try {
    const outcome = await target.exec({
      script: scriptOf(words),
      environment: {[markVariable]: id},
      ...{deadlineSeconds, outputBytesMax},
      onOutput(bytes) {
        printed = true;
        process.stdout.write(bytes);
      },
    });
    if (!printed && outcome.kind !== 'notStarted') process.stdout.write(outcome.output);
    if (outcome.kind === 'lost') await tellLoss(settings, target, mark, isHeld);
    return interrupts > 0 ? interruptedStatus : statusOf(outcome, deadlineSeconds);
  } finally {
    await close();
  }
}

/** One word is a script, as a person types it; several are a program and its arguments, each kept as it is. */
export function scriptOf(words: readonly string[]): string {
  const [only, ...more] = words;
  if (only !== undefined && more.length === 0) return only;
  return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

export function statusOf(outcome: ExecOutcome, deadlineSeconds: number): number {
  switch (outcome.kind) {
    case 'exited':
      return outcome.code;
    case 'killed':
      if (outcome.why === 'timeout') {
        say(`quarterdeck: the command did not end within ${deadlineSeconds} s, and was ended`);
        return deadlineStatus;
      }
      return 128 + signalNumber(outcome.signal);
    case 'notStarted':
    case 'lost':
      say(`quarterdeck: ${outcome.reason}`);
      return 3;
    default:
      return outcome satisfies never;
  }
}

function signalNumber(name: string): number {
  return Object.entries(constants.signals).find(([signal]) => signal === name)?.[1] ?? 0;
}

/** The command's processes: all that were started with its mark. */
async function stop(target: RunTarget, id: string, signal: 'INT' | 'KILL'): Promise<void> {
  const found = `grep -qz '^${markVariable}=${id}' "$p/environ" 2>/dev/null`;
  const script = `for p in /proc/[0-9]*; do ${found} && kill -${signal} "\${p##*/}"; done; true`;
  await target.exec({script, deadlineSeconds: 20, outputBytesMax: 4096}).catch(() => {});
}

/** A command that takes the target down is what a kernel developer came for: what is left of it is told. */
async function tellLoss({name}: TargetSettings, target: RunTarget, mark: number, waits: boolean): Promise<void> {
  const readiness = await target.settled();
  for (const event of target.since(mark)) {
    const words = lossWords(event);
    if (words !== null) say(`${name}: ${words}`);
  }
  if (!waits) return;
  say(`${name} is ${readiness.kind === 'up' ? 'up again' : `${readiness.kind}: ${readiness.why}`}`);
}

function lossWords(event: TargetEvent): string | null {
  switch (event.type) {
    case 'target.oopsed':
    case 'target.panicked':
      return event.report.title;
    case 'target.hung':
      return `hung: silent for ${event.silentSeconds} s`;
    case 'target.died':
    case 'target.lost':
      return event.why;
    case 'target.harvested':
      return event.records.map(({file}) => `it kept ${file}`).join(', ') || null;
    default:
      return null;
  }
}
