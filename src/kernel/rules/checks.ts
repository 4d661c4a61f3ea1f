// What the kernel's own checks say: BUG, WARNING, and the lines above them that say what is wrong.
import type {Rule} from './rule.ts';

/** `WARNING: CPU: 1 PID: 7 at FILE:LINE`, where a file tells whose check it is. */
function warningAt(file: string, name = ''): RegExp {
  const where = `${file.replaceAll('.', '\\.')}:\\d+`;
  // Since 6.19 the file stands in front of the function: \`WARNING: fs/buffer.c:1188 at mark_buffer_dirty+0x1/0x2, CPU#1\`.
  return new RegExp(
    `^WARNING: (?:(?:CPU: (?<cpu>\\d+) )?(?:PID: [-\\d]+ )?at \\S*${where}|\\S*${where} at)(?: (?<frame>${name}\\S+(?: \\[[\\w-]+\\])?))${name === '' ? '?' : ''}`,
  );
}

const warning = {kind: 'warning', strength: 3, blame: 'warning'} as const;

export const checkRules: readonly Rule[] = [
  {pattern: /^-+\[ cut here \]-+/, kind: 'other', what: 'cut here', place: 'required', role: 'preface', strength: 0},

  {
    pattern: /^kernel BUG at (?:\S*\/)?lib\/list_debug\.c/,
    kind: 'listCorruption',
    what: 'BUG: corrupted list',
    strength: 3,
    skip: 'lists',
  },
  {
    pattern: /^kernel BUG at (?:\S*\/)?mm\/usercopy\.c/,
    kind: 'usercopy',
    what: 'BUG: bad usercopy',
    strength: 3,
    skip: 'user copies',
  },
  {pattern: /^(?:kernel|Kernel) BUG (?:at|in) /, kind: 'bug', what: 'kernel BUG', strength: 2},
  // riscv, where the kernel does not keep the places of its BUGs.
  {pattern: /^Kernel BUG \[#\d+\]/, kind: 'bug', what: 'kernel BUG', role: 'trap', strength: 1},
  {
    pattern: /^list_(?:add|del) (?:corruption|double add)/,
    kind: 'listCorruption',
    what: 'BUG: corrupted list',
    role: 'preface',
    strength: 3,
    skip: 'lists',
  },
  {
    pattern: /^usercopy: Kernel memory (?:exposure|overwrite) attempt detected/,
    kind: 'usercopy',
    what: 'BUG: bad usercopy',
    role: 'preface',
    strength: 3,
    skip: 'user copies',
  },
  {
    pattern: /^Bad or missing usercopy whitelist/,
    kind: 'usercopy',
    what: 'WARNING: bad usercopy',
    role: 'preface',
    strength: 3,
    skip: 'user copies',
  },
  {
    pattern: /^refcount_t: /,
    kind: 'refcount',
    what: 'WARNING: refcount bug',
    role: 'preface',
    strength: 3,
    skip: 'refcounts',
  },
  {
    pattern: /^ODEBUG: (?!Out of memory|selftest)/,
    kind: 'debugObject',
    what: 'WARNING: ODEBUG bug',
    role: 'preface',
    strength: 3,
    skip: 'objects',
  },
  {
    pattern: /^rust_kernel: panicked at /,
    kind: 'bug',
    what: '$how',
    role: 'preface',
    strength: 3,
    skip: 'rust',
    confirmed:
      /^(?<how>(?:attempt to|index out of bounds|called `|explicit panic|assertion|internal error|range |slice ).*)/,
  },

  {
    pattern: warningAt('lib/debugobjects.c'),
    kind: 'debugObject',
    what: 'WARNING: ODEBUG bug',
    strength: 3,
    skip: 'objects',
  },
  {
    pattern: warningAt('lib/refcount.c'),
    kind: 'refcount',
    what: 'WARNING: refcount bug',
    strength: 3,
    skip: 'refcounts',
  },
  {
    pattern: warningAt('lib/list_debug.c'),
    kind: 'listCorruption',
    what: 'WARNING: corrupted list',
    strength: 3,
    skip: 'lists',
  },
  {
    pattern: warningAt('mm/usercopy.c'),
    kind: 'usercopy',
    what: 'WARNING: bad usercopy',
    strength: 3,
    skip: 'user copies',
  },
  {pattern: warningAt('lib/kobject.c'), what: 'WARNING: kobject bug', skip: 'objects', ...warning},
  {pattern: warningAt('mm/slab_common.c', 'k\\w?alloc'), what: 'WARNING: kmalloc bug', ...warning},
  {pattern: warningAt('mm/util.c', 'k\\w*alloc'), what: 'WARNING: kmalloc bug', ...warning},
  {pattern: warningAt('mm/vmalloc.c', '__vmalloc'), what: 'WARNING: zero-size vmalloc', ...warning},
  {pattern: warningAt('fs/proc/generic.c'), what: 'WARNING: proc registration bug', skip: 'objects', ...warning},
  {
    pattern: warningAt('kernel/locking/lockdep.c'),
    kind: 'lockdep',
    what: 'WARNING: locking bug',
    strength: 3,
    skip: 'locks',
  },
  {pattern: warningAt(''), kind: 'warning', what: 'WARNING', blame: 'warning'},

  {
    pattern: /^WARNING: kernel stack (?:regs|frame pointer) at +\(_*ptrval_*\) in .* has bad/,
    kind: 'stackCorruption',
    what: 'WARNING: kernel stack regs has bad value',
    place: 'none',
    bare: true,
  },
  {
    pattern: /^WARNING: kernel stack regs at .* has bad '(?<which>\w+)' value/,
    kind: 'stackCorruption',
    what: "WARNING: kernel stack regs has bad '$which' value",
    place: 'none',
    bare: true,
  },
  {
    pattern: /^WARNING: kernel stack frame pointer at .* has bad value/,
    kind: 'stackCorruption',
    what: 'WARNING: kernel stack frame pointer has bad value',
    place: 'none',
    bare: true,
  },

  // SLUB's (mm/slub.c, with slub_debug), SLAB's, and those of the page allocator.
  {
    pattern: /^BUG \S+ \((?:Not tainted|Tainted)[^)]*\): Object already free/,
    kind: 'slab',
    what: 'BUG: Object already free',
    place: 'none',
    skip: 'slab',
    strength: 3,
  },
  {
    pattern: /^BUG \S+ \((?:Not tainted|Tainted)[^)]*\): (?!kasan: )(?<how>.*)/,
    kind: 'slab',
    what: 'BUG: $how',
    skip: 'slab',
    strength: 3,
  },
  {
    pattern: /^INFO: (?<how>Allocated|Freed) in (?<where>\w[\w.]*)\S* (?<age>age=.*)/,
    kind: 'slab',
    what: 'INFO: $how in $where $age',
    place: 'none',
    role: 'preface',
    strength: 0,
  },
  {pattern: /^BUG: Bad page map/, kind: 'memoryState', what: 'BUG: Bad page map', place: 'none', strength: 3},
  {
    pattern: /^BUG: Bad page (?:state|cache)/,
    kind: 'memoryState',
    what: 'BUG: Bad page state',
    blame: 'history',
    strength: 3,
  },
  {
    pattern: /^BUG: Bad rss-counter state/,
    kind: 'memoryState',
    what: 'BUG: Bad rss-counter state',
    place: 'none',
    bare: true,
  },
  {
    pattern: /^BUG: non-zero (?<what>\w+) on freeing mm/,
    kind: 'memoryState',
    what: 'BUG: non-zero $what on freeing mm: NUM',
    place: 'none',
    bare: true,
  },
  {
    pattern: /^BUG: Dentry .* still in use \(\d+\) \[unmount of/,
    kind: 'bug',
    what: 'BUG: Dentry still in use in unmount',
    place: 'none',
    bare: true,
    role: 'preface',
    strength: 3,
  },
  {
    pattern: /^VFS: Busy inodes after unmount/,
    kind: 'bug',
    what: 'VFS: Busy inodes after unmount (use-after-free)',
    place: 'none',
    bare: true,
    role: 'preface',
    strength: 3,
  },
  {
    pattern: /^VFS: Close: file count is (?:0|zero)/,
    kind: 'bug',
    what: 'VFS: Close: file count is zero (use-after-free)',
    place: 'none',
    bare: true,
  },
];
