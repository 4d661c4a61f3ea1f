// Crashes one target again and again, in each way in turn, and keeps count: of boots, of records, and of what this process holds.
import {readdirSync, readFileSync} from 'node:fs';
import type {TargetEvent} from '../../src/core/target-events.ts';
import type {RunTarget} from '../../src/drivers/target/task-run.ts';
import {type Fall, falls, falterModule, guilty} from './falter.ts';

export interface Held {
  readonly memoryBytes: number;
  readonly fileDescriptors: number;
  readonly children: number;
}

export interface CrashInARow {
  readonly fall: Fall;
  readonly seconds: number;
  /** Null when the target came back with a record that names the guilty function. */
  readonly fault: string | null;
  readonly held: Held;
}

const command = {deadlineSeconds: 120, outputBytesMax: 4096};

/** The target must be up. Goes on after a fault as long as the target does come back. */
export async function crashesInARow(options: {
  readonly target: RunTarget;
  readonly ko: Uint8Array;
  readonly count: number;
  readonly each?: (crash: CrashInARow, number: number) => void;
}): Promise<readonly CrashInARow[]> {
  const crashes: CrashInARow[] = [];
  for (let number = 0; number < options.count; number++) {
    const fall = falls[number % falls.length] ?? 'panic';
    const startedMs = performance.now();
    const fault = await crashOnce(options.target, options.ko, fall);
    const seconds = (performance.now() - startedMs) / 1000;
    const crash = {fall, seconds, fault, held: heldNow()};
    crashes.push(crash);
    options.each?.(crash, number + 1);
    if (fault?.startsWith('the target did not come back')) break;
  }
  return crashes;
}

async function crashOnce(target: RunTarget, ko: Uint8Array, fall: Fall): Promise<string | null> {
  const path = `/tmp/${falterModule}.ko`;
  const pushed = await target.push({path, mode: 0o644, bytes: ko});
  if (!pushed.pushed) return `the module could not be delivered: ${pushed.reason}`;
  const mark = target.mark();
  const outcome = await target.exec({script: `insmod ${path} how=${fall}`, ...command});
  if (outcome.kind !== 'lost') return `the target lived on: ${JSON.stringify(outcome)}`;
  const readiness = await target.settled();
  if (readiness.kind !== 'up') return `the target did not come back: it is ${readiness.kind}: ${readiness.why}`;
  const records = target
    .since(mark)
    .flatMap((event: TargetEvent) => (event.type === 'target.harvested' ? event.records : []));
  const named = records.some(({reports}) =>
    reports.some(({lines}) => lines.some((line) => line.includes(guilty(fall)))),
  );
  return named ? null : `none of ${records.length} records names ${guilty(fall)}`;
}

/** Of this process, as the kernel counts it, after a collection where one can be asked for. */
export function heldNow(): Held {
  (globalThis as {gc?: () => void}).gc?.();
  return {
    memoryBytes: process.memoryUsage().rss,
    fileDescriptors: readdirSync('/proc/self/fd').length,
    children: childrenOf(process.pid),
  };
}

function childrenOf(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim())
    .filter((list) => list !== '')
    .flatMap((list) => list.split(' ')).length;
}
