// `target exec`: a command on the target, its output here as it comes, its exit status ours.
import {randomUUID} from 'node:crypto';
import {constants} from 'node:os';
import type {TargetEvent} from '../core/target-events.ts';
import type {TargetSettings} from '../core/target-settings.ts';
import {type Crash, crashOf} from '../drivers/target/run-crash.ts';
import type {RunTarget} from '../drivers/target/task-run.ts';
import type {ExecOutcome} from '../ports.ts';
import {readInput} from './exec-input.ts';
import {interruptedStatus, onEachInterrupt, onReaderGone, unlessInterrupted} from './interrupts.ts';
import {CommandFault, say} from './say.ts';
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
  const input = await unlessInterrupted(readInput, async () => {});
  const {target, isHeld, close} = await takeTarget(settings, 'quarterdeck target exec');
  const mark = target.mark();
  const id = randomUUID();
  let printed = false;
  let interrupted = false;
  const interrupt = (number: number): void => {
    interrupted = true;
    void stop(target, id, number === 1 ? 'INT' : 'KILL');
    // A machine of our own ends with us, whatever its command does.
    if (!isHeld && number > 1) void close();
  };
  onEachInterrupt((_, number) => interrupt(number));
  onReaderGone(() => interrupt(1));
  try {
    const outcome = await target.exec({
      script: `${await inputThere(target, input, id)}${scriptOf(words)}`,
      environment: {[markVariable]: id},
      ...{deadlineSeconds, outputBytesMax},
      onOutput(bytes) {
        printed = true;
        process.stdout.write(bytes);
      },
    });
    if (!printed && outcome.kind !== 'notStarted') process.stdout.write(outcome.output);
    if (outcome.kind === 'lost') await tellLoss(settings, target, mark, isHeld);
    if (interrupted) return interruptedStatus;
    return statusOf(outcome, deadlineSeconds, crashOf(target.since(mark)));
  } finally {
    await close();
  }
}

/** What comes before the script, so that it reads what was given to us; its file is gone as soon as it is open. */
async function inputThere(target: RunTarget, input: Buffer, id: string): Promise<string> {
  if (input.length === 0) return '';
  const path = `/tmp/.quarterdeck-input-${id}`;
  const pushed = await target.push({path, mode: 0o600, bytes: input});
  if (!pushed.pushed) throw new CommandFault(`standard input was not taken: ${pushed.reason}`, 3);
  return `exec <${path}; rm -f ${path}\n`;
}

/** One word is a script, as a person types it; several are a program and its arguments, each kept as it is. */
export function scriptOf(words: readonly string[]): string {
  const [only, ...more] = words;
  if (only !== undefined && more.length === 0) return only;
  return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

/** `crash`: what took the target down meanwhile. */
export function statusOf(outcome: ExecOutcome, deadlineSeconds: number, crash: Crash | null): number {
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
      say(
        `quarterdeck: ${crash === null ? outcome.reason : `the target ${crash.how} under the command: ${crash.why}`}`,
      );
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
