// What the agent's heartbeat tells of the kernel: the taint as a number, and the list of modules as /proc/modules has it.
import type {KernelNow} from '../../core/link.ts';
import {taintLetters} from '../../kernel/taint.ts';

const modulesMax = 16;
/** `(OE)` behind a module's address: what it taints the kernel with (Documentation/filesystems/proc.rst). */
const taints = /\(([A-Z]+)[-+]?\)\s*$/;

/** Undefined where the heartbeat is another's, who tells nothing but that it lives. */
export function parseKernelNow(heartbeat: string): KernelNow | undefined {
  const [, tainted = '', ...lines] = heartbeat.split('\n');
  if (!/^\d{1,15}$/.test(tainted)) return undefined;
  const all = lines.filter((line) => line !== '');
  const foreign = all.filter((line) => taints.exec(line)?.[1]?.includes('O') === true);
  return {
    modules: foreign.slice(0, modulesMax).map((line) => line.slice(0, line.indexOf(' '))),
    ownModules: all.length - foreign.length,
    taint: taintLetters(Number(tainted)),
  };
}
