// Sees a kernel begin on a console, however its first line is cut. The log of one that runs begins with the same line when a person asks for it.
import {asksForLog} from '../../../kernel/starts.ts';

export interface KernelWatch {
  /** Whether a kernel has begun in this text, or ended its first line there. */
  heard(text: string): boolean;
}

const tailChars = 256;
const first = /Linux version \d|Booting Linux on physical CPU/;

export function openKernelWatch(): KernelWatch {
  let tail = '';
  return {
    heard(text) {
      const seen = tail + text;
      const at = seen.search(first);
      const begins = at !== -1 && !asksForLog.test(lineBefore(seen, at));
      // What was looked at is not looked at again.
      tail = at === -1 ? seen.slice(-tailChars) : '';
      return begins;
    },
  };
}

function lineBefore(text: string, at: number): string {
  const end = text.lastIndexOf('\n', at);
  return end === -1 ? '' : text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
}
