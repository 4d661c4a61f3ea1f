// What a build or a run on the target showed, in words for the role that asked for it. Bounded; what machines printed is fenced.
import type {BuildOutcome, Diagnostic} from '../src/core/build-outcome.ts';
import type {LocatedReport} from '../src/core/crash-source.ts';
import type {Reproduction, RunVerdict} from '../src/core/entities.ts';
import {quoted} from '../src/core/quoted.ts';
import type {CrashRecord} from '../src/core/target-state.ts';
import {printedText} from './crash-report-text.ts';
import {crashText} from './crash-text.ts';
import {fenced} from './fence.ts';
import {reproductionText} from './reproduction-text.ts';

const diagnosticsShown = 20;
const outputCharactersMax = 6_000;
const reportsShown = 3;

export function buildText(outcome: BuildOutcome): string {
  switch (outcome.kind) {
    case 'built':
      return builtText(outcome);
    case 'failed':
      return failedText(outcome);
    case 'refused':
      return `The build was refused: ${outcome.why}\nNext: change the Kbuild file so that it asks for no more than that, and build again.`;
    case 'fault':
      return 'The build could not be run: the machinery failed, not your code. A person has been told. Build again.';
    default:
      return outcome satisfies never;
  }
}

export function runText(
  verdict: RunVerdict,
  reports: readonly LocatedReport[],
  crash: CrashRecord | undefined,
  reproduction?: Reproduction,
): string {
  const text = verdictText(verdict, reports, crash);
  return reproduction === undefined ? text : `${text}\n${reproductionText(reproduction)}`;
}

function verdictText(verdict: RunVerdict, reports: readonly LocatedReport[], crash: CrashRecord | undefined): string {
  switch (verdict.kind) {
    case 'accepted':
      return 'Accepted: the module was loaded, passed its acceptance and was unloaded, and the console stayed clean.\nNext: submit the work.';
    case 'notAccepted':
      return notAcceptedText(verdict, reports);
    case 'crashed':
      return crashText(verdict, reports, crash);
    case 'fault':
      return 'The run could not be made: the machinery failed, not your code. A person has been told. Try again.';
    case 'interrupted':
      return 'The run was interrupted before it had a result. Try again.';
    default:
      return verdict satisfies never;
  }
}

function builtText({diagnostics, durationMs, buildId}: Extract<BuildOutcome, {kind: 'built'}>): string {
  const complaints = diagnostics.filter(({level}) => level !== 'note');
  const head = `Built in ${seconds(durationMs)}, build id ${buildId.slice(0, 12)}`;
  if (complaints.length === 0) {
    return `${head}, without a warning.\nNext: try it on the target, or submit the work if this very code passed there.`;
  }
  return [
    `${head}, with ${counted(complaints.length, 'warning')}. A build with a warning does not count.`,
    diagnosticsText(diagnostics),
    'Next: mend the cause of every warning, and build again.',
  ].join('\n');
}

function failedText({diagnostics, output, durationMs}: Extract<BuildOutcome, {kind: 'failed'}>): string {
  const errors = diagnostics.filter(({level}) => level === 'error').length;
  const head = `The build failed after ${seconds(durationMs)}, with ${counted(errors, 'error')}.`;
  const shown =
    errors === 0
      ? [fenced('the output of make', output, outputCharactersMax)]
      : [diagnosticsText(diagnostics), 'Later errors often follow from the first.'];
  return [head, ...shown, 'Next: mend it, and build again.'].join('\n');
}

function diagnosticsText(diagnostics: readonly Diagnostic[]): string {
  const shown = diagnostics.slice(0, diagnosticsShown);
  const left = diagnostics.length - shown.length;
  const lines = shown.map(diagnosticLine);
  const text = [...lines, ...(left > 0 ? [`(${left} more left out)`] : [])].join('\n');
  return fenced('what the compiler and modpost said', text, outputCharactersMax);
}

function diagnosticLine({level, file, line, column, text}: Diagnostic): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${place === '' ? '' : `${place}: `}${level}: ${text}`;
}

function notAcceptedText(
  {stage, why, output}: Extract<RunVerdict, {kind: 'notAccepted'}>,
  reports: readonly LocatedReport[],
): string {
  const console = reports.slice(0, reportsShown).map((report) => printedText(report, "the target's console"));
  const unclean = console.length === 0 ? [] : ['The kernel complained during the run:', ...console];
  const printed =
    output.trim() === '' ? [] : [fenced(`what the stage "${stage}" printed`, output, outputCharactersMax)];
  return [
    `Not accepted, at the stage "${stage}", which ended in the words ${quoted(why)}`,
    ...printed,
    ...unclean,
    'The target is still up. Next: find in the code why it behaves so, mend that, build, and try again.',
  ].join('\n');
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
