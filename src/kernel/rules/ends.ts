// The end and what leads to it, complaints of subsystems, and what anybody may print: these last, for they match most.
import type {Rule} from './rule.ts';

const panic = {kind: 'panic', place: 'none', role: 'panic', strength: 3} as const;
const heading = 'Kernel panic - not syncing: ';

export const endRules: readonly Rule[] = [
  {
    pattern: /^unregister_netdevice: waiting for \S+ to become free/,
    kind: 'netdevice',
    what: 'unregister_netdevice: waiting for DEV to become free',
    place: 'none',
    bare: true,
  },
  {
    pattern:
      /^(?<task>[\w./:-]+): page allocation failure|^(?<other>[\w./:-]+): vmalloc(?: error|: allocation failure)/,
    kind: 'pageAllocation',
    what: 'page allocation failure',
    place: 'required',
    strength: 1,
    skip: 'allocator',
    suppressed: 'memory was short; the caller is to cope',
  },
  {
    pattern: /^Out of memory: Kill/,
    kind: 'outOfMemory',
    what: 'out of memory',
    place: 'none',
    bare: true,
    strength: 1,
    suppressed: 'memory was short',
  },

  // An NMI that nobody expected is how a hung target is asked where it is; the panic is only how it answers.
  {
    pattern: /^Kernel panic - not syncing: (?<reason>(?:NMI: Not continuing|hung machine).*)/,
    kind: 'hang',
    what: 'hang',
    role: 'panic',
    strength: 3,
    blame: 'stack',
  },
  {
    pattern: /^Kernel panic - not syncing: (?<reason>(?:Watchdog detected )?[Hh]ard LOCKUP.*)/,
    kind: 'hardLockup',
    what: 'BUG: hard lockup',
    role: 'panic',
    strength: 3,
    blame: 'stack',
  },
  {
    pattern: new RegExp(`^${heading}(?<reason>(?:kernel: )?corrupted stack end.*)`),
    ...panic,
    kind: 'stackCorruption',
    what: 'kernel panic: corrupted stack end',
    place: 'wanted',
    blame: 'stall',
  },
  {
    pattern: new RegExp(`^${heading}(?<reason>kernel stack overflow.*)`),
    ...panic,
    kind: 'stackCorruption',
    what: 'kernel stack overflow',
    place: 'wanted',
    blame: 'stall',
  },
  {
    pattern: new RegExp(`^${heading}(?<reason>stack-protector: .*)`),
    ...panic,
    kind: 'stackCorruption',
    what: 'kernel panic: stack is corrupted',
    place: 'wanted',
  },
  {pattern: new RegExp(`^${heading}(?<reason>.*)`), ...panic, what: 'kernel panic: $short'},

  {
    pattern: /^trusty: .*ASSERT FAILED/,
    kind: 'other',
    what: 'trusty: ASSERT FAILED:',
    place: 'none',
    strength: 3,
  },
  {
    pattern: /^trusty: panic[^:]{0,80}: (?<what>.*)/,
    kind: 'other',
    what: 'trusty: panic: $what',
    place: 'none',
    bare: true,
    strength: 3,
  },
  {pattern: /^(?<how>SYZFAIL|SYZFATAL): (?<what>.*)/, kind: 'other', what: '$how: $what', place: 'none', bare: true},

  {pattern: /^BUG: (?<what>.{3,120})/, kind: 'bug', what: 'BUG: $what', place: 'none', bare: true, strength: 1},
  {pattern: /^WARNING: (?<what>[^:]{3,80})/, kind: 'warning', what: 'WARNING: $what', place: 'required', strength: 1},
];
