// What the machine looked for in the trees that were submitted: by what, how far it came, and what it found. A tree in which nothing was
// found is told with what looked at it.
import {isMissed, missedWithout} from '../../core/examine-settings.ts';
import type {Examination, KeptResult} from '../../core/examined.ts';
import type {State} from '../../core/state.ts';
import {duration} from '../formats.ts';
import {inline, table} from './markdown.ts';

export function lookedForLines(state: State): readonly string[] {
  const {examinations, examine} = state;
  if (examinations.length === 0) return ['No tree was examined.'];
  const missed = isMissed(examine, examinations.at(-1)?.checks ?? []) ? [inline(missedWithout)] : [];
  return [...examinations.flatMap(examinationLines), ...missed];
}

function examinationLines(one: Examination): readonly string[] {
  const {task, tree, results, checks, end} = one;
  const head = `${task}, tree ${tree.slice(0, 12)}: ${endWords(one)}`;
  const silent = checks.filter((name) => !results.some(({check}) => check === name));
  const why = end?.why === undefined ? '' : ` (${end.why})`;
  return [
    inline(head),
    '',
    ...(results.length === 0 ? [] : table(['check', 'by', 'found', 'what it looked at', 'took'], results.map(cellsOf))),
    ...(silent.length === 0 ? [] : [inline(`Without a result${why}: ${silent.join(', ')}.`)]),
    '',
  ];
}

function endWords({end, startedAtMs}: Examination): string {
  return end === undefined ? 'under way' : `${end.how} after ${duration(end.atMs - startedAtMs)}`;
}

function cellsOf({check, by, end, findings, leftOut, durationMs}: KeptResult): readonly string[] {
  const found =
    findings.length === 0 ? 'nothing' : `${findings.join(', ')}${leftOut === 0 ? '' : ` and ${leftOut} more`}`;
  switch (end.kind) {
    case 'finished':
      return [check, by, found, end.looked, duration(durationMs)];
    case 'stopped':
      return [check, by, `${found}, when it was stopped`, end.why, duration(durationMs)];
    case 'notRun':
      return [check, '', 'not run', end.why, ''];
    default:
      return end satisfies never;
  }
}
