// Reads one line of a stack trace, or the instruction pointer of a register dump, in the shapes that printk gives them.
import type {Frame} from './report.ts';

const shape = new RegExp(
  [
    // x86's register dump, arm64's, arm's; a frame of a trace has nothing in front.
    '^(?:RIP: ?(?:[0-9a-f]{4}:)?|pc : |PC is at |epc : |NIP |IP: )?\\s*',
    // Kernels before 4.10 print the address.
    '(?:\\[<[0-9a-f]{4,16}>\\]\\s*)*',
    // 32-bit arm tells who was called, then by whom; the caller is the frame.
    '(?:\\(?[\\w.]+\\)? from (?:\\[<[0-9a-f]+>\\] )?\\(?)?',
    '(\\? )?',
    '([A-Za-z_][\\w.$]{0,255})\\+0x([0-9a-f]{1,16})/0x([0-9a-f]{1,16})',
    // With CONFIG_STACKTRACE_BUILD_ID the module's build id stands behind its name.
    '(?: \\[([\\w-]+)(?: [0-9a-f]+)?\\])?(?=[\\s)]|$)',
  ].join(''),
);

/** The frame that a line without printk's prefix shows; null when it shows none. */
export function parseFrame(text: string): Frame | null {
  if (!text.includes('+0x')) return null;
  const match = shape.exec(text);
  if (match === null) return null;
  const [, unsure, symbol = '', offset = '', size = '', module] = match;
  return {
    symbol,
    offset: Number.parseInt(offset, 16),
    size: Number.parseInt(size, 16),
    ...(module === undefined ? {} : {module}),
    reliable: unsure === undefined,
  };
}

/** A function's name without what the compiler appended for a clone or a cold part of it. */
export function plainSymbol(symbol: string): string {
  return symbol.replace(/\.(?:cold|constprop|isra|part|llvm|lto_priv)\b.*$/, '');
}
