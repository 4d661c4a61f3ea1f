// What makes one event of a complaint and of the panic that follows from it.
import {reportLinesMax} from './close-report.ts';
import type {OpenReport, PlacedLine} from './open-report.ts';
import type {CrashReport} from './report.ts';

/** What panic() is given when it is called because of something that was reported before. */
const consequence =
  /^(?:Fatal exception|Fatal hardware error|.*panic_on_warn set|panic_on_taint set|softlockup: hung tasks|hung_task: blocked tasks|RCU Stall|Attempted to kill init|Attempted to kill the idle task|Aiee, killing interrupt handler|scheduling while atomic|Oops|Hard LOCKUP|corrupted stack end|Machine halted|UBSAN|KASAN|KFENCE|BUG!)/;
export const consequenceLines = 200;
const consequenceSeconds = 30;

/** The complaint that was told, if the line may follow from it. `ends`: the line was what ended its report. */
export function causeOf(
  told: CrashReport | undefined,
  reason: string,
  line: PlacedLine,
  ends: boolean,
): CrashReport | undefined {
  if (told === undefined || told.panicked || !(ends || consequence.test(reason))) return undefined;
  if (line.number - told.endLine > consequenceLines) return undefined;
  return (line.atSeconds ?? 0) - (told.atSeconds ?? 0) <= consequenceSeconds ? told : undefined;
}

/** The complaint had no trace of its own before it panicked, so the panic's is its. */
export function withStackOf(waiting: OpenReport, panic: OpenReport): OpenReport {
  return {...waiting, lines: [...waiting.lines, ...panic.lines], frames: panic.frames, endLine: panic.endLine};
}

/** One report of the complaint and the panic; the panic's stack repeats the complaint's, so its first lines will do. */
export function joined(led: CrashReport, panic: CrashReport, panicLines: number): CrashReport {
  const added = panic.lines.slice(0, panicLines);
  const lines = [...led.lines.slice(0, reportLinesMax - added.length), ...added];
  const reason = panic.panicReason === undefined ? {} : {panicReason: panic.panicReason};
  return {...led, lines, endLine: Math.max(led.endLine, panic.endLine), panicked: true, ...reason};
}
