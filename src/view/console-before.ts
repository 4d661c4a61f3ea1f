// What came before the first line that the screen holds: put in front of it when it is asked for. Lines keep their numbers, so those in
// front have smaller ones, down below zero; kernels that started there are counted back in the same way.
import {
  type ConsoleLine,
  type ConsoleView,
  chunked,
  consoleLinesMax,
  emptyConsole,
  takeConsole,
} from './console-view.ts';

/** The place before which there is more to be had that the ring has room for; null where there is none. */
export function wantedBefore({firstByte, held}: ConsoleView): number | null {
  return firstByte === null || firstByte === 0 || held >= consoleLinesMax ? null : firstByte;
}

/** `text` is whole lines, from `fromByte` up to what is held. What was not asked for is no gap to be closed. */
export function takeBefore(view: ConsoleView, text: string, fromByte: number, toByte: number): ConsoleView {
  if (view.firstByte !== toByte) return view;
  const older = takeConsole(emptyConsole, text, toByte);
  const shift = kernelBefore(view) - older.tags.kernel;
  const lines = older.chunks.flat().map((line): ConsoleLine => ({...line, kernel: line.kernel + shift}));
  const kept = lines.slice(-Math.max(1, consoleLinesMax - view.held));
  return {
    ...view,
    chunks: [...chunked(kept), ...view.chunks],
    held: view.held + kept.length,
    // Bytes without an end of a line would be asked for again and again.
    firstByte: kept.length < lines.length || lines.length === 0 ? null : fromByte,
  };
}

/** The count of kernels before the first line that is held. */
function kernelBefore({chunks, tags}: ConsoleView): number {
  const first = chunks[0]?.[0];
  if (first === undefined) return tags.kernel;
  return first.kind === 'boot' ? first.kernel - 1 : first.kernel;
}
