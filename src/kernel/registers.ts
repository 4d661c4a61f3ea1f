// The register dump of a report, and the machine code around the instruction that trapped.
import {instructionPointer, parseFrame} from './frame.ts';
import type {CodeBytes, Frame, Register} from './report.ts';

const registersMax = 64;
const codeBytesMax = 256;

const names = new RegExp(
  [
    // x86
    '^(?:[ER][A-D]X|[ER][SD]I|[ER][SB]P|R(?:0[89]|1[0-5])|[ER]FLAGS|FS|GS|knlGS|[CDES]S|CR[0-8]|DR[0-7]|PKRU',
    // arm64, arm, riscv
    '|x\\d{1,2}|sp|lr|pc|pstate|psr|r\\d{1,2}|ip|fp|ra|gp|tp|[ast]\\d{1,2}|epc|status|badaddr|cause)$',
  ].join(''),
);
const pair = /([A-Za-z]\w{0,6}) ?: {0,2}(?:[0-9a-f]{4}:)?\[?<?([0-9a-f]{4,16})>?\]?(?=[\s(]|$)/g;

/** Those of the first dump: the one of the trap, where a later one is of user space. */
export function registersOf(lines: readonly string[]): readonly Register[] {
  const registers: Register[] = [];
  const seen = new Set<string>();
  for (const text of lines) {
    const first = /^ {0,4}([A-Za-z]\w{0,6}) {0,2}:/.exec(text)?.[1];
    if (first === undefined || !names.test(first)) continue;
    const found = [...text.matchAll(pair)].map(([, name = '', value = '']) => ({name, value}));
    const fresh = found.filter(({name}) => names.test(name));
    if (fresh.some(({name}) => seen.has(name))) break;
    for (const register of fresh) seen.add(register.name);
    registers.push(...fresh);
    if (registers.length >= registersMax) break;
  }
  return registers.slice(0, registersMax);
}

/** Where the processor was, by the first register dump that names a function of the kernel. */
export function instructionPointerOf(lines: readonly string[]): Frame | null {
  for (const text of lines) {
    if (!instructionPointer.test(text)) continue;
    const frame = parseFrame(text);
    if (frame !== null) return frame;
    // The processor was somewhere that has no name: what is told later is of somebody else.
    if (!/Krnl PSW|^pc : \[</.test(text)) return null;
  }
  return null;
}

const word = /^[<(]?((?:[0-9a-f]{2}){1,2}|[0-9a-f]{8})[>)]?$/;

/** x86 prints bytes and marks one with `<..>`; the others print words, and mark one with parentheses. */
export function codeOf(lines: readonly string[]): CodeBytes | null {
  const line = lines.find((text) => text.startsWith('Code: '));
  if (line === undefined) return null;
  const bytes: number[] = [];
  let trapAt = -1;
  for (const token of line.slice('Code: '.length).trim().split(/\s+/)) {
    const digits = word.exec(token)?.[1];
    if (digits === undefined || bytes.length >= codeBytesMax) break;
    if (token.startsWith('<') || token.startsWith('(')) trapAt = bytes.length;
    const pairs = digits.match(/../g) ?? [];
    bytes.push(...pairs.toReversed().map((hex) => Number.parseInt(hex, 16)));
  }
  return trapAt === -1 ? null : {bytes, trapAt};
}
