// The machine code that the kernel printed around a trap, as instructions. The bytes begin anywhere, on x86 in the middle of
// an instruction: the reading is taken whose instructions meet the trap.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Instruction} from '../../core/crash-source.ts';
import type {CrashReport} from '../../kernel/report.ts';
import type {ObjectSymbol} from './object-file.ts';
import type {ToolRoom} from './tool-room.ts';

interface Machine {
  /** Tried in this order. */
  readonly tools: readonly string[];
  readonly arguments: readonly string[];
  /** Bytes of an instruction; absent where they differ. */
  readonly width?: number;
}

const plain = ['-D', '-b', 'binary', '--no-show-raw-insn'];

const machines: readonly {readonly has: string; readonly machine: Machine}[] = [
  {has: 'RAX', machine: {tools: ['objdump', 'x86_64-linux-gnu-objdump'], arguments: [...plain, '-m', 'i386:x86-64']}},
  {has: 'EAX', machine: {tools: ['objdump', 'x86_64-linux-gnu-objdump'], arguments: [...plain, '-m', 'i386']}},
  {
    has: 'x0',
    machine: {tools: ['aarch64-linux-gnu-objdump', 'objdump'], arguments: [...plain, '-m', 'aarch64'], width: 4},
  },
  {
    has: 'r0',
    machine: {tools: ['arm-linux-gnueabihf-objdump', 'objdump'], arguments: [...plain, '-m', 'arm'], width: 4},
  },
  {has: 'epc', machine: {tools: ['riscv64-linux-gnu-objdump', 'objdump'], arguments: [...plain, '-m', 'riscv:rv64']}},
];

const startsTried = 16;
const codeBytesMax = 256;
const shownBefore = 8;
const shownAfter = 5;

/** Empty where there is no code, no tool that reads it, or no reading that meets the trap. */
export async function disassembled(room: ToolRoom, report: CrashReport): Promise<readonly Instruction[]> {
  const {code} = report;
  const machine = machineOf(report);
  if (code === undefined || machine === null || code.bytes.length > codeBytesMax) return [];
  const starts = startsOf(report, machine);
  for (const start of starts) await writeFile(join(room.folder, codeFile(start)), Buffer.from(code.bytes.slice(start)));
  for (const tool of machine.tools) {
    const said = await room.run(tool, (see) => [
      ...machine.arguments,
      ...starts.map((start) => see.file(codeFile(start))),
    ]);
    if ('refused' in said) continue;
    const readings = parseReadings(said.output);
    for (const [at, start] of starts.entries()) {
      const shown = aroundTrap(readings[at] ?? [], code.trapAt - start);
      if (shown.length > 0) return shown;
    }
  }
  return [];
}

function codeFile(start: number): string {
  return `code-${start}`;
}

function machineOf({registers, instructionPointer}: CrashReport): Machine | null {
  const names = new Set((registers ?? []).map(({name}) => name));
  const found = machines.find(({has}) => names.has(has) || names.has(has.toLowerCase()));
  // What is cut off before its registers is most often of the machine that most kernels run on.
  return (
    found?.machine ?? (names.size === 0 && instructionPointer !== undefined ? (machines[0]?.machine ?? null) : null)
  );
}

/** The function's own beginning, where it is among the bytes; else the first ones that may be an instruction's. */
function startsOf({code, instructionPointer}: CrashReport, {width}: Machine): readonly number[] {
  const trapAt = code?.trapAt ?? 0;
  if (width !== undefined) return [trapAt % width];
  const begins = instructionPointer === undefined ? -1 : trapAt - instructionPointer.offset;
  if (begins >= 0) return [begins];
  return [...Array(Math.min(startsTried, trapAt)).keys(), trapAt];
}

/** For a frame whose bytes the kernel did not print: those of its module's file. Calls go nowhere yet in it. */
export async function disassembledFrom(
  room: ToolRoom,
  place: {readonly index: number; readonly section: string; readonly symbol: ObjectSymbol; readonly address: bigint},
): Promise<readonly Instruction[]> {
  const {section, symbol, address} = place;
  const [from, to] = [symbol.value, symbol.value + BigInt(Math.max(1, symbol.size))];
  const range = [`--start-address=0x${from.toString(16)}`, `--stop-address=0x${to.toString(16)}`];
  const said = await room.run('objdump', (see) => [
    ...['-d', '--no-show-raw-insn', '-j', section, ...range],
    see.object(place.index),
  ]);
  const reading = 'refused' in said ? [] : (parseReadings(said.output)[0] ?? []);
  // What a call returns to is looked up before its place, which is in the middle of the call.
  const trap = reading.findLast(({at}) => at <= Number(address));
  return trap === undefined ? [] : aroundTrap(reading, trap.at);
}

interface Placed {
  readonly at: number;
  readonly text: string;
}

/** The instructions of each file, in the order that they were given. */
export function parseReadings(output: string): readonly (readonly Placed[])[] {
  const readings: Placed[][] = [];
  for (const line of output.split('\n')) {
    if (/: +file format /.test(line)) readings.push([]);
    const match = /^ +([0-9a-f]+):\t(.+)$/.exec(line);
    if (match === null) continue;
    readings
      .at(-1)
      ?.push({at: Number.parseInt(match[1] ?? '', 16), text: (match[2] ?? '').replace(/\s+/g, ' ').trim()});
  }
  return readings;
}

/** Nothing when no instruction begins at the trap, or one before it is none. */
export function aroundTrap(reading: readonly Placed[], trapAt: number): readonly Instruction[] {
  const trap = reading.findIndex(({at}) => at === trapAt);
  if (trap === -1 || reading.slice(0, trap).some(({text}) => text.includes('(bad)'))) return [];
  return reading
    .slice(Math.max(0, trap - shownBefore), trap + 1 + shownAfter)
    .map(({at, text}) => ({text: text.slice(0, 120), traps: at === trapAt}));
}
