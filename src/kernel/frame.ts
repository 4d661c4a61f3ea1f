// Reads one line of a stack trace, or the instruction pointer of a register dump, in the shapes that printk gives them.
import type {Frame} from './report.ts';

const shape = new RegExp(
  [
    // Register dumps of x86, arm64, arm, riscv, mips, powerpc and s390; a frame of a trace has nothing in front.
    '^(?:RIP: ?(?:[0-9a-f]{4}:)?|E?IP(?: is at|:) ?(?:[0-9a-f]{4}:)?|pc : |PC is at |epc *: |NIP |Krnl PSW : [0-9a-f ]{1,40}\\()?\\s{0,40}',
    // Addresses: kernels before 4.10, arm, powerpc, s390, mips.
    '(?:\\(?\\[?<?[0-9a-f]{8,16}>?\\]?\\)?\\s{0,8}){0,3}',
    // 32-bit arm tells who was called, then by whom; the caller is the frame.
    '(?:\\(?[\\w.$]{1,256}\\)? from (?:\\[<[0-9a-f]{4,16}>\\] )?\\(?)?',
    '(\\? )?',
    '([A-Za-z_][\\w.$]{0,255})\\+0x([0-9a-f]{1,16})/0x([0-9a-f]{1,16})',
    // With CONFIG_STACKTRACE_BUILD_ID the module's build id stands behind its name.
    '(?: \\[([\\w-]{1,64})(?: [0-9a-f]{1,64})?\\])?(?=[\\s)]|$)',
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

/** A function's name without what the compiler appended for a clone or a cold part of it, and without C++'s mangling. */
export function plainSymbol(symbol: string): string {
  const bare = symbol.replace(/\.(?:cold|constprop|isra|part|llvm|lto_priv|clone)\b.*$/, '');
  const mangled = /^_Z(\d{1,3})/.exec(bare);
  if (mangled === null) return bare;
  const start = mangled[0].length;
  return bare.slice(start, start + Number(mangled[1])) || bare;
}

/** The part of a register dump that tells where the processor was. */
export const instructionPointer = /^(?:RIP|pc : |PC is|epc\b|NIP |E?IP(?: is at|:)|Krnl PSW)/;
