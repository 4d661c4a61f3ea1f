// Processor time, read from outside: a figure that other load on the machine hardly touches.
import {readFileSync} from 'node:fs';

const ticksPerSecond = 100;

/** Of a process with all its threads and children, in user mode and in the kernel (`man 5 proc`, fields 14 and 15 of stat). */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const own = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSecondsOf(child), own);
}

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}
