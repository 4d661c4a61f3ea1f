// What the machine itself can show about a tree: checks that read its source, and trials of its module on a kernel that notices.
// A result without findings says what was looked for, by what and for how long; it never says that nothing is there.
import type {Acceptance} from './acceptance-level.ts';
import type {LocatedReport} from './crash-source.ts';
import type {TreeHash} from './ids.ts';
import type {Severity} from './severity.ts';

/** In the order in which they are run: what costs least comes first. */
export const staticChecks = ['compiler', 'analyzer', 'sparse', 'checkpatch', 'coccinelle', 'smatch'] as const;
export const dynamicChecks = [
  'load',
  'accept',
  'leaks',
  'allocations',
  'parallel',
  'races',
  'reload',
  'kunit',
] as const;

export type StaticCheck = (typeof staticChecks)[number];
/**
 * `leaks`: kmemleak after unloading; `allocations`: each allocation of the load and open paths fails once; `parallel`: the acceptance from
 * several processes at once; `races`: the same on the kernel that notices data races; `reload`: loaded, used and unloaded at the same time.
 */
export type DynamicCheck = (typeof dynamicChecks)[number];
export type CheckName = StaticCheck | DynamicCheck;

export const faultClasses = [
  'use after free',
  'out of bounds',
  'double free',
  'leak on unload',
  'leak on an error path',
  'deadlock',
  'lock inversion',
  'sleeping in atomic',
  'missing unlock',
  'data race',
  'uninitialised value',
  'unchecked user copy',
  'armed at unload',
  'does not build',
  'missing licence',
  'reference not put',
  'null dereference',
  'undefined behaviour',
  'acceptance',
  'annotation',
  'style',
  'other',
] as const;

export type FaultClass = (typeof faultClasses)[number];

/** What names a place when lines move: the function and the text of the line, both as the file has them but for blanks. */
export interface Anchor {
  readonly within?: string;
  readonly text: string;
}

export interface CheckFinding {
  readonly class: FaultClass;
  readonly severity: Severity;
  /** Below the module's folder. */
  readonly file?: string;
  readonly line?: number;
  readonly anchor?: Anchor;
  /** One sentence. */
  readonly claim: string;
  /** The tool's or the kernel's own words, bounded: the report, the stack, the allocation's site. */
  readonly evidence: string;
  readonly report?: LocatedReport;
  /** Which allocation had failed, counted from 1, when it was seen. */
  readonly failedAllocation?: number;
  /** Other checks that found the same. */
  readonly alsoBy?: readonly CheckName[];
  /** What else shows it: reports that followed from it, what other checks told. */
  readonly signs?: readonly Sign[];
}

/** As much of a finding as tells it again. */
export interface Sign
  extends Pick<CheckFinding, 'class' | 'severity' | 'file' | 'line' | 'anchor' | 'claim' | 'evidence'> {
  /** Absent for what followed in the same trial. */
  readonly check?: CheckName;
}

export type CheckEnd =
  /** `looked`: what was run, in words: `14 allocations failed, one at a time`. `notFor`: what it had no time to look for to the end. */
  | {readonly kind: 'finished'; readonly looked: string; readonly notFor?: readonly FaultClass[]}
  /** It could not begin: its program is not installed, its kernel not built. */
  | {readonly kind: 'notRun'; readonly why: string}
  /** It began and did not come to its end; what it had found by then counts. */
  | {readonly kind: 'stopped'; readonly why: string};

export interface CheckResult {
  readonly check: CheckName;
  /** What looked: a program with its version, or a kernel with its profile and release. */
  readonly by: string;
  readonly end: CheckEnd;
  readonly findings: readonly CheckFinding[];
  readonly durationMs: number;
  /** The file that has the console of the kernel that it was run on, on this host. */
  readonly console?: string;
}

/** What a session asks of a submitted tree. */
export interface TreeChecks {
  readonly tree: TreeHash;
  readonly acceptance: Acceptance;
  readonly checks: readonly CheckName[];
}

export interface ExamineRequest {
  readonly module: string;
  /** Folder with the sources, a snapshot that nobody writes any more. */
  readonly sourceFolder: string;
  /** `load`: there is no accept.sh to be held against; what needs one is not run. */
  readonly acceptance: Acceptance;
  /** `own`: the person's own sources, whose Kbuild file may hold whatever a makefile can; the sandbox still does. */
  readonly whose?: 'agents' | 'own';
  readonly checks: readonly CheckName[];
}
