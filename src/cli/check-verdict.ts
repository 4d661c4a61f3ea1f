// What a check found, as a verdict: its word, its reason, its exit status, its one line of JSON.
import type {LocatedReport} from '../core/crash-source.ts';
import {rungWords} from '../core/rung-words.ts';
import type {TargetEvent} from '../core/target-events.ts';
import type {BuildOutcome, BuiltModule, Diagnostic, RunOutcome} from '../ports.ts';
import {counted} from '../view/formats.ts';

export type VerdictWord = 'accepted' | 'build-failed' | 'not-accepted' | 'oopsed' | 'panicked' | 'hung' | 'fault';

/** In milliseconds. Bringing the module to the target is part of its run. */
export interface CheckDurations {
  readonly buildMs: number;
  /** Until the target was clean, as far as that was waited for. */
  readonly resetMs: number;
  readonly runMs: number;
  readonly totalMs: number;
}

export interface Checked {
  readonly verdict: VerdictWord;
  readonly reason: string;
  readonly durations: CheckDurations;
  readonly reports: readonly LocatedReport[];
  /** What the compiler said; empty when it said nothing. */
  readonly diagnostics: readonly Diagnostic[];
  /** The last that the failing stage printed. */
  readonly output: string;
  /** What the console said during the run. */
  readonly console: string;
  readonly kept?: Kept;
  /** What was run. */
  readonly built?: BuiltModule;
}

/** Where a run's parts lie for a person: its console, and the module with its debug data, by which the console can be read again. */
export interface Kept {
  readonly console: string;
  readonly module: string;
}

export interface Findings {
  readonly build?: BuildOutcome;
  readonly run?: RunOutcome;
  readonly fault?: string;
  readonly console?: string;
  readonly kept?: Kept;
  readonly buildMs: number;
  readonly totalMs: number;
}

export function checkedOf({build, run, fault, console = '', kept, buildMs, totalMs}: Findings): Checked {
  const {resetMs = 0, deliverMs = 0, runMs = 0} = run?.durations ?? {};
  const output = run?.result.kind === 'notAccepted' ? run.result.output : '';
  return {
    ...wordOf(build, run, fault),
    durations: {buildMs, resetMs, runMs: deliverMs + runMs, totalMs},
    reports: run?.reports ?? [],
    diagnostics: build !== undefined && 'diagnostics' in build ? build.diagnostics : [],
    output: build?.kind === 'failed' && build.diagnostics.length === 0 ? build.output : output,
    console,
    ...(kept === undefined ? {} : {kept}),
    ...(build?.kind === 'built' ? {built: {koPath: build.koPath, elfBuildId: build.buildId}} : {}),
  };
}

export function exitStatusOf(verdict: VerdictWord): 0 | 1 | 3 {
  if (verdict === 'accepted') return 0;
  return verdict === 'fault' ? 3 : 1;
}

/** The contract of --json: one line, these keys. */
export function verdictJson({verdict, reason, durations, reports}: Checked): string {
  return JSON.stringify({verdict, reason, durations, reports});
}

type Word = Pick<Checked, 'verdict' | 'reason'>;

function wordOf(build: BuildOutcome | undefined, run: RunOutcome | undefined, fault: string | undefined): Word {
  if (fault !== undefined) return {verdict: 'fault', reason: fault};
  if (run !== undefined) return runWord(run, warningsOf(build));
  switch (build?.kind) {
    case 'failed':
      return {verdict: 'build-failed', reason: firstError(build.diagnostics) ?? lastLine(build.output)};
    case 'refused':
      return {verdict: 'build-failed', reason: build.why};
    case 'fault':
      return {verdict: 'fault', reason: build.why};
    case 'built':
    case undefined:
      return {verdict: 'fault', reason: 'it was not run'};
    default:
      return build satisfies never;
  }
}

function runWord({result, reports}: RunOutcome, warnings: number): Word {
  switch (result.kind) {
    case 'accepted':
      return {verdict: 'accepted', reason: `${acceptedWords}${warningWords(warnings)}`};
    case 'notAccepted':
      return {verdict: 'not-accepted', reason: `at ${result.stage}: ${result.why}`};
    case 'crashed': {
      const title = reports[0]?.title;
      const more = title === undefined || result.why.includes(title) ? '' : ` (${title})`;
      return {verdict: result.how, reason: `at ${result.stage}: ${result.why}${more}`};
    }
    case 'fault':
      return {verdict: 'fault', reason: result.why};
    default:
      return result satisfies never;
  }
}

const acceptedWords = 'it loads, passes its acceptance, unloads, and the console stayed clean';

/** A person may live with a warning; of an agent nothing is accepted that has one. */
function warningWords(count: number): string {
  return count === 0 ? '' : `; but its build has ${counted(count, 'warning')}, with which no agent's work is accepted`;
}

function warningsOf(build: BuildOutcome | undefined): number {
  return build?.kind === 'built' ? build.diagnostics.filter(({level}) => level === 'warning').length : 0;
}

function firstError(diagnostics: readonly Diagnostic[]): string | undefined {
  const first = diagnostics.find(({level}) => level === 'error');
  return first === undefined ? undefined : diagnosticText(first);
}

export function diagnosticText({level, file, line, column, text}: Diagnostic): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${place === '' ? '' : `${place}: `}${level}: ${text}`;
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1)?.trim() || 'make failed and said nothing';
}

/** What a person who waits wants to hear of the target; null for the rest. */
export function targetWords(event: TargetEvent): string | null {
  switch (event.type) {
    case 'target.bootStarted':
      return 'the target boots';
    case 'target.oopsed':
      return `the target oopsed: ${event.report.title}`;
    case 'target.panicked':
      return `the target panicked: ${event.report.title}`;
    case 'target.hung':
      return `the target hangs: silent for ${event.silentSeconds} s`;
    case 'target.notReset':
      return `the run starts on the target as it is: ${event.why}`;
    case 'target.rungTaken':
      return `bringing the target back by ${rungWords[event.rung]}: ${event.why}`;
    case 'target.lost':
      return `the target is lost: ${event.why}`;
    case 'target.lineLost':
      return `the console's line is gone: ${event.why}`;
    default:
      return null;
  }
}
