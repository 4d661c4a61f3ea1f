// The console as it stood at a place of the capture: read on from where it was last, or anew from some way before it.
import {StringDecoder} from 'node:string_decoder';
import {consoleTailBytes} from '../../core/link.ts';
import {type ConsoleView, emptyConsole, takeConsole} from '../../view/console-view.ts';

/** A session's capture; bytes that are not there are left out of the answer. */
export interface CaptureReading {
  readonly bytes: number;
  read(fromByte: number, toByte: number): Uint8Array;
}

/** The answer for one place is the same whatever was asked before, but for lines further back than a screen that attaches gets. */
export function openConsoleAt(capture: CaptureReading): (toByte: number) => ConsoleView {
  let decoder = new StringDecoder('utf8');
  let view = emptyConsole;
  let shownTo = 0;

  function goOn(toByte: number): void {
    view = takeConsole(view, decoder.write(Buffer.from(capture.read(shownTo, toByte))), toByte);
    shownTo = toByte;
  }

  function beginAt(fromByte: number): void {
    decoder = new StringDecoder('utf8');
    view = {...emptyConsole, nextByte: fromByte};
    shownTo = fromByte;
  }

  return (wanted) => {
    const toByte = Math.min(wanted, capture.bytes);
    if (toByte < shownTo || toByte - shownTo > consoleTailBytes) {
      beginAt(lineStart(capture, Math.max(0, toByte - consoleTailBytes), toByte));
    }
    if (toByte > shownTo) goOn(toByte);
    return view;
  };
}

/** Half a line at the beginning would be taken for a whole one. */
function lineStart(capture: CaptureReading, fromByte: number, toByte: number): number {
  if (fromByte === 0) return 0;
  const end = Buffer.from(capture.read(fromByte, toByte)).indexOf(0x0a);
  return end === -1 ? fromByte : fromByte + end + 1;
}
