// Faults that the processor tells the kernel of, and what the kernel makes of them.
import type {Rule} from './rule.ts';

const nullPointer = 'BUG: unable to handle kernel NULL pointer dereference';
const pagingRequest = 'BUG: unable to handle kernel paging request';
const userAccess = 'BUG: unable to handle kernel access to user memory';

/** Since 6.10 x86 puts "Oops: " in front of the trap's name. */
export const trapRules: readonly Rule[] = [
  {
    pattern: /^BUG: (?:unable to handle )?kernel NULL pointer dereference|^Unable to handle kernel NULL pointer/,
    kind: 'nullPointer',
    what: nullPointer,
    strength: 3,
  },
  {
    pattern: /^BUG: Kernel NULL pointer dereference/,
    kind: 'nullPointer',
    what: nullPointer,
    strength: 3,
  },
  {
    pattern: /^BUG: unable to handle (?:kernel paging request|page fault for address)/,
    kind: 'pageFault',
    what: pagingRequest,
    strength: 3,
  },
  {
    pattern: /^BUG: Unable to handle kernel (?:data|instruction fetch|unaligned)|^Unable to handle kernel (?:data|CFI)/,
    kind: 'pageFault',
    what: pagingRequest,
    strength: 3,
  },
  {
    pattern: /^(?:BUG: )?[Uu]nable to handle kernel access to user memory/,
    kind: 'pageFault',
    what: userAccess,
    strength: 3,
  },
  {
    pattern: /^Unable to handle kernel (?:paging request|read |write |execut|pointer dereference)/,
    kind: 'pageFault',
    what: pagingRequest,
    strength: 3,
  },
  {pattern: /^CPU \d+ Unable to handle kernel paging request/, kind: 'pageFault', what: pagingRequest, strength: 3},
  {
    pattern: /^BUG: [Uu]nable to handle kernel/,
    kind: 'pageFault',
    what: 'BUG: unable to handle kernel',
    place: 'none',
    confirmed: /^(?!)/,
    strength: 3,
  },
  {
    pattern: /^(?:Oops: )?(?:segment-related )?general protection fault/,
    kind: 'generalProtection',
    what: 'general protection fault',
  },
  {pattern: /^(?:Oops: )?stack segment: /, kind: 'oops', what: 'stack segment fault'},
  {pattern: /^(?:Oops: )?divide error: /, kind: 'divideError', what: 'divide error'},
  {pattern: /^Division by zero in kernel/, kind: 'divideError', what: 'divide error'},
  {
    pattern:
      /^(?:Oops: )?(?:alignment check|bounds|coprocessor segment overrun|invalid TSS|segment not present|int3|debug|overflow|machine check): [0-9a-f]{4,16} \[#\d+\]/,
    kind: 'oops',
    what: 'Oops',
  },
  {pattern: /^(?:Oops: )?control protection: /, kind: 'oops', what: 'Oops'},
  {pattern: /^(?:Oops: )?invalid opcode: /, kind: 'invalidOpcode', what: 'invalid opcode', role: 'trap', strength: 1},
  {pattern: /^(?:traps: )?PANIC: double fault/, kind: 'doubleFault', what: 'PANIC: double fault', blame: 'stack'},
  {pattern: /^(?:Oops: )?double fault: /, kind: 'doubleFault', what: 'PANIC: double fault', role: 'trap', strength: 2},
  {
    pattern: /^BUG: (?:TASK |IRQ )?stack guard page was hit/,
    kind: 'stackCorruption',
    what: 'BUG: stack guard page was hit',
    blame: 'stall',
    strength: 3,
  },
  {
    pattern: /^kernel stack overflow/,
    kind: 'stackCorruption',
    what: 'kernel stack overflow',
    role: 'trap',
    blame: 'stall',
    strength: 1,
  },
  {
    pattern: /^Insufficient stack space to handle exception/,
    kind: 'stackCorruption',
    what: 'kernel stack overflow',
    blame: 'stall',
    strength: 3,
  },
  {pattern: /^Unhandled fault: |^Unhandled prefetch abort: /, kind: 'oops', what: 'Unhandled fault'},
  {pattern: /^Bad mode in /, kind: 'oops', what: 'Bad mode', role: 'preface', strength: 1},
  {pattern: /^Fatal page fault/, kind: 'oops', what: 'Fatal page fault'},
  {pattern: /^Internal error: Oops - BUG/, kind: 'bug', what: 'kernel BUG', role: 'trap', strength: 1},
  {
    pattern: /^Internal error: Oops - undefined instruction/,
    kind: 'invalidOpcode',
    what: 'Internal error',
    role: 'trap',
    strength: 1,
  },
  {pattern: /^Internal error: /, kind: 'oops', what: 'Internal error', role: 'trap', strength: 1},
  {pattern: /^Oops(?: \[#\d+\]|: .{0,200}\[#\d+\]|\[#| - )/, kind: 'oops', what: 'Oops', role: 'trap', strength: 1},
  {
    pattern: /^Kernel unaligned access|^kernel unaligned access/,
    kind: 'oops',
    what: 'kernel unaligned access',
    place: 'required',
  },
];
