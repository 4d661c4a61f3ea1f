// Numbers, times and texts of any origin as words of the screen.
import {safeText} from './safe-text.ts';

/** `4:31`, or `1:04:31` from an hour on. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

/** `12 s`, `1.3 s` below ten, `2 min` from two minutes on. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

/** Whole seconds, for what counts up or down before one's eyes. */
export function seconds(ms: number): string {
  return `${Math.max(0, Math.round(ms / 1000))} s`;
}

export function tokens(count: number): string {
  if (count < 1_000) return `${count}`;
  if (count < 1_000_000) return `${Math.round(count / 1_000)}k`;
  return `${(count / 1_000_000).toFixed(count < 10_000_000 ? 2 : 1)}M`;
}

export function money(microdollars: number): string {
  return `$${(microdollars / 1_000_000).toFixed(2)}`;
}

export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  if (count < 1_000_000) return `${(count / 1_000).toFixed(1)} kB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}

export function counted(count: number, what: string, many = `${what}s`): string {
  return `${count} ${count === 1 ? what : many}`;
}

/** The first line with words in it, as one line. */
export function firstLine(text: string): string {
  return oneLine(text.trim().split('\n', 1)[0] ?? '');
}

/** All of a text as one line. */
export function oneLine(text: string): string {
  return safeText(text.replace(/\s+/g, ' ').trim());
}
