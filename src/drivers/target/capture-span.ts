// The part of a capture that a run causes: the reports that stand in it, and whether the console has come as far as a mark.
import {findReports} from '../../kernel/find-reports.ts';
import type {CrashReport} from '../../kernel/report.ts';

/** Where console bytes lie, by their place in the capture file. */
export interface CaptureReader {
  position(): number;
  read(fromByte: number, toByte: number): Promise<Uint8Array>;
}

export interface Span {
  readonly fromByte: number;
  /** What the kernel complained of so far; known noise is left out. */
  reports(): Promise<readonly CrashReport[]>;
  /** The console comes by another way than the answers of commands: waits until it has caught up with them. */
  until(mark: string, withinMs: number): Promise<boolean>;
}

const spanBytesMax = 8 * 1024 * 1024;
const lookMs = 25;

export function openSpan(capture: CaptureReader): Span {
  const fromByte = capture.position();
  let known: {readonly atByte: number; readonly reports: readonly CrashReport[]} = {atByte: fromByte, reports: []};
  return {
    fromByte,
    async reports() {
      const toByte = capture.position();
      if (toByte !== known.atByte) {
        const found = findReports(await textOf(capture, fromByte, toByte));
        known = {atByte: toByte, reports: found.filter(({suppressed}) => suppressed === undefined)};
      }
      return known.reports;
    },
    async until(mark, withinMs) {
      const untilMs = performance.now() + withinMs;
      let read = fromByte;
      let tail = '';
      for (;;) {
        const toByte = capture.position();
        if (toByte > read) {
          // What was looked at before is not read again, but for what may be the beginning of the mark.
          const text = tail + (await textOf(capture, read, toByte));
          if (text.includes(mark)) return true;
          tail = text.slice(Math.max(0, text.length - mark.length));
          read = toByte;
        }
        if (performance.now() >= untilMs) return false;
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      }
    },
  };
}

/** Of a console that was flooded, the end. */
async function textOf(capture: CaptureReader, fromByte: number, toByte: number): Promise<string> {
  const bytes = await capture.read(Math.max(fromByte, toByte - spanBytesMax), toByte);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
