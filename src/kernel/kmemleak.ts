// Reads /sys/kernel/debug/kmemleak (Documentation/dev-tools/kmemleak.rst): what nothing points to any more, and who allocated it.
import {readStamp} from './console-lines.ts';
import {parseFrame} from './frame.ts';
import type {Frame} from './report.ts';

/** The code of a module that was unloaded has no names any more: only its address is told. */
export type LeakPlace = {readonly frame: Frame} | {readonly address: bigint};

export interface LeakedObject {
  /** In hexadecimal, as printed. */
  readonly address: string;
  readonly sizeBytes: number;
  /** Name of the task that allocated it. */
  readonly task: string;
  readonly pid?: number;
  /** When the list was read; newer kernels tell none. */
  readonly ageSeconds?: number;
  /** From the allocator outwards. */
  readonly backtrace: readonly LeakPlace[];
  /** As printed, without the contents. */
  readonly lines: readonly string[];
}

const objectsMax = 500;
const framesMax = 32;

const opening = /^unreferenced object 0x([0-9a-f]{4,16}) \(size (\d{1,12})\):/;
const task = /^ {2}comm "(.{0,32})", pid (\d{1,10})(?:, jiffies \d+(?: \(age (\d{1,9}\.\d{1,3})s\))?)?/;
const place = /^ {4}(?:\[<[0-9a-fx]{1,18}>\] )?(.+)$/;

interface Open {
  readonly address: string;
  readonly sizeBytes: number;
  task: string;
  pid?: number;
  ageSeconds?: number;
  readonly backtrace: LeakPlace[];
  readonly lines: string[];
  isTracing: boolean;
}

export function parseLeaks(text: string): readonly LeakedObject[] {
  const found: Open[] = [];
  for (const raw of text.split('\n')) {
    const {text: line} = readStamp(raw.trimEnd());
    const begins = opening.exec(line);
    if (begins !== null) {
      if (found.length >= objectsMax) break;
      const [, address = '', size] = begins;
      found.push({address, sizeBytes: Number(size), task: '', backtrace: [], lines: [line], isTracing: false});
      continue;
    }
    const last = found.at(-1);
    if (last !== undefined) take(last, line);
  }
  return found.map(({isTracing: _, ...object}) => object);
}

function take(object: Open, line: string): void {
  if (/^ {2}backtrace\b/.test(line)) {
    object.isTracing = true;
    object.lines.push(line);
    return;
  }
  const named = task.exec(line);
  if (named !== null) {
    object.task = named[1] ?? '';
    object.pid = Number(named[2]);
    if (named[3] !== undefined) object.ageSeconds = Number(named[3]);
    object.lines.push(line);
    return;
  }
  const text = object.isTracing ? place.exec(line)?.[1] : undefined;
  if (text === undefined || object.backtrace.length >= framesMax) return;
  const at = placeOf(text);
  if (at === null) return;
  object.backtrace.push(at);
  object.lines.push(`    ${text}`);
}

function placeOf(text: string): LeakPlace | null {
  const bare = /^0x([0-9a-f]{1,16})$/.exec(text)?.[1];
  if (bare !== undefined) return {address: BigInt(`0x${bare}`)};
  const frame = parseFrame(text);
  return frame === null ? null : {frame};
}

/** Whether code of the module allocated it, or called what did; without a name it is that of a module that is gone. */
export function isOfModule({backtrace}: LeakedObject, module: string): boolean {
  return backtrace.some((at) => 'address' in at || at.frame.module === module);
}
