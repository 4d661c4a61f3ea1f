// What came of a build or a run, in the few words at the right of its call.
import type {Build, Run} from '../core/entities.ts';
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

export function runResult({id, verdict, durationMs = 0, reports}: Run): CallResult {
  const time = duration(durationMs);
  switch (verdict?.kind) {
    case 'accepted':
      return {label: id, ok: true, text: `${time}, accepted`, more: []};
    case 'notAccepted':
      return {label: id, ok: false, text: `${time}, not accepted at ${verdict.stage}`, more: [oneLine(verdict.why)]};
    case 'crashed':
      return {
        label: id,
        ok: false,
        text: `${time}, ${verdict.how} at ${verdict.stage}`,
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

function firstOf(diagnostics: Build['diagnostics']): readonly string[] {
  const first = diagnostics[0];
  if (first === undefined) return [];
  const place = [first.file, first.line].filter((part) => part !== undefined).join(':');
  return [`${place === '' ? '' : `${place}: `}${oneLine(first.text)}`];
}
