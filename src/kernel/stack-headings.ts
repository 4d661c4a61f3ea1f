// The lines that stand above a stack trace, and what they say of it.
import type {StackSubject} from './report.ts';

/**
 * `trace`: the frames follow. `subject`: what the trace is of is told, and it follows at once, or (`soon`) with a heading of
 * its own.
 */
export type Heading =
  | {readonly kind: 'trace'}
  | {readonly kind: 'subject'; readonly what: StackSubject; readonly soon: boolean};

const trace = /\bCall [Tt]race\b|\b[Bb]acktrace(?: \(crc [0-9a-f]{1,16}\))?:(?: frame pointer underflow)?\s*$/;

/** Null for a line that is none. */
export function headingOf(text: string): Heading | null {
  for (const {pattern, what, soon} of subjects) {
    if (pattern.test(text)) return {kind: 'subject', what, soon: soon === true};
  }
  return trace.test(text) ? {kind: 'trace'} : null;
}

/** The task that the line names: `Freed by task 7:`. */
export function taskOf(text: string): string | undefined {
  return /\b(?:by|of) task (\S{1,80}?):?(?:$| on cpu| at)/.exec(text)?.[1];
}

const access = '(?:read|write|read-write|assert no \\w+)(?: \\([\\w, ]+\\))? to 0x[0-9a-f]+ of \\d+ bytes? by ';

const subjects: readonly {readonly pattern: RegExp; readonly what: StackSubject; readonly soon?: true}[] = [
  {pattern: /^(?:Sending NMI from CPU|NMI backtrace for cpu) ?\d+/, what: 'crash', soon: true},
  {
    pattern:
      /^(?:rcu: )?(?:RCU grace-period kthread stack dump|rcu_\w+ kthread (?:starved|timer wakeup)|Unless rcu_\w+ kthread)/,
    what: 'other',
    soon: true,
  },
  {pattern: /^(?:rcu: )?Stack dump where RCU GP kthread last ran/, what: 'other', soon: true},
  {pattern: /^Allocated (?:in|by)\b|^Allocated:$/, what: 'allocation'},
  {pattern: /^Freed (?:in|by)\b|^Freed:$/, what: 'free'},
  {pattern: /^(?:kfence-#\d+ \[[^\]]*\] )?allocated by task /, what: 'allocation'},
  {pattern: /^freed by task /, what: 'free'},
  {pattern: /^page last allocated via /, what: 'allocation'},
  {pattern: /^page last free (?:pid \d+ tgid \d+ )?stack trace:/, what: 'free'},
  {pattern: /^(?:Last|Second to last) (?:potentially related work creation|call_rcu\(\)):/, what: 'relatedWork'},
  {pattern: /^Uninit was (?:created|stored to memory) at:/, what: 'allocation'},
  {pattern: /^-> #\d+ /, what: 'lockChain'},
  {pattern: /^\{[\w -]+\} state was registered at:/, what: 'lockChain'},
  {pattern: /^ {0,2}\.\.\. (?:acquired|key) +at: /, what: 'lockChain', soon: true},
  {pattern: /\bis trying to (?:release|lock|acquire)\b/, what: 'other', soon: true},
  {pattern: /^Preemption disabled at:/, what: 'other'},
  {pattern: /^Local variable |^Bytes? [\d-]+ of \d+/, what: 'other', soon: true},
  {pattern: new RegExp(`^(?:race at unknown origin, with )?${access}`), what: 'access'},
  // The registers of a report stand between its CPU line and its trace, so the CPU line is where a stack begins.
  {pattern: /^CPU: \d+ |^task:\S|^\S+ +[DRSTtXZPI] +(?:running task +)?\d[\d ]* /, what: 'crash', soon: true},
  {pattern: /^\s*(?:stack backtrace|Modules linked in):/, what: 'crash', soon: true},
];
