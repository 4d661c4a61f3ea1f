// What becomes of a console's bytes whoever looks at them: the capture, the crashes that are named, the counts, and the wish that the line waits
// while something can't keep up.

import {type AppendFile, openAppendFile} from '../drivers/line/append-file.ts';
import {wordsOf} from '../drivers/workspace/inside.ts';
import {type ConsoleFact, flushWatch, initialWatch, type Watched, watchConsole} from '../kernel/console-watch.ts';
import {CommandFault} from './say.ts';

export interface FeedOptions {
  readonly capture?: string;
  /** Words of the console itself: crashes, and trouble with the capture. */
  readonly say: (words: string) => void;
  /** The console's text, for who keeps lines. */
  readonly onText?: (text: string) => void;
  readonly onCrash?: (line: number) => void;
}

export interface Feed {
  take(bytes: Uint8Array): void;
  bytes(): number;
  /** Whether more waits for the disk than should; `caughtUp` tells the end of it. */
  isBehind(): boolean;
  caughtUp(): Promise<void>;
  /** Where the capture is, and what it misses; null when there is none. */
  captureWords(): string | null;
  close(): Promise<void>;
}

/** A report that is open ends with a silence. */
const silenceMs = 1000;
const behindBytes = 4 * 1024 * 1024;

/** Rejects when the capture can't be opened. */
export async function openFeed({capture: path, say, onText, onCrash}: FeedOptions): Promise<Feed> {
  const capture: AppendFile | null = path === undefined ? null : await openCapture(path, say);
  const decoder = new TextDecoder();
  let watch = initialWatch;
  let bytes = 0;

  function tell({watch: next, facts}: Watched): void {
    watch = next;
    for (const fact of facts) {
      const words = crashWords(fact);
      if (words === null) continue;
      say(words.words);
      onCrash?.(words.line);
    }
  }

  const silence = setTimeout(() => tell(flushWatch(watch)), silenceMs);

  return {
    take(chunk) {
      bytes += chunk.length;
      capture?.write(chunk);
      const text = decoder.decode(chunk, {stream: true});
      onText?.(text);
      tell(watchConsole(watch, text));
      silence.refresh();
    },
    bytes: () => bytes,
    isBehind: () => capture !== null && capture.waitingBytes() > behindBytes,
    caughtUp: async () => capture?.drained(),
    captureWords() {
      if (capture === null) return null;
      const lost = capture.lostBytes();
      return lost === 0 ? `captured in ${path}` : `captured in ${path}, without ${lost} bytes`;
    },
    async close() {
      clearTimeout(silence);
      tell(flushWatch(watch));
      await capture?.close();
    },
  };
}

function openCapture(path: string, say: (words: string) => void): Promise<AppendFile> {
  return openAppendFile(path, say).catch((error: Error) => {
    throw new CommandFault(`--capture ${path} can't be written: ${wordsOf(error)}`, 2);
  });
}

function crashWords(fact: ConsoleFact): {readonly words: string; readonly line: number} | null {
  switch (fact.kind) {
    case 'report':
    case 'panic': {
      const {title, kind, startLine} = fact.report;
      const after = fact.kind === 'panic' && kind !== 'panic' ? 'panic after ' : '';
      return {words: `${after}${title} (line ${startLine})`, line: startLine};
    }
    case 'bootStarted':
    case 'rebooting':
      return null;
    default:
      return fact satisfies never;
  }
}
