// A line as a source of a console.
import type {LineSettings} from '../../core/target-settings.ts';
import type {ConsoleSource} from './console-line.ts';
import {lineWords, openLine} from './open-line.ts';

/** A line that is not there yet is waited for: a board's adapter may be plugged in later. */
export function lineSource(settings: LineSettings): ConsoleSource {
  const speed = settings.kind === 'serial' ? ` at ${settings.baudRate} baud` : '';
  return {
    words: `${lineWords(settings)}${speed}`,
    open: (listener) => openLine(settings, listener, {waits: true}),
  };
}
