// What a table says of one first line of a complaint.
import type {Skip} from '../machinery.ts';
import type {ReportKind} from '../report.ts';

/**
 * What a line is in an event that has several first lines, before its stack: a preface announces or explains, a complaint
 * says it, a trap is how the processor took it, a panic is what followed. Two complaints are two events.
 */
export type Role = 'preface' | 'complaint' | 'trap' | 'panic';

/** Where the function of the title is looked for. */
export type Blame =
  /** The register dump, then the trace. */
  | 'stack'
  /** The first line itself, then the trace. */
  | 'line'
  /** The first line, if a trace bears it out. */
  | 'warning'
  /** Only where the processor was interrupted, and there the entry into the kernel: a loop shows another top each time. */
  | 'stall'
  /** The task's own trace, below what every sleeper has on top. */
  | 'waiting'
  /** What lockdep says that the lock is taken at, then the trace. */
  | 'lock'
  /** The same, then the first trace of the cycle. */
  | 'lockChain'
  /** The first trace, then what lockdep says. */
  | 'lockTrace'
  /** The object's allocation, which is all there is. */
  | 'allocation'
  /** Whatever stack is told first. */
  | 'history'
  /** Both sides of a race. */
  | 'race';

export interface Rule {
  readonly pattern: RegExp;
  readonly kind: ReportKind;
  /**
   * The title without the place. `$name` stands for what the group of that name matched, here or in `confirmed`, and
   * `$-name` for the same with its words joined by hyphens.
   */
  readonly what: string;
  /**
   * Whether a function belongs to the title. `required`: without a stack it is no report, for lines that anybody prints.
   */
  readonly place?: 'wanted' | 'optional' | 'none' | 'required';
  /** A report that comes without a stack. */
  readonly bare?: true;
  readonly role?: Role;
  /** Which of the first lines names the event. */
  readonly strength?: 0 | 1 | 2 | 3;
  readonly blame?: Blame;
  readonly skip?: Skip;
  /** A line that must come too; without it the first line is all that is known, and the report is not whole. */
  readonly confirmed?: RegExp;
  /** Why nobody would mend it. */
  readonly suppressed?: string;
}
