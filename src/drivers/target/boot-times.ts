// How long the lives of a target took to come up the last time, kept in the cache: whoever waits for the next one is told.
import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {isCount, parseJson} from '../../core/json.ts';
import type {ComingUp, TargetEvent} from '../../core/target-events.ts';
import type {TargetSink} from '../../ports.ts';
import {systemClock} from '../clock.ts';

/** From power on, from a saved state, from the first line of a kernel that was reset. */
export type LifeKind = 'boot' | 'restore' | 'reboot';

export type BootTimes = Readonly<Partial<Record<LifeKind, number>>>;

/** One file for each way in which a target can be: another kernel or accelerator takes another time. */
export function bootTimesFile(cacheFolder: string, parts: readonly string[]): string {
  return join(cacheFolder, 'boot-times', `${parts.map((part) => part.replace(/[^\w.+~-]/g, '_')).join('-')}.json`);
}

/** Nothing where nothing is known. */
export function readBootTimes(file: string): BootTimes {
  const fields = parseJson(textOf(file)) ?? {};
  const kinds = (['boot', 'restore', 'reboot'] as const).filter((kind) => isCount(fields[kind]));
  return Object.fromEntries(kinds.map((kind) => [kind, fields[kind]]));
}

/** Tells each life how long the last one of its kind took, and keeps how long it takes. */
export function keepBootTimes(file: string, sink: TargetSink, nowMs: () => number = systemClock.nowMs): TargetSink {
  let times = readBootTimes(file);
  let life: {readonly kind: LifeKind; readonly boot: number; readonly sinceMs: number} | null = null;

  function begins(kind: LifeKind, boot: number): ComingUp {
    life = {kind, boot, sinceMs: nowMs()};
    const usualMs = times[kind];
    return usualMs === undefined ? {} : {usualMs};
  }

  function told(event: TargetEvent): TargetEvent {
    switch (event.type) {
      case 'target.poweredOn':
        return {...event, ...begins('boot', event.boot)};
      case 'target.restored':
        return {...event, ...begins('restore', event.boot)};
      case 'target.bootStarted':
        return life?.boot === event.boot ? event : {...event, ...begins('reboot', event.boot)};
      case 'target.cameUp':
        if (life?.boot === event.boot) times = kept(file, {...times, [life.kind]: Math.round(nowMs() - life.sinceMs)});
        life = null;
        return event;
      default:
        return event;
    }
  }

  return {...sink, event: (event) => sink.event(told(event))};
}

/** A cache that can't be written costs a bar, and no more. */
function kept(file: string, times: BootTimes): BootTimes {
  try {
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(times)}\n`);
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
  return times;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
