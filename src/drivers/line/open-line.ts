// A console's line, whatever carries it, that comes back by itself: the one way in which boards and the console command open one.
import type {LineSettings} from '../../core/target-settings.ts';
import {openSerialLine} from '../serial-line.ts';
import type {BareLine, BareListener, ConsoleLine, LineListener} from './console-line.ts';
import {keepOpen} from './keep-open.ts';
import {waitsWithoutLoss} from './serial-device.ts';
import {openTcpLine} from './tcp-line.ts';

export type {ConsoleLine, LineListener} from './console-line.ts';

export interface OpenLineOptions {
  /** A line that is not there yet is waited for, as one that was lost is. Else opening it rejects. */
  readonly waits?: boolean;
}

/** Rejects in words that name the line. From then on the line is opened again, however often it goes away. */
export function openLine(
  settings: LineSettings,
  listener: LineListener,
  {waits = false}: OpenLineOptions = {},
): Promise<ConsoleLine> {
  return keepOpen({words: lineWords(settings), openOnce: (hears) => openOnce(settings, hears), waits}, listener);
}

/** The line as a person would name it. */
export function lineWords(settings: LineSettings): string {
  switch (settings.kind) {
    case 'serial':
      return settings.path;
    case 'tcp':
      return `tcp:${settings.host}:${settings.port}`;
    default:
      return settings satisfies never;
  }
}

async function openOnce(settings: LineSettings, listener: BareListener): Promise<BareLine> {
  switch (settings.kind) {
    case 'serial': {
      const line = await openSerialLine(settings, {...listener, lost: (why) => listener.lost(why, 'broken')});
      const {setReading, ...rest} = line;
      return {...rest, ...((await waitsWithoutLoss(settings)) ? {setReading} : {})};
    }
    case 'tcp':
      return openTcpLine(settings, listener);
    default:
      return settings satisfies never;
  }
}
