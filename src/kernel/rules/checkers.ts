// What the checkers say that are compiled into a kernel: KASAN, KFENCE, KMSAN, KCSAN, UBSAN, kmemleak. They name themselves, and
// say more than the trap that may follow.
import type {Rule} from './rule.ts';

const access = /^(?<access>Read|Write) (?:of size|at addr)/;

export const checkerRules: readonly Rule[] = [
  {
    pattern: /^BUG: KASAN: double-free or invalid-free in (?<frame>\S+(?: \[\S+\])?)/,
    kind: 'kasan',
    what: 'KASAN: invalid-free',
    blame: 'line',
    strength: 3,
  },
  {
    pattern: /^BUG: KASAN: (?<how>double-free|invalid-free) in (?<frame>\S+(?: \[\S+\])?)/,
    kind: 'kasan',
    what: 'KASAN: $how',
    blame: 'line',
    strength: 3,
  },
  {
    pattern: /^BUG: KASAN: (?<how>[\w-]+)(?: \S+)? in (?<frame>\S+(?: \[\S+\])?)/,
    kind: 'kasan',
    what: 'KASAN: $how $access',
    blame: 'line',
    strength: 3,
    confirmed: access,
  },
  {
    pattern: /^BUG: KASAN: (?<how>[\w-]+) on address/,
    kind: 'kasan',
    place: 'optional',
    what: 'KASAN: $how $access',
    strength: 3,
    confirmed: access,
  },
  {pattern: /^BUG: KASAN: (?<how>double-free|invalid-free)/, kind: 'kasan', what: 'KASAN: $how', strength: 3},
  {pattern: /^BUG: KASAN: (?<how>[\w-]+)/, kind: 'kasan', what: 'KASAN: $how', strength: 3, confirmed: access},

  {
    pattern:
      /^BUG: KFENCE: (?<how>use-after-free|out-of-bounds|invalid) (?<access>read|write)(?: in (?<frame>\S+(?: \[\S+\])?))?/,
    kind: 'kfence',
    what: 'KFENCE: $how $access',
    blame: 'line',
    strength: 3,
  },
  {
    pattern: /^BUG: KFENCE: (?<how>[\w -]+?) in (?<frame>\S+(?: \[\S+\])?)/,
    kind: 'kfence',
    what: 'KFENCE: $how',
    blame: 'line',
    strength: 3,
  },
  {
    pattern: /^BUG: KMSAN: (?<how>[\w-]+) in (?<frame>\S+(?: \[\S+\])?)/,
    kind: 'kmsan',
    what: 'KMSAN: $how',
    blame: 'line',
    bare: true,
    strength: 3,
  },
  {
    pattern: /^BUG: KCSAN: (?<how>[\w: -]+?) in (?<frame>\S+(?: \[\S+\])?) \/ (?<other>\S+)/,
    kind: 'kcsan',
    what: 'KCSAN: $how',
    blame: 'race',
    bare: true,
    strength: 3,
  },
  {
    pattern: /^BUG: KCSAN: (?<how>[\w: -]+?) in (?<frame>\S+(?: \[\S+\])?)/,
    kind: 'kcsan',
    what: 'KCSAN: $how',
    blame: 'line',
    bare: true,
    strength: 3,
  },

  {pattern: /^UBSAN: Undefined behaviour in /, kind: 'ubsan', what: 'UBSAN: undefined-behaviour', strength: 3},
  {pattern: /^UBSAN: (?<how>[\w-]+) in /, kind: 'ubsan', what: 'UBSAN: $how', strength: 3},
  {
    pattern: /^Internal error: UBSAN: (?<how>[\w -]+): [0-9a-f]/,
    kind: 'ubsan',
    what: 'UBSAN: $-how',
    role: 'trap',
    strength: 2,
  },

  {
    pattern: /^BUG: memory leak/,
    kind: 'memoryLeak',
    what: 'memory leak',
    blame: 'allocation',
    skip: 'allocator',
    strength: 3,
  },
  {
    pattern: /^unreferenced object 0x[0-9a-f]+ \(size |^unreferenced object\s*$|^unreferenced percpu object /,
    kind: 'memoryLeak',
    what: 'memory leak',
    blame: 'allocation',
    skip: 'allocator',
    role: 'trap',
    strength: 2,
  },
  {
    pattern: /^kmemleak: \d+ new suspected memory leaks/,
    kind: 'memoryLeak',
    what: 'memory leak',
    place: 'none',
    bare: true,
    role: 'preface',
    strength: 1,
  },
];
