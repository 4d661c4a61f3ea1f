// What can be learnt of a kernel that hangs, once its watchdog has stopped the machine: the registers of each processor,
// then an NMI, which the kernel answers with a backtrace of where it was, and a panic.
import type {Qmp} from './qmp.ts';

const registersCharsMax = 16_000;

/** The machine must have stopped, and runs again afterwards. Never rejects: the registers may be missing. */
export async function examine(qmp: Qmp): Promise<string> {
  const registers = await qmp.monitor('info registers -a').catch((fault: Error) => `no registers: ${fault.message}`);
  await qmp.command('inject-nmi').catch(() => {});
  await qmp.command('cont').catch(() => {});
  return registers.replaceAll('\r', '').slice(0, registersCharsMax);
}
