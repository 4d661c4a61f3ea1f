// Sees a kernel begin on a console, however its first line is cut.

export interface KernelWatch {
  /** Whether a kernel has begun in this text, or ended its first line there. */
  heard(text: string): boolean;
}

const tailChars = 64;
const first = /Linux version \d|Booting Linux on physical CPU/;

export function openKernelWatch(): KernelWatch {
  let tail = '';
  return {
    heard(text) {
      const seen = tail + text;
      const begins = first.test(seen);
      tail = begins ? '' : seen.slice(-tailChars);
      return begins;
    },
  };
}
