// A target that comes up while something else is told: a bar against how long it took the last time, gone when it is up or will not be.
import type {TargetEvent} from '../core/target-events.ts';
import {systemClock} from '../drivers/clock.ts';
import type {Clock} from '../ports.ts';
import type {ProgressLine} from './progress-line.ts';

export interface BootBar {
  take(event: TargetEvent): void;
  close(): void;
}

const tellMs = 250;

export function openBootBar(line: ProgressLine, clock: Clock = systemClock): BootBar {
  let cancel = (): void => {};

  function begin(what: string, usualMs: number): void {
    cancel();
    const sinceMs = clock.nowMs();
    const of = usualMs / 1000;
    const tell = (): void => {
      line.tell({what, done: Math.min(of, (clock.nowMs() - sinceMs) / 1000), of, unit: 'seconds'});
      cancel = clock.after(tellMs, tell);
    };
    tell();
  }

  function end(): void {
    cancel();
    cancel = () => {};
    line.close();
  }

  return {
    take(event) {
      if (event.type === 'target.restored') begin('restoring the target', event.usualMs ?? 0);
      else if (event.type === 'target.poweredOn') begin('booting the target', event.usualMs ?? 0);
      else if (ends.has(event.type)) end();
    },
    close: end,
  };
}

const ends: ReadonlySet<TargetEvent['type']> = new Set([
  'target.cameUp',
  'target.oopsed',
  'target.panicked',
  'target.hung',
  'target.poweredOff',
  'target.died',
  'target.lost',
]);
