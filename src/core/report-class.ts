// Which class of fault a kernel's complaint is a sign of. The kernel names what it saw, not what was done wrong: where several mistakes
// look the same, this is the one that is most often behind it.
import type {CrashReport, ReportKind} from '../kernel/report.ts';
import type {Severity} from './entities.ts';
import type {FaultClass} from './examination.ts';

export function classOfReport(report: CrashReport): FaultClass {
  const {title, kind, lines} = report;
  const said = [title, ...lines.slice(0, linesLooked)].join('\n');
  const rule = rules.find(({kinds, says}) => kinds.includes(kind) && (says === undefined || says.test(said)));
  return rule?.is ?? 'other';
}

const linesLooked = 40;

interface Rule {
  readonly kinds: readonly ReportKind[];
  /** Looked for in the title and the first lines; without it the kind says enough. */
  readonly says?: RegExp;
  readonly is: FaultClass;
}

const memory = ['kasan', 'kfence', 'slab'] as const;
const stuck = ['softLockup', 'hardLockup', 'rcuStall', 'hungTask', 'workqueueLockup', 'hang'] as const;

/** The first that fits counts. */
const rules: readonly Rule[] = [
  // A timer or work that comes when its code or its data is gone: the processor is led to nowhere, or the kernel's own lists are.
  {kinds: ['pageFault'], says: /supervisor instruction fetch|RIP: \d{4}:0xf/, is: 'armed at unload'},
  {
    kinds: ['kasan', 'pageFault', 'generalProtection'],
    says: /^.* in (?:__run_timers|call_timer_fn|expire_timers|enqueue_timer|__run_hrtimer|process_one_work|insert_work)\b/,
    is: 'armed at unload',
  },
  {kinds: ['debugObject'], says: /ODEBUG: free active/, is: 'armed at unload'},
  {kinds: ['debugObject'], says: /ODEBUG: (?:assert_init|activate) not available/, is: 'uninitialised value'},

  {kinds: memory, says: /null-ptr-deref/, is: 'null dereference'},
  {kinds: memory, says: /double-free|invalid-free|invalid free|already free/, is: 'double free'},
  {kinds: memory, says: /KASAN: user-memory-access/, is: 'unchecked user copy'},
  {kinds: memory, says: /use-after-(?:free|scope|return)|Poison overwritten|Freepointer corrupt/, is: 'use after free'},
  {kinds: memory, says: /out-of-bounds|memory corruption|Redzone|padding overwritten/i, is: 'out of bounds'},
  {kinds: ['slab'], says: /Objects remaining/, is: 'leak on unload'},
  {kinds: ['usercopy', 'stackCorruption'], is: 'out of bounds'},
  // The size of an object that a program's own number was held against (include/linux/thread_info.h: copy_overflow).
  {kinds: ['warning'], says: /^WARNING in __copy_overflow/, is: 'unchecked user copy'},
  {kinds: ['ubsan'], says: /array-index-out-of-bounds|object-size-mismatch/, is: 'out of bounds'},
  {kinds: ['ubsan', 'divideError'], is: 'undefined behaviour'},
  {kinds: ['kmsan'], says: /use-after-free/, is: 'use after free'},
  {kinds: ['kmsan'], says: /infoleak|uninit/, is: 'uninitialised value'},
  {kinds: ['kcsan'], is: 'data race'},
  {kinds: ['nullPointer'], is: 'null dereference'},
  {kinds: ['generalProtection', 'pageFault'], says: /KASAN: null-ptr-deref/, is: 'null dereference'},
  {kinds: ['generalProtection', 'pageFault'], says: /6b6b6b6b6b6b6b6b|dead0000000001/, is: 'use after free'},
  {kinds: ['listCorruption'], says: /LIST_POISON|6b6b6b6b6b6b6b6b/, is: 'use after free'},
  {kinds: ['refcount'], says: /saturated|leaking memory/, is: 'reference not put'},
  {kinds: ['refcount'], is: 'use after free'},

  // To wait for work that takes the lock which is held: no order of locks would mend that.
  {kinds: ['lockdep'], says: /\((?:work|wq)_completion\)/, is: 'deadlock'},
  {kinds: ['lockdep'], says: /possible recursive locking|inconsistent lock state|\brecursion/, is: 'deadlock'},
  {kinds: ['lockdep'], says: /possible circular|lock inversion|-unsafe lock order/, is: 'lock inversion'},
  {
    kinds: ['lockdep', 'atomic'],
    says: /lock held (?:when returning|at task exit)|still has locks held|leaked lock|bad unlock balance|already unlocked|wrong (?:owner|CPU)/,
    is: 'missing unlock',
  },
  {kinds: ['lockdep'], says: /held lock freed/, is: 'use after free'},
  {kinds: ['lockdep'], says: /non-static key|bad magic/, is: 'uninitialised value'},
  {kinds: ['lockdep'], says: /[Ii]nvalid wait context/, is: 'sleeping in atomic'},
  {kinds: ['lockdep'], says: /suspected|lockup/, is: 'deadlock'},
  {kinds: ['atomic'], is: 'sleeping in atomic'},
  {kinds: ['rcuUsage'], is: 'data race'},

  {kinds: ['memoryLeak'], is: 'leak on unload'},
  {kinds: ['warning'], says: /proc registration bug|remove_proc_entry: removing non-empty/, is: 'leak on unload'},
  {kinds: stuck, is: 'deadlock'},
];

/** How heavy a fault of the class is that a running kernel has shown: nothing here is a guess. */
export function severityShown(is: FaultClass): Severity {
  return lighter.has(is) ? 'major' : 'critical';
}

const lighter: ReadonlySet<FaultClass> = new Set([
  'leak on unload',
  'leak on an error path',
  'data race',
  'undefined behaviour',
  'reference not put',
  'other',
]);
