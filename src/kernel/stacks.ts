// The stack traces of one report: which of its lines make them up, and what each is of.
import {instructionPointer, parseFrame} from './frame.ts';
import type {Frame, StackSubject} from './report.ts';
import {headingOf, taskOf} from './stack-headings.ts';

export interface RawStack {
  readonly what: StackSubject;
  readonly label: string;
  readonly task?: string;
  /** Where the processor was stopped, from the register dump above the trace. */
  readonly trap?: Frame;
  readonly frames: readonly Frame[];
  /** Where the frames begin that an interrupt broke into. */
  readonly interruptedAt?: number;
  /** A heading of a trace was there: `Call Trace:`, `Freed by task 7:`. */
  readonly announced: boolean;
}

type Growing = {-readonly [Key in keyof RawStack]: RawStack[Key]} & {frames: Frame[]};

/** A stack that overflowed has its entry at its far end. */
const framesMax = 400;
/** From here on what is only found on the stack is left out. */
const unsureMax = 64;
const stacksMax = 24;
const labelCharsMax = 160;

export function stacksOf(lines: readonly string[]): readonly RawStack[] {
  const stacks: Growing[] = [];
  for (const text of lines) take(stacks, text);
  return stacks;
}

function take(stacks: Growing[], text: string): void {
  const heading = headingOf(text);
  if (heading?.kind === 'trace') announce(stacks, text);
  else if (heading !== null) begin(stacks, text, heading.what, !heading.soon);
  else if (text.includes('+0x')) takeFrame(stacks, text);
}

function announce(stacks: Growing[], text: string): void {
  const last = stacks.at(-1);
  if (last === undefined || last.frames.length > 0 || (last.announced && last.what !== 'crash')) {
    open(stacks, 'crash', text, true);
    return;
  }
  last.announced = true;
  if (last.label === '') last.label = text.trim();
}

function begin(stacks: Growing[], text: string, what: StackSubject, announced: boolean): void {
  open(stacks, what, text, announced);
  const stack = stacks.at(-1);
  if (stack === undefined || !announced) return;
  // The line names a frame itself: `Freed in ring_put+0x2c/0x40 [ring] age=0 cpu=0 pid=110`.
  const frame = parseFrame(text.replace(/^\w+ (?:in|by) /, ''));
  if (frame !== null) stack.frames.push(frame);
  const task = taskOf(text);
  if (task !== undefined) stack.task = task;
}

/** What is only announced is replaced; but what a stack is of stays as it was said, through its CPU line. */
function open(stacks: Growing[], what: StackSubject, text: string, announced: boolean): void {
  const last = stacks.at(-1);
  const label = text.trim().slice(0, labelCharsMax);
  if (last === undefined || last.announced || last.frames.length > 0 || last.trap !== undefined) {
    if (stacks.length < stacksMax) stacks.push({what, label, frames: [], announced});
    return;
  }
  const said = last.what === 'other' && what === 'crash';
  stacks[stacks.length - 1] = said ? {...last, announced} : {what, label, frames: [], announced};
}

const armCallee = /^\[<[0-9a-f]{8}>\] \(([\w.]{1,256})\) from /;
const irqEntry =
  /^(?:el1h?_(?:64_)?irq|__irq_svc|apic_timer_interrupt|asm_sysvec_apic_timer_interrupt|ret_from_exception)$/;

function takeFrame(stacks: Growing[], text: string): void {
  const frame = parseFrame(text);
  if (frame === null) return;
  if (stacks.length === 0) open(stacks, 'crash', '', false);
  const stack = stacks.at(-1);
  if (stack === undefined) return;
  const isRegister = instructionPointer.test(text);
  if (isRegister && !stack.announced && stack.frames.length === 0) {
    stack.trap ??= frame;
    return;
  }
  if (isRegister) stack.interruptedAt ??= stack.frames.length;
  // 32-bit arm names who was called first; on top of a trace that is a frame of its own.
  const callee = stack.frames.length === 0 ? armCallee.exec(text)?.[1] : undefined;
  if (callee !== undefined) addFrame(stack, {symbol: callee, offset: 0, size: 0, reliable: true});
  addFrame(stack, text.includes('(unreliable)') ? {...frame, reliable: false} : frame);
}

function addFrame(stack: Growing, frame: Frame): void {
  const {frames} = stack;
  if (frames.length >= framesMax || (!frame.reliable && frames.length >= unsureMax)) return;
  frames.push(frame);
  if (frame.reliable && irqEntry.test(frame.symbol)) stack.interruptedAt ??= frames.length;
}

/** What was broken into: above it stand only the interrupt and the report. */
export function interruptedOf(stack: RawStack): readonly Frame[] {
  return stack.interruptedAt === undefined ? wholeOf(stack) : stack.frames.slice(stack.interruptedAt);
}

export function wholeOf(stack: RawStack): readonly Frame[] {
  return stack.trap === undefined ? stack.frames : [stack.trap, ...stack.frames];
}
