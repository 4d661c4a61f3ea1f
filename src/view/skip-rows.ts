// What is asked before the checks that are left of an examination are given up: what that costs.
import {checksLeft, type Examination} from '../core/examined.ts';
import type {Pen} from './pen.ts';
import {type Row, wrapRows} from './spans.ts';

export function skipRows(examination: Examination, cells: number, {width}: Pen): readonly Row[] {
  const {checks, task} = examination;
  const left = checksLeft(examination);
  const had = checks.length - left.length;
  const what = 'What was found by now counts. The Reviewer begins, and is told what nobody looked for.';
  return [
    ...wrapRows(`Left out: ${left.join(', ')}.`, 'strong', cells, width),
    [],
    ...wrapRows(`Done by now: ${had} of ${checks.length} checks of ${task}. ${what}`, 'plain', cells, width),
  ];
}
