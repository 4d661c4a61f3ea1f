// How the kernel begins a complaint: a table of first lines, what each is called in the syzbot convention, and what its
// stack must be read with. The lines that follow are open-report.ts.
import {parseFrame} from './frame.ts';
import type {Skip} from './machinery.ts';
import type {Frame, ReportKind} from './report.ts';

export interface Opening {
  readonly kind: ReportKind;
  /** The title without the place. */
  readonly what: string;
  /** Whether a function belongs to the title. `required`: without a stack it is not a report, for lines that anybody prints. */
  readonly place: 'wanted' | 'none' | 'required';
  /**
   * One event can have several first lines, before its stack: the one with the highest strength names it. 0 announces a
   * report that may never come.
   */
  readonly strength: 0 | 1 | 2 | 3;
  readonly skip: Skip;
  /** A function that the line itself blames. */
  readonly named?: Frame;
  readonly task?: string;
  readonly cpu?: number;
  /** Set by `Kernel panic - not syncing: ...`. */
  readonly panicReason?: string;
}

interface Entry {
  readonly pattern: RegExp;
  readonly kind: ReportKind;
  /** `$name` stands for what the pattern's group of that name matched. The groups task, cpu and frame are read as well. */
  readonly what: string;
  readonly place?: Opening['place'];
  readonly strength?: Opening['strength'];
  readonly skip?: Skip;
}

/** A cheap test that no opening fails, for the millions of lines that open nothing. */
export const mayOpen =
  /BUG|WARNING|INFO: |Oops|Kernel panic|panic|general protection|kernel stack|fault|divide error|invalid opcode|stack segment|detected|list_|refcount_t|UBSAN|KASAN|KFENCE|cut here|Internal error|Unable to handle|unreferenced object|unregister_netdevice|ODEBUG|inconsistent lock|LOCKUP|Bad mode/;

/** Reads a line without printk's prefix; null when no report begins there. */
export function openingOf(line: string): Opening | null {
  // Lockdep framed its headings until 4.13.
  const text = line.startsWith('[ ') ? line.slice(2) : line;
  for (const entry of entries) {
    const match = entry.pattern.exec(text);
    if (match !== null) return fromMatch(entry, match);
  }
  return null;
}

function fromMatch(entry: Entry, match: RegExpExecArray): Opening {
  const groups = match.groups ?? {};
  const named = groups['frame'] === undefined ? null : parseFrame(groups['frame']);
  const what = entry.what.replace(/\$(\w+)/g, (_all, name: string) => groups[name] ?? '');
  return {
    kind: entry.kind,
    what: neutral(what).trim(),
    place: entry.place ?? 'wanted',
    strength: entry.strength ?? 2,
    skip: entry.skip ?? 'none',
    ...(named === null ? {} : {named}),
    ...(groups['task'] === undefined ? {} : {task: groups['task']}),
    ...(groups['cpu'] === undefined ? {} : {cpu: Number(groups['cpu'])}),
    ...(groups['reason'] === undefined ? {} : {panicReason: groups['reason'].trim()}),
  };
}

/** Numbers and addresses differ from one report of a fault to the next, so a title has none. */
function neutral(words: string): string {
  return words
    .replace(/\b0x[0-9a-f]+\b|\b[0-9a-f]{16}\b/g, 'ADDR')
    .replace(/(^|[^\w.$])-?\d+(?![\w$])/g, '$1NUM')
    .replace(/\s*\.\.\.\s*$/, '')
    .slice(0, 160);
}

const entries: readonly Entry[] = [
  {pattern: /^-+\[ cut here \]-+/, kind: 'other', what: 'cut here', place: 'required', strength: 0},

  // Memory checkers name themselves and say more than the trap that may follow.
  {
    pattern: /^BUG: KASAN: (?<how>[\w-]+)(?: \S+)? in (?<frame>\S+(?: \[\S+\])?)/,
    kind: 'bug',
    what: 'KASAN: $how',
    strength: 3,
  },
  {
    pattern: /^BUG: KASAN: (?:double-free or )?(?<how>double-free|invalid-free|[\w-]+)/,
    kind: 'bug',
    what: 'KASAN: $how',
    strength: 3,
  },
  {pattern: /^BUG: KFENCE: (?<how>[\w -]+?) in (?<frame>\S+)/, kind: 'bug', what: 'KFENCE: $how', strength: 3},
  {pattern: /^BUG: KMSAN: (?<how>[\w-]+) in (?<frame>\S+)/, kind: 'bug', what: 'KMSAN: $how', strength: 3},
  {pattern: /^BUG: KCSAN: (?<how>[\w-]+) in (?<frame>\S+)/, kind: 'bug', what: 'KCSAN: $how', strength: 3},
  {pattern: /^UBSAN: Undefined behaviour in /, kind: 'bug', what: 'UBSAN: undefined-behaviour', strength: 3},
  {pattern: /^UBSAN: (?<how>[\w-]+) in /, kind: 'bug', what: 'UBSAN: $how', strength: 3},
  {
    pattern: /^unreferenced object 0x[0-9a-f]+ \(size /,
    kind: 'other',
    what: 'memory leak',
    skip: 'allocator',
    place: 'required',
  },

  // Faults of the processor. Since 6.10 x86 puts "Oops: " in front of all of them.
  {
    pattern: /^BUG: (?:unable to handle )?kernel NULL pointer dereference/,
    kind: 'oops',
    what: 'BUG: unable to handle kernel NULL pointer dereference',
    strength: 3,
  },
  {
    pattern: /^Unable to handle kernel NULL pointer dereference/,
    kind: 'oops',
    what: 'BUG: unable to handle kernel NULL pointer dereference',
    strength: 3,
  },
  {
    pattern: /^BUG: unable to handle (?:kernel paging request|page fault for address)/,
    kind: 'oops',
    what: 'BUG: unable to handle kernel paging request',
    strength: 3,
  },
  {
    pattern: /^Unable to handle kernel (?:paging request|access to user memory|(?:read|write|execute) )/,
    kind: 'oops',
    what: 'BUG: unable to handle kernel paging request',
    strength: 3,
  },
  {pattern: /^BUG: unable to handle kernel/, kind: 'oops', what: 'BUG: unable to handle kernel', strength: 3},
  {
    pattern: /^(?:Oops: |segment-related )?general protection fault/,
    kind: 'oops',
    what: 'general protection fault',
    strength: 2,
  },
  {pattern: /^(?:Oops: )?stack segment: /, kind: 'oops', what: 'stack segment fault', strength: 2},
  {pattern: /^(?:Oops: )?divide error: /, kind: 'oops', what: 'divide error', strength: 2},
  {pattern: /^(?:Oops: )?invalid opcode: /, kind: 'oops', what: 'invalid opcode', strength: 1},
  {pattern: /^(?:traps: )?PANIC: double fault/, kind: 'oops', what: 'PANIC: double fault', strength: 2},
  {pattern: /^(?:Oops: )?double fault: /, kind: 'oops', what: 'PANIC: double fault', strength: 2},
  {
    pattern: /^BUG: (?:TASK )?stack guard page was hit/,
    kind: 'oops',
    what: 'BUG: stack guard page was hit',
    strength: 3,
  },
  {pattern: /^Insufficient stack space to handle exception/, kind: 'oops', what: 'kernel stack overflow', strength: 3},
  {pattern: /^kernel BUG at lib\/list_debug\.c/, kind: 'bug', what: 'BUG: corrupted list', strength: 3, skip: 'lists'},
  {pattern: /^kernel BUG at mm\/usercopy\.c/, kind: 'bug', what: 'BUG: bad usercopy', strength: 3, skip: 'user copies'},
  {pattern: /^kernel BUG at /, kind: 'bug', what: 'kernel BUG', strength: 3},
  {pattern: /^Internal error: Oops - BUG/, kind: 'bug', what: 'kernel BUG', strength: 1},
  {pattern: /^Internal error: /, kind: 'oops', what: 'Internal error', strength: 1},
  {pattern: /^Oops: /, kind: 'oops', what: 'Oops', strength: 1},
  {pattern: /^Unhandled fault: /, kind: 'oops', what: 'Unhandled fault', strength: 2},

  // Checks of the kernel's own structures. Their text stands above the WARNING or BUG that it belongs to.
  {
    pattern: /^list_(?:add|del) (?:corruption|double add)/,
    kind: 'bug',
    what: 'BUG: corrupted list',
    strength: 2,
    skip: 'lists',
  },
  {pattern: /^refcount_t: /, kind: 'warning', what: 'WARNING: refcount bug', strength: 3, skip: 'refcounts'},
  {pattern: /^ODEBUG: (?!Out of memory)/, kind: 'warning', what: 'WARNING: ODEBUG bug', strength: 3},
  {
    pattern: /^usercopy: Kernel memory (?:exposure|overwrite) attempt detected/,
    kind: 'bug',
    what: 'BUG: bad usercopy',
    strength: 2,
    skip: 'user copies',
  },
  {
    pattern: /^Bad or missing usercopy whitelist/,
    kind: 'warning',
    what: 'WARNING: bad usercopy',
    strength: 3,
    skip: 'user copies',
  },
  {
    pattern: /^WARNING: (?:CPU: (?<cpu>\d+) )?(?:PID: \d+ )?at \S+:\d+ (?<frame>\S+(?: \[\S+\])?)/,
    kind: 'warning',
    what: 'WARNING',
  },
  {pattern: /^WARNING: (?:CPU: (?<cpu>\d+) )?(?:PID: \d+ )?at \S+:\d+/, kind: 'warning', what: 'WARNING'},

  // SLUB's own checks (mm/slub.c, with slub_debug).
  {
    pattern: /^BUG \S+ \((?:Not tainted|Tainted).*?\): (?!kasan: )(?<how>.*)/,
    kind: 'slab',
    what: 'BUG: $how',
    skip: 'allocator',
    strength: 3,
  },

  // Where the kernel may not sleep, and where it does not come back from.
  {
    pattern: /^BUG: scheduling while atomic: (?<task>.+?)\/\d+\//,
    kind: 'atomic',
    what: 'BUG: scheduling while atomic',
    skip: 'waiting',
  },
  {
    pattern: /^BUG: sleeping function called from invalid context/,
    kind: 'atomic',
    what: 'BUG: sleeping function called from invalid context',
    skip: 'waiting',
  },
  {
    pattern: /^BUG: using (?<what>__?\w+|\w+\(\)|[\w ]+\(\)) in preemptible/,
    kind: 'bug',
    what: 'BUG: using $what in preemptible code',
  },
  {
    pattern: /^(?:NMI )?(?:watchdog: )?BUG: soft lockup - CPU#(?<cpu>\d+) stuck for [\d.]+s! \[(?<task>.+?):\d+\]/,
    kind: 'softLockup',
    what: 'BUG: soft lockup',
  },
  {pattern: /^(?:NMI )?(?:watchdog: )?BUG: soft lockup/, kind: 'softLockup', what: 'BUG: soft lockup'},
  {
    pattern: /^(?:NMI )?[Ww]atchdog:? (?:Watchdog )?detected hard LOCKUP on cpu (?<cpu>\d+)/,
    kind: 'hang',
    what: 'BUG: hard lockup',
  },
  {
    pattern: /^(?:rcu: )?INFO: rcu_\w+ (?:self-)?detected (?:expedited )?stalls?/,
    kind: 'rcuStall',
    what: 'INFO: rcu detected stall',
  },
  {pattern: /^(?:rcu: )?INFO: rcu_\w+ detected expedited stalls/, kind: 'rcuStall', what: 'INFO: rcu detected stall'},
  {
    pattern: /^INFO: task (?<task>.+?):\d+ blocked (?:in I\/O wait )?for more than \d+ seconds/,
    kind: 'hungTask',
    what: 'INFO: task hung',
    skip: 'waiting',
  },
  {
    pattern: /^INFO: task (?<task>.+?):\d+ can't die for more than \d+ seconds/,
    kind: 'hungTask',
    what: "INFO: task can't die",
    skip: 'waiting',
  },
  {pattern: /^BUG: workqueue lockup/, kind: 'hang', what: 'BUG: workqueue lockup', place: 'none'},
  {pattern: /^BUG: workqueue leaked lock or atomic: /, kind: 'atomic', what: 'BUG: workqueue leaked lock or atomic'},
  {pattern: /^BUG: spinlock (?<how>[\w ]+?)(?: on CPU|$)/, kind: 'bug', what: 'BUG: spinlock $how', skip: 'locks'},

  // The lock checker's.
  {
    pattern:
      /^(?:WARNING|INFO): possible (?:circular locking dependency|recursive locking|irq lock inversion dependency) detected/,
    kind: 'other',
    what: 'possible deadlock',
    skip: 'locks',
  },
  {
    pattern: /^(?:WARNING: |INFO: )?\w+-safe -> \w+-unsafe lock order detected/,
    kind: 'other',
    what: 'possible deadlock',
    skip: 'locks',
  },
  {
    pattern: /^(?:WARNING: |INFO: )?inconsistent lock state/,
    kind: 'other',
    what: 'inconsistent lock state',
    skip: 'locks',
  },
  {
    pattern: /^(?<level>WARNING|INFO): suspicious RCU usage/,
    kind: 'other',
    what: '$level: suspicious RCU usage',
    skip: 'locks',
  },
  {
    pattern: /^BUG: Invalid wait context/,
    kind: 'other',
    what: 'WARNING: locking bug',
    skip: 'locks',
  },
  {
    pattern: /^(?<level>WARNING|BUG): (?<how>bad unlock balance|held lock freed|nested lock was not taken)/,
    kind: 'other',
    what: '$level: $how',
    skip: 'locks',
  },
  {
    pattern: /^WARNING: lock held when returning to user space/,
    kind: 'other',
    what: 'WARNING: lock held when returning to user space',
    skip: 'locks',
  },
  {
    pattern: /^WARNING: (?<task>\S+?)\/\d+ still has locks held/,
    kind: 'other',
    what: 'WARNING: still has locks held',
    skip: 'locks',
  },
  {
    pattern: /^INFO: trying to register non-static key/,
    kind: 'other',
    what: 'INFO: trying to register non-static key',
    skip: 'locks',
  },

  {
    pattern: /^unregister_netdevice: waiting for \S+ to become free/,
    kind: 'other',
    what: 'unregister_netdevice: waiting for DEV to become free',
    place: 'none',
  },

  // An NMI that nobody expected is how a hung target is asked where it is; the panic is only how it answers.
  {
    pattern: /^Kernel panic - not syncing: (?<reason>NMI: Not continuing.*|Hard LOCKUP.*|hung machine.*)/,
    kind: 'hang',
    what: 'hang',
    strength: 3,
  },
  {
    pattern:
      /^Kernel panic - not syncing: (?<reason>(?<short>Fatal exception|Attempted to kill init!|.*?)(?: in interrupt| exitcode=.*)?)$/,
    kind: 'panic',
    what: 'kernel panic: $short',
    place: 'none',
    strength: 3,
  },

  {
    pattern: /^BUG: Bad (?<how>page state|page map|rss-counter state)/,
    kind: 'bug',
    what: 'BUG: Bad $how',
    place: 'wanted',
  },
  {pattern: /^BUG: (?<what>[^:]{3,80})/, kind: 'bug', what: 'BUG: $what', place: 'required', strength: 1},
  {pattern: /^WARNING: (?<what>[^:]{3,80})/, kind: 'warning', what: 'WARNING: $what', place: 'required', strength: 1},
];
