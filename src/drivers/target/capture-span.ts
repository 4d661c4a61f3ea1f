// The part of a capture that a run caused, as text, and the reports that stand in it.
import {findReports} from '../../kernel/find-reports.ts';
import type {CrashReport} from '../../kernel/report.ts';

/** Where console bytes lie, by their place in the capture file. */
export interface CaptureReader {
  position(): number;
  read(fromByte: number, toByte: number): Promise<Uint8Array>;
}

const spanBytesMax = 8 * 1024 * 1024;
const lookMs = 25;

export async function reportsIn(capture: CaptureReader, fromByte: number): Promise<readonly CrashReport[]> {
  return findReports(await textSince(capture, fromByte));
}

/** Of a console that was flooded, the end. */
async function textSince(capture: CaptureReader, fromByte: number): Promise<string> {
  const toByte = capture.position();
  const bytes = await capture.read(Math.max(fromByte, toByte - spanBytesMax), toByte);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

/** The console comes by another way than the answers of commands: waits until it has caught up with them. */
export async function untilMark(
  capture: CaptureReader,
  fromByte: number,
  mark: string,
  withinMs: number,
): Promise<boolean> {
  const untilMs = performance.now() + withinMs;
  for (let looked = -1; performance.now() < untilMs; ) {
    if (capture.position() !== looked) {
      looked = capture.position();
      if ((await textSince(capture, fromByte)).includes(mark)) return true;
    }
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return false;
}
