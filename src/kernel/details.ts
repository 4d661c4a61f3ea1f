// What a report tells beside its stacks, as far as it does.
import {lockFactsOf} from './lock-facts.ts';
import {memoryObjectOf} from './memory-object.ts';
import {codeOf, instructionPointerOf, registersOf} from './registers.ts';
import type {CrashReport} from './report.ts';

export type Details = Pick<CrashReport, 'registers' | 'code' | 'instructionPointer' | 'object' | 'locks'>;

export function detailsOf(lines: readonly string[]): Details {
  const ofKernel = beforeUserSpace(lines);
  const registers = registersOf(ofKernel);
  const code = codeOf(ofKernel);
  const instructionPointer = instructionPointerOf(ofKernel);
  const object = memoryObjectOf(lines);
  const locks = lockFactsOf(lines);
  return {
    ...(registers.length === 0 ? {} : {registers}),
    ...(code === null ? {} : {code}),
    ...(instructionPointer === null ? {} : {instructionPointer}),
    ...(object === null ? {} : {object}),
    ...(locks === null ? {} : {locks}),
  };
}

/** x86 prints the registers of the program too, that had called the kernel: its code segment is 33, or 23 in 32 bits. */
function beforeUserSpace(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((text) => /^RIP: 00(?:33|23):/.test(text));
  return end === -1 ? lines : lines.slice(0, end);
}
