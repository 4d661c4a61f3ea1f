// Whether a report can be believed to be whole: what it must have, and what must not stand in it.
import type {Blame} from './blame.ts';
import type {Opening} from './openings.ts';
import type {RawStack} from './stacks.ts';

export interface Judged {
  readonly opening: Opening;
  /** The line came that the kernel prints with such a complaint. */
  readonly confirmed: boolean;
  /** A function is in the title. */
  readonly placed: boolean;
  readonly stacks: readonly RawStack[];
  readonly blame: Blame;
  /** The kernel said that it dropped messages in the middle of it. */
  readonly lost: boolean;
}

function isConsequence(reason: string): boolean {
  return /^(?:Fatal exception|(?:kernel: )?panic_on_warn set)/.test(reason);
}

/** Undefined for a report that is whole. */
export function whyCorrupted({opening, confirmed, placed, stacks, blame, lost}: Judged): string | undefined {
  if (lost) return 'the kernel dropped messages in the middle of it';
  if (!confirmed) return 'it breaks off after its first lines';
  if (blame.doubt !== undefined) return blame.doubt;
  if (opening.rule.place !== 'none' && opening.rule.blame !== 'race' && !placed) {
    return 'it has no stack trace that names a function';
  }
  if (opening.panicReason !== undefined && isConsequence(opening.panicReason))
    return 'what led to the panic is missing';
  if (opening.rule.bare === true) return undefined;
  // Of a stall's many traces only the one that is blamed has to be whole.
  const asked = opening.rule.blame === 'stall' && blame.stack !== undefined ? [blame.stack] : stacks;
  // riscv prints the trace of an oops without a heading.
  if (!stacks.some(({announced, frames}) => announced || frames.length > 1)) return 'it has no stack trace';
  // `Preemption disabled at:` may have nothing to say.
  const empty = asked.find(({what, announced, frames}) => what !== 'other' && announced && frames.length === 0);
  if (empty !== undefined) return `nothing stands below "${empty.label}"`;
  return undefined;
}
