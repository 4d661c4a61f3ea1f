// Complaints about time: where the kernel may not sleep, and where it does not come back from.
import type {Rule} from './rule.ts';

const softLockup = 'BUG: soft lockup';
const rcuStall = 'INFO: rcu detected stall';

export const waitRules: readonly Rule[] = [
  {
    pattern: /^BUG: scheduling while atomic: (?<task>.+?)\/\d+\//,
    kind: 'atomic',
    what: 'BUG: scheduling while atomic',
    skip: 'waiting',
  },
  {pattern: /^BUG: scheduling while atomic/, kind: 'atomic', what: 'BUG: scheduling while atomic', skip: 'waiting'},
  {
    pattern: /^bad: scheduling from the idle thread/,
    kind: 'atomic',
    what: 'bad: scheduling from the idle thread!',
    place: 'none',
  },
  {
    pattern: /^BUG: sleeping function called from invalid context/,
    kind: 'atomic',
    what: 'BUG: sleeping function called from invalid context',
    skip: 'sleepers',
  },
  {
    pattern: /^BUG: using (?<which>\w+\(?\)?) in preemptible/,
    kind: 'atomic',
    what: 'BUG: using $which in preemptible code',
    skip: 'sleepers',
  },
  {
    pattern: /^BUG: workqueue leaked lock or atomic/,
    kind: 'atomic',
    what: 'BUG: workqueue leaked lock or atomic',
    bare: true,
    blame: 'waiting',
    skip: 'workers',
    confirmed: /^ {0,8}last function: (?<frame>\S+)/,
  },
  {
    pattern: /^(?:NMI )?(?:watchdog: )?BUG: soft lockup - CPU#(?<cpu>\d+) stuck for [\d.]+s! \[(?<task>.+?):\d+\]/,
    kind: 'softLockup',
    what: softLockup,
    blame: 'stall',
  },
  {pattern: /^(?:NMI )?(?:watchdog: )?BUG: soft lockup/, kind: 'softLockup', what: softLockup, blame: 'stall'},
  {
    pattern: /^(?:NMI )?[Ww]atchdog:? (?:Watchdog |CPU\d+: Watchdog )?detected hard LOCKUP on cpu (?<cpu>\d+)/i,
    kind: 'hardLockup',
    what: 'BUG: hard lockup',
    blame: 'stall',
  },
  {
    pattern: /^(?:rcu: )?INFO: rcu_\w+ (?:self-)?detected (?:expedited )?stalls?/,
    kind: 'rcuStall',
    what: rcuStall,
    blame: 'stall',
  },
  {
    pattern: /^INFO: Stall on CPU|^INFO: rcu detected/,
    kind: 'rcuStall',
    what: rcuStall,
    blame: 'stall',
    place: 'required',
  },
  {
    pattern: /^INFO: task (?<task>.*?)(?::\d+)? blocked (?:in I\/O wait |on \S+ )?for more than \d+ seconds/,
    kind: 'hungTask',
    what: 'INFO: task hung',
    blame: 'waiting',
    skip: 'waiting',
  },
  {
    pattern: /^INFO: task (?<task>.*?)(?::\d+)? can't die for more than \d+ seconds/,
    kind: 'hungTask',
    what: "INFO: task can't die",
    blame: 'waiting',
    skip: 'waiting',
  },
  {
    pattern: /^INFO: task [^\x20-\x7e]/,
    kind: 'hungTask',
    what: 'INFO: task hung',
    blame: 'waiting',
    skip: 'waiting',
    place: 'required',
  },
  {
    pattern: /^BUG: workqueue lockup/,
    kind: 'workqueueLockup',
    what: 'BUG: workqueue lockup',
    place: 'none',
    bare: true,
  },
  {
    pattern:
      /^BUG: (?<which>spinlock|rwlock) (?<how>lockup suspected|already unlocked|recursion|bad magic|wrong owner|wrong CPU|cpu recursion|trylock failure on UP|lockup)/,
    kind: 'lockdep',
    what: 'BUG: $which $how',
    skip: 'locks',
  },
];
