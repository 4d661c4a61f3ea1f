// What came of a build or a run, in the few words at the right of its call.
import type {Build, Reproduction, Run} from '../core/entities.ts';
import {counted, duration, oneLine} from './formats.ts';

export interface CallResult {
  /** Names the build or run; empty for other calls. */
  readonly label: string;
  readonly ok: boolean;
  readonly text: string;
  /** What a person wants to see at once: the first errors. */
  readonly more: readonly string[];
}

export function buildResult({id, result, durationMs = 0, diagnostics}: Build): CallResult {
  const errors = diagnostics.filter(({level}) => level === 'error');
  const warnings = diagnostics.filter(({level}) => level === 'warning');
  const time = duration(durationMs);
  switch (result?.kind) {
    case 'built': {
      const isClean = warnings.length === 0;
      return {label: id, ok: isClean, text: `${time}, ${counted(warnings.length, 'warning')}`, more: firstOf(warnings)};
    }
    case 'failed':
      return {label: id, ok: false, text: `${time}, ${counted(errors.length, 'error')}`, more: firstOf(errors)};
    case 'refused':
      return {label: id, ok: false, text: `refused: ${result.why}`, more: []};
    case 'fault':
      return {label: id, ok: false, text: `could not be run: ${result.why}`, more: []};
    case 'interrupted':
      return {label: id, ok: false, text: 'interrupted', more: []};
    case undefined:
      return {label: id, ok: true, text: '', more: []};
    default:
      return result satisfies never;
  }
}

export function runResult(run: Run): CallResult {
  const result = verdictResult(run);
  return run.reproduction === undefined
    ? result
    : {...result, more: [...result.more, reproductionLine(run.reproduction)]};
}

function verdictResult({id, verdict, durationMs = 0, reports, passes}: Run): CallResult {
  const time = duration(durationMs);
  const start = passes === undefined || passes.wanted === 1 ? '' : `, start ${passes.made} of ${passes.wanted}`;
  switch (verdict?.kind) {
    case 'accepted':
      return {
        label: id,
        ok: true,
        text: `${time}, accepted${passes === undefined ? '' : ` from ${counted(passes.made, 'clean start')}`}`,
        more: [],
      };
    case 'notAccepted':
      return {
        label: id,
        ok: false,
        text: `${time}, not accepted at ${verdict.stage}${start}`,
        more: [oneLine(verdict.why)],
      };
    case 'crashed':
      return {
        label: id,
        ok: false,
        text: `${time}, ${verdict.how} at ${verdict.stage}${start}`,
        more: [oneLine(reports[0]?.title ?? verdict.why)],
      };
    case 'fault':
      return {label: id, ok: false, text: `could not be run: ${verdict.why}`, more: []};
    case 'interrupted':
      return {label: id, ok: false, text: 'interrupted', more: []};
    case undefined:
      return {label: id, ok: true, text: '', more: []};
    default:
      return verdict satisfies never;
  }
}

/** A crash that is said to be mended means something when it was seen again on the build that had it. */
export function reproductionLine({title, tries, seen}: Reproduction): string {
  const crash = oneLine(title);
  if (tries === 0) return `not tried again on the old build: ${crash}`;
  if (seen > 0) return `seen again on the old build, in try ${tries}: ${crash}`;
  return `unreproduced in ${counted(tries, 'try', 'tries')} on the old build: ${crash}`;
}

function firstOf(diagnostics: Build['diagnostics']): readonly string[] {
  const first = diagnostics[0];
  if (first === undefined) return [];
  const place = [first.file, first.line].filter((part) => part !== undefined).join(':');
  return [`${place === '' ? '' : `${place}: `}${oneLine(first.text)}`];
}
