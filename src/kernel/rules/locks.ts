// What lockdep says (kernel/locking/lockdep.c), and its kin.
import type {Rule} from './rule.ts';

const deadlock = {kind: 'lockdep', what: 'possible deadlock', blame: 'lockChain', skip: 'locks'} as const;
const acquiring = /(?:is trying to acquire|trying to acquire lock|just changed the state of lock)/;

/** Lockdep framed its headings in brackets until 4.13. */
export const lockRules: readonly Rule[] = [
  {
    pattern:
      /^(?:WARNING|INFO): possible (?:circular locking dependency|recursive locking|irq lock inversion dependency) detected/,
    confirmed: acquiring,
    ...deadlock,
  },
  {
    pattern: /^(?:WARNING: |INFO: )?\w+-safe -> \w+-unsafe lock order detected/,
    confirmed: acquiring,
    ...deadlock,
    blame: 'lockTrace',
  },
  {
    pattern: /^(?:WARNING: |INFO: )?inconsistent lock state/,
    kind: 'lockdep',
    what: 'inconsistent lock state',
    blame: 'lock',
    skip: 'locks',
    confirmed: /takes:$/,
  },
  {
    pattern: /^(?<level>WARNING|INFO): suspicious RCU usage/,
    kind: 'rcuUsage',
    what: '$level: suspicious RCU usage',
    skip: 'rcu',
    confirmed: /:\d+ (?:suspicious|Illegal|RCU|\w+\(\) called)|[Ii]llegal|suspicious rcu/,
  },
  {pattern: /^(?:BUG: |WARNING: )?Invalid wait context/, kind: 'lockdep', what: 'WARNING: locking bug', skip: 'locks'},
  {
    pattern: /^(?<level>WARNING|BUG): (?<how>bad unlock balance|bad contention|held lock freed)/,
    kind: 'lockdep',
    what: '$level: $how',
    blame: 'lock',
    skip: 'locks',
  },
  {
    pattern: /^(?<level>WARNING|BUG): [Nn]ested lock was not taken/,
    kind: 'lockdep',
    what: '$level: nested lock was not taken',
    blame: 'lock',
    skip: 'locks',
    bare: true,
  },
  {
    pattern: /^(?<level>WARNING|BUG): lock held when returning to user space/,
    kind: 'lockdep',
    what: '$level: lock held when returning to user space',
    blame: 'lock',
    skip: 'locks',
    bare: true,
  },
  {
    pattern: /^(?<level>WARNING|BUG): (?<task>\S+?)\/\d+ still has locks held/,
    kind: 'lockdep',
    what: '$level: still has locks held',
    blame: 'lock',
    skip: 'locks',
  },
  {
    pattern: /^BUG: (?<task>\S+)\/\d+, (?<how>lock held at task exit time|lock held when returning)/,
    kind: 'lockdep',
    what: 'BUG: $how',
    blame: 'lock',
    skip: 'locks',
  },
  {
    pattern: /^INFO: trying to register non-static key/,
    kind: 'lockdep',
    what: 'INFO: trying to register non-static key',
    skip: 'objects',
  },
  {
    pattern: /^BUG: (?<how>MAX_LOCK\w+ too (?:low|small)!?)/,
    kind: 'lockdep',
    what: 'BUG: $how',
    place: 'none',
    bare: true,
  },
  {
    pattern: /^BUG: key \S+ (?:not in \.data|has not been registered)/,
    kind: 'lockdep',
    what: 'BUG: key ADDR not in .data',
    place: 'none',
  },
];
