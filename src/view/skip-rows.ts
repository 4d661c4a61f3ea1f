// What is asked before a person goes on without something that was looked for: what that costs.
import {checksLeft, type Examination} from '../core/examined.ts';
import type {FindingId} from '../core/ids.ts';
import type {State} from '../core/state.ts';
import type {Pen} from './pen.ts';
import {type Row, wrapRows} from './spans.ts';

export function skipRows(examination: Examination, cells: number, {width}: Pen): readonly Row[] {
  const {checks, task} = examination;
  const left = checksLeft(examination);
  const had = checks.length - left.length;
  const what = `What they found counts; what ${left[0] ?? 'the one at work'} has found by now is lost. The Reviewer begins, and is told what nobody looked for.`;
  return [
    ...wrapRows(`Left out: ${left.join(', ')}.`, 'strong', cells, width),
    [],
    ...wrapRows(`Done by now: ${had} of ${checks.length} checks of ${task}. ${what}`, 'plain', cells, width),
  ];
}

/** Before a finding is dismissed that ends its check: the kernel goes no further than it, in this tree and the next. */
export function behindRows({examinations}: State, finding: FindingId, cells: number, {width}: Pen): readonly Row[] {
  const ended = examinations
    .flatMap(({results}) => results)
    .find(({end, findings}) => end.kind === 'stopped' && findings.includes(finding));
  if (ended === undefined) return [];
  const words = `It ended the check "${ended.check}": while it is there, nothing behind it is looked for.`;
  return wrapRows(words, 'warn', cells, width);
}
