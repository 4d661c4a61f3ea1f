// The words that a line begins with when a report may begin there: a cheap test for the millions of lines that open nothing.
// What it lets pass is read by the tables in rules/; what it does not is read by nobody.

const words = [
  'BUG[: ]',
  'WARNING: ',
  'INFO: ',
  'rcu: INFO',
  'Oops',
  'Kernel (?:panic|BUG|unaligned)',
  'kernel (?:BUG|stack overflow|unaligned)',
  '(?:segment-related )?general protection',
  'stack segment',
  'divide error',
  'Division by zero',
  'alignment check',
  'bounds: ',
  'overflow: ',
  'coprocessor segment',
  'invalid (?:TSS|opcode)',
  'segment not',
  'control protection',
  'int3: ',
  'debug: ',
  'machine check: ',
  '(?:traps: )?PANIC: ',
  'double fault',
  'Insufficient stack',
  'Unhandled (?:fault|prefetch)',
  'Bad (?:mode|or missing)',
  'Fatal page fault',
  'Internal error: ',
  '(?:CPU \\d+ )?[Uu]nable to handle',
  'UBSAN: ',
  'unreferenced ',
  'kmemleak: \\d',
  '-{8,}\\[ cut here',
  'list_(?:add|del) ',
  'usercopy: ',
  'refcount_t: ',
  'ODEBUG: ',
  'rust_kernel: panicked',
  'VFS: (?:Busy|Close)',
  'bad: scheduling',
  '(?:NMI )?[Ww]atchdog',
  '(?:SOFT|HARD|RECLAIM_FS|FS)\\w*-safe -> ',
  'inconsistent lock',
  'Invalid wait context',
  'unregister_netdevice: ',
  'Out of memory: ',
  'trusty: ',
  'SYZFA',
  '[\\w./:-]{1,40}: (?:page allocation failure|vmalloc)',
].join('|');

/** For a line without printk's prefix. */
export const opens = new RegExp(`^(?:${words})`);

const around =
  'Linux version |Rebooting in |reboot: |Restarting system|[Ss]ys[Rr]q: |kexec(?:_core)?: |Starting new kernel|Bye!';
const behindPrefix = ` {0,2}(?:\\[ )?(?:${words}|${around})`;
/** Typed at a shell's prompt: what follows is the log of the kernel that runs, told once more. */
const askingForLog = '[#$] (?:sudo )?(?:dmesg|journalctl|(?:cat|tail) (?:/dev|/proc)/kmsg)\\b';
export const asksForLog = new RegExp(askingForLog);
/** With these inside nothing is sure before the line has been cleaned of them. */
const unclean =
  '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]';

/** For a line as it comes, with whatever prefix: a level, a time stamp, a shell's prompt, a journal's or /dev/kmsg's. */
export const matters = new RegExp(`(?:^|[\\]\\r>;]|kernel:)${behindPrefix}|${askingForLog}|${unclean}`);
/** The same for a text of many lines, from its first line end on. */
export const mattersLater = new RegExp(`(?:[\\]\\n\\r>;]|kernel:)${behindPrefix}|${askingForLog}|${unclean}`, 'g');
