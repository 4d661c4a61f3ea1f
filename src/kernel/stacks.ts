// The stack traces of one report: which lines make one up, and which frame of which trace is to blame.
import {parseFrame} from './frame.ts';
import {isMachinery, type Skip} from './machinery.ts';
import type {Frame} from './report.ts';

/** What a stack is of: where the complaint came up, another CPU's, the history of an object, or the kernel's own thread. */
export type StackOf = 'crash' | 'cpu' | 'allocation' | 'free' | 'watcher';

export interface Stack {
  readonly of: StackOf;
  /** Where the processor was stopped, from the register dump above the trace. */
  readonly trap?: Frame;
  /** True once `Call Trace:` was printed, or a frame. */
  readonly begun: boolean;
  readonly frames: readonly Frame[];
  /** Where the frames begin that an interrupt, NMI or trap broke into: a register dump stands inside the trace. */
  readonly interruptedAt?: number;
}

export const framesMax = 64;
const stacksMax = 8;

/** Takes one line of a report; the same array when the line belongs to no stack. */
export function addToStacks(stacks: readonly Stack[], text: string): readonly Stack[] {
  if (/^NMI backtrace for cpu \d+$|^Sending NMI from CPU \d+/.test(text)) return open(stacks, 'cpu');
  if (/^rcu: RCU grace-period kthread stack dump/.test(text)) return open(stacks, 'watcher');
  if (/^rcu: Stack dump where RCU GP kthread last ran/.test(text)) return open(stacks, 'cpu');
  if (/^Allocated (?:in|by)\b/.test(text)) return openWith(stacks, 'allocation', text);
  if (/^Freed (?:in|by)\b/.test(text)) return openWith(stacks, 'free', text);
  const last = stacks.at(-1);
  if (/(?:Call Trace|Call trace|[Bb]acktrace)\b[^:]*:\s*$/.test(text) || /^(?:CPU: \d+ |task:)/.test(text)) {
    const fresh = last !== undefined && !last.begun;
    const begun = !/^(?:CPU: |task:)/.test(text);
    if (fresh) return replaceLast(stacks, {...last, begun});
    // The registers of a report stand between its CPU line and its trace, so the CPU line is where a stack begins.
    return open(stacks, 'crash', begun);
  }
  if (!text.includes('+0x')) return stacks;
  const frame = parseFrame(text);
  if (frame === null) return stacks;
  return addFrame(
    stacks.length === 0 ? open(stacks, 'crash') : stacks,
    frame,
    /^(?:RIP|pc |PC is|epc|NIP|IP:)/.test(text),
  );
}

function open(stacks: readonly Stack[], of: StackOf, begun = false): readonly Stack[] {
  const last = stacks.at(-1);
  if (last !== undefined && !last.begun && last.trap === undefined) return replaceLast(stacks, {of, begun, frames: []});
  return stacks.length >= stacksMax ? stacks : [...stacks, {of, begun, frames: []}];
}

/** The line names a frame itself: `Freed in ring_put+0x2c/0x40 [ring] age=0 cpu=0 pid=110`. */
function openWith(stacks: readonly Stack[], of: StackOf, text: string): readonly Stack[] {
  const frame = parseFrame(text.replace(/^\w+ (?:in|by) /, ''));
  const opened = open(stacks, of, true);
  return frame === null ? opened : addFrame(opened, frame, false);
}

function addFrame(stacks: readonly Stack[], frame: Frame, registers: boolean): readonly Stack[] {
  const last = stacks.at(-1);
  if (last === undefined) return stacks;
  if (registers && !last.begun) return last.trap === undefined ? replaceLast(stacks, {...last, trap: frame}) : stacks;
  if (last.frames.length >= framesMax) return stacks;
  const interrupted = registers && last.interruptedAt === undefined ? {interruptedAt: last.frames.length} : {};
  return replaceLast(stacks, {...last, begun: true, frames: [...last.frames, frame], ...interrupted});
}

function replaceLast(stacks: readonly Stack[], stack: Stack): readonly Stack[] {
  return [...stacks.slice(0, -1), stack];
}

export interface Blame {
  readonly frame?: Frame;
  readonly moduleFrame?: Frame;
  readonly trace: readonly Frame[];
}

/**
 * Whose fault the stacks say it is. `ownModules` are those that the kernel marked as built out of its tree; a frame in
 * one of them is preferred to one in a module of the distribution.
 */
export function blameOf(
  stacks: readonly Stack[],
  skip: Skip,
  named: Frame | undefined,
  ownModules: ReadonlySet<string>,
): Blame {
  const ordered = order.flatMap((of) => stacks.filter((stack) => stack.of === of));
  const live = ordered.filter(({of}) => of === 'crash' || of === 'cpu');
  const candidates = (live.length > 0 ? live : ordered).map((stack) => ({stack, frames: suspects(stack)}));
  const guilty = (frame: Frame) => frame.reliable && !isMachinery(frame, skip);
  const chosen = candidates.find(({frames}) => frames.some(guilty)) ?? candidates[0];
  const frame = named !== undefined && guilty(named) ? named : chosen?.frames.find(guilty);
  const all = [...(named === undefined ? [] : [named]), ...ordered.flatMap(suspects)];
  const moduleFrame = firstModuleFrame(all, ownModules);
  return {
    ...(frame === undefined ? {} : {frame}),
    ...(moduleFrame === undefined ? {} : {moduleFrame}),
    trace: chosen === undefined ? [] : wholeOf(chosen.stack),
  };
}

/** An object's history counts where nothing live does; who freed it is nearer to the fault than who allocated it. */
const order: readonly StackOf[] = ['crash', 'cpu', 'free', 'allocation'];

/** What was broken into comes first: above it stand only the interrupt and the report. */
function suspects(stack: Stack): readonly Frame[] {
  if (stack.trap !== undefined) return wholeOf(stack);
  return stack.frames.slice(stack.interruptedAt ?? 0);
}

function wholeOf(stack: Stack): readonly Frame[] {
  return (stack.trap === undefined ? stack.frames : [stack.trap, ...stack.frames]).slice(0, framesMax);
}

function firstModuleFrame(frames: readonly Frame[], own: ReadonlySet<string>): Frame | undefined {
  const inModules = frames.filter(({module}) => module !== undefined);
  const inOwn = inModules.filter(({module}) => own.has(module ?? ''));
  const preferred = inOwn.length > 0 ? inOwn : inModules;
  return preferred.find(({reliable}) => reliable) ?? preferred[0];
}
