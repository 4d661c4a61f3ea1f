// The target's phase in words.
import type {TargetPhase, TargetState} from '../core/target-state.ts';
import {seconds} from './formats.ts';
import type {Pen} from './pen.ts';
import {type Span, span} from './spans.ts';

export function phaseSpan({now}: TargetState, pen: Pen): Span {
  const {glyphs} = pen;
  switch (now.phase) {
    case 'off':
      return span('off', 'dim');
    case 'booting':
      return span(`${glyphs.reboot} booting`, 'accent');
    case 'restoring':
      return span(`${glyphs.reboot} restoring`, 'accent');
    case 'up':
      return span(`${glyphs.up} up`, 'good');
    case 'oopsed':
      return span(`${glyphs.bad} oopsed`, 'bad');
    case 'panicked':
      return span(`${glyphs.bad} panicked`, 'bad');
    case 'hung':
      return span(`${glyphs.bad} hung ${since(now, pen)}`, 'bad');
    case 'rebooting':
      return span(`${glyphs.reboot} ${rebootWords[now.cause]}`, 'warn');
    case 'harvesting':
      return span(`${glyphs.harvest} reading pstore`, 'warn');
    case 'unknown':
      return span('? unknown', 'warn');
    default:
      return now satisfies never;
  }
}

const rebootWords = {
  watchdog: 'watchdog reboots it',
  panic: 'reboots after the panic',
  person: 'reset by you',
  recovery: 'reset to recover',
  clean: 'reset to be clean',
  unexpected: 'rebooted by itself',
} as const;

function since(now: Extract<TargetPhase, {readonly sinceMs: number}>, {nowMs}: Pen): string {
  return seconds(nowMs - now.sinceMs);
}

/** By the number that its crashes and runs are told with. */
export function bootWords({boot, origin}: TargetState): string {
  if (boot === 0) return '';
  return `boot ${boot}${origin === 'save' ? ' from the save' : ''}`;
}
