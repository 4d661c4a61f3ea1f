// What can be learnt of a kernel that hangs before it is interrupted or reset: the registers of each processor.
import type {Qmp} from './qmp.ts';

const registersCharsMax = 16_000;

/** The machine may run or have stopped, and stays as it is. Never rejects: the registers may be missing. */
export async function examine(qmp: Qmp): Promise<string> {
  const registers = await qmp.monitor('info registers -a').catch((fault: Error) => `no registers: ${fault.message}`);
  return registers.replaceAll('\r', '').slice(0, registersCharsMax);
}
