// Whose fault the stacks say it is. Each kind of complaint has its own place to look.

import {entryOf} from './entries.ts';
import {parseFrame, plainSymbol} from './frame.ts';
import {isMachinery} from './machinery.ts';
import type {Opening} from './openings.ts';
import type {Frame} from './report.ts';
import type {Rule} from './rules/rule.ts';
import {sleeperOf} from './sleepers.ts';
import {interruptedOf, type RawStack, wholeOf} from './stacks.ts';

export interface Blame {
  readonly frame?: Frame;
  /** The name that the title has, where that is not the frame's own. */
  readonly name?: string;
  readonly moduleFrame?: Frame;
  readonly stack?: RawStack;
  /** What stands in the way of believing it. */
  readonly doubt?: string;
}

export interface Evidence {
  readonly opening: Opening;
  readonly stacks: readonly RawStack[];
  readonly lines: readonly string[];
  readonly ownModules: ReadonlySet<string>;
}

export function blameOf(evidence: Evidence): Blame {
  const {opening, stacks, ownModules} = evidence;
  const chosen = chooseOf(evidence);
  const named = [chosen.frame, opening.named].filter((frame) => frame !== undefined);
  const order: readonly RawStack['what'][] = ['crash', 'access', 'free', 'allocation', 'other'];
  const ordered = order.flatMap((what) => stacks.filter((stack) => stack.what === what));
  const moduleFrame = firstModuleFrame([...named, ...ordered.flatMap(wholeOf)], ownModules);
  const stack = chosen.stack ?? ordered[0];
  return {...chosen, ...(moduleFrame === undefined ? {} : {moduleFrame}), ...(stack === undefined ? {} : {stack})};
}

function chooseOf(evidence: Evidence): Blame {
  const {blame = 'stack'} = evidence.opening.rule;
  switch (blame) {
    case 'stack':
      return fromStacks(evidence, []);
    case 'line':
    case 'race':
      return fromStacks(evidence, evidence.opening.named === undefined ? [] : [evidence.opening.named]);
    case 'warning':
      return borneOut(evidence);
    case 'lock':
    case 'lockChain':
      return fromStacks(evidence, lockPlaces(evidence.lines));
    case 'stall':
      return fromLoop(evidence);
    case 'waiting':
      return fromSleeper(evidence);
    case 'lockTrace':
      return orElse(fromStacks({...evidence, stacks: evidence.stacks.slice(0, 1)}, []), evidence);
    case 'allocation':
    case 'history':
      return fromStacks(evidence, []);
    default:
      return blame satisfies never;
  }
}

/** A trace of any kind must be there, or the report breaks off after its first line. */
function borneOut(evidence: Evidence): Blame {
  const found = fromStacks(evidence, []);
  const {named} = evidence.opening;
  const isGuilty = named !== undefined && !servantOf(evidence)(named);
  return found.frame === undefined || !isGuilty ? found : {...found, frame: named};
}

/** What the tables name is the kernel's; a module from outside may call its functions as it likes: list_twice, copy_out. */
function servantOf({opening, ownModules}: Evidence): (frame: Frame) => boolean {
  return (frame) => !ownModules.has(frame.module ?? '') && isMachinery(frame, opening.rule.skip);
}

function orElse(blame: Blame, evidence: Evidence): Blame {
  return blame.frame === undefined ? fromStacks(evidence, lockPlaces(evidence.lines)) : blame;
}

function fromStacks(evidence: Evidence, first: readonly Frame[]): Blame {
  const {opening, stacks} = evidence;
  const isServant = servantOf(evidence);
  const guilty = (frame: Frame): boolean => frame.reliable && !isServant(frame);
  const named = first.find(guilty);
  const live = stacks.filter(({what}) => what === 'crash' || what === 'access');
  const wanted = ofAll.has(opening.rule.blame ?? 'stack') || live.length === 0 ? stacks : live;
  const stackOfNamed = live[0] ?? wanted[0];
  if (named !== undefined) return {frame: named, ...(stackOfNamed === undefined ? {} : {stack: stackOfNamed})};
  for (const stack of wanted) {
    const frames = wholeOf(stack);
    const at = frames.findIndex((frame) => guilty(frame) || isInjection(frame));
    const frame = frames[at];
    if (frame === undefined) continue;
    if (isInjection(frame)) return {stack, doubt: 'the stack of an injected failure stands in the middle of it'};
    return {frame, stack};
  }
  return {};
}

/** Where the first stack of the text counts, of whatever it is. */
const ofAll: ReadonlySet<Rule['blame']> = new Set(['allocation', 'history', 'lockChain', 'lockTrace']);

/** Failures are injected, and told with a stack, while others print. */
function isInjection({symbol}: Frame): boolean {
  return /^should_fail(?:slab)?(?:\.|$)/.test(symbol);
}

const lockPlace = / at:(?: (.*))?$/;
const traceBegins = /\bCall [Tt]race\b|\b[Bb]acktrace:|^-> #|became (?:SOFT|HARD)IRQ|state was registered at:/;

/** `(&ring->lock){+.+.}-{3:3}, at: ring_get+0x81/0x140 [ring]`, or the function on the next line. */
function lockPlaces(lines: readonly string[]): readonly Frame[] {
  const places: Frame[] = [];
  for (const [at, text] of lines.entries()) {
    if (traceBegins.test(text)) break;
    const match = lockPlace.exec(text);
    const frame = match === null ? null : parseFrame(match[1] ?? lines[at + 1] ?? '');
    if (frame !== null) places.push(frame);
  }
  return places;
}

function fromLoop(evidence: Evidence): Blame {
  const {stacks, ownModules} = evidence;
  const isServant = servantOf(evidence);
  const isOwn = ({module}: Frame): boolean => module !== undefined && (ownModules.size === 0 || ownModules.has(module));
  const live = stacks.filter(({what}) => what === 'crash');
  // The CPU that the grace period's thread waits for may be the one that loops.
  const asked = live.length > 0 ? live : stacks.filter(({label}) => label.includes('GP kthread last ran'));
  const running = asked.filter((stack) => !isAsleep(stack));
  for (const framesOf of [interruptedOf, wholeOf]) {
    for (const stack of running) {
      const frames = framesOf(stack).filter(({reliable}) => reliable);
      // A loop in a module under test is that module's.
      const own = frames.find(isOwn);
      const entry = own === undefined ? entryOf(frames, isServant) : {frame: own};
      if (entry !== null) return {...entry, stack};
    }
  }
  return cutOff(running, isServant);
}

/** No trace reaches the function that the kernel dispatched to: what is on top is all that there is. */
function cutOff(running: readonly RawStack[], isServant: (frame: Frame) => boolean): Blame {
  for (const stack of running) {
    const frame = interruptedOf(stack).find((one) => one.reliable && !isServant(one));
    if (frame !== undefined)
      return {frame, stack, doubt: 'its stack trace breaks off before the entry into the kernel'};
  }
  return {};
}

/** A task that the scheduler has put away is in no loop. */
function isAsleep({frames}: RawStack): boolean {
  const top = frames.find(({reliable}) => reliable)?.symbol;
  return top === '__schedule' || top === 'context_switch' || top === '__switch_to';
}

function fromSleeper(evidence: Evidence): Blame {
  const {stacks} = evidence;
  const stack = stacks.find(({what}) => what === 'crash');
  if (stack === undefined) return {};
  const frames = stack.frames.filter(({reliable}) => reliable);
  const injected = frames.find(isInjection);
  if (injected !== undefined) return {stack, doubt: 'the stack of an injected failure stands in the middle of it'};
  const found = sleeperOf(frames, servantOf(evidence));
  return found === null ? {stack} : {...found, stack};
}

function firstModuleFrame(frames: readonly Frame[], own: ReadonlySet<string>): Frame | undefined {
  const inModules = frames.filter(({module}) => module !== undefined);
  const inOwn = inModules.filter(({module}) => own.has(module ?? ''));
  const preferred = inOwn.length > 0 ? inOwn : inModules;
  return preferred.find(({reliable}) => reliable) ?? preferred[0];
}

export function traceOf(blame: Blame): readonly Frame[] {
  return blame.stack === undefined ? [] : wholeOf(blame.stack);
}

const sysCall =
  /^(?:__(?:x64|arm64|ia32|s390x?|riscv|powerpc)_(?:compat_)?(sys_\w+)|(?:__(?:do|se)_(?:compat_)?sys_|(?:compat_)?(?:SyS_|SYSC_|sys_))(\w+))$/;

/** The name of a function in a title: a system call's without what differs between architectures and releases. */
export function titleName(symbol: string): string {
  const plain = plainSymbol(symbol);
  const match = sysCall.exec(plain);
  return match?.[1] ?? match?.[2] ?? plain;
}
