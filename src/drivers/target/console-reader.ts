// Reads a copy of the console's bytes for what the kernel says there, and remembers its last lines.

import {withoutLevels} from '../../kernel/console-lines.ts';
import {type ConsoleFact, flushWatch, initialWatch, type Watched, watchConsole} from '../../kernel/console-watch.ts';
import {plainText} from '../../kernel/sanitize.ts';

export interface ConsoleReader {
  take(bytes: Uint8Array): readonly ConsoleFact[];
  /** To be called after a silence: what stands open ends there. */
  flush(): readonly ConsoleFact[];
  lastLines(): readonly string[];
}

const tailCharsMax = 4096;
const lastLinesMax = 8;

export function openConsoleReader(): ConsoleReader {
  const decoder = new TextDecoder();
  let watch = initialWatch;
  let tail = '';

  const advance = (watched: Watched): readonly ConsoleFact[] => {
    watch = watched.watch;
    return watched.facts;
  };
  return {
    take(bytes) {
      const text = decoder.decode(bytes, {stream: true});
      tail = (tail + text.slice(-tailCharsMax)).slice(-tailCharsMax);
      return advance(watchConsole(watch, text));
    },
    flush: () => advance(flushWatch(watch)),
    lastLines() {
      const lines = tail.split(/\r?\n/).map((line) => withoutLevels(plainText(line)).trimEnd());
      return lines.filter((line) => line !== '').slice(-lastLinesMax);
    },
  };
}
