// The points of the time line that an examination leaves: each check that found something, and its end.
import {findingsAfter} from './check-findings.ts';
import type {Event} from './events.ts';
import {checksLeft, type Examination, examinationOf} from './examined.ts';
import type {Point, State} from './state.ts';

type Finished = Extract<Event, {type: 'check.finished'}>;

/** What it found that nobody knew: what is seen again has its point already, and what comes too late is not heard. */
export function checkMark(state: State, event: Finished): Point | null {
  if (examinationOf(state, event.task, event.tree)?.end !== undefined) return null;
  const {fresh} = findingsAfter(state.findings, event, state.ordinals.checkFindings + 1);
  const [first, ...others] = fresh.filter((finding) => finding.state === 'open');
  if (first === undefined) return null;
  const count = others.length + (event.leftOut ?? 0);
  const more = count === 0 ? '' : ` (and ${count} more)`;
  return {kind: 'finding', text: `${event.result.check}: ${first.severity}: ${first.claim}${more}`, of: first.id};
}

/** What came to nothing is told by what it came to nothing by. */
export function examinationMark(
  state: State,
  {task, tree, how, why}: Extract<Event, {type: 'examination.ended'}>,
): Point | null {
  const of = task;
  switch (how) {
    case 'finished':
      return {kind: 'checks', text: ranWords(state, {task, tree}), of};
    case 'skipped':
      return {kind: 'checks', text: skippedWords(state, {task, tree}), of};
    case 'fault':
      return {
        kind: 'fault',
        text: `the checks of ${task} could not be made: ${why ?? ''}; its review goes on without them`,
      };
    case 'dropped':
    case 'interrupted':
      return null;
    default:
      return how satisfies never;
  }
}

/** By the person; each is named, since nobody looked with it. */
function skippedWords(state: State, {task, tree}: Pick<Examination, 'task' | 'tree'>): string {
  const examination = examinationOf(state, task, tree);
  const left = examination === undefined ? [] : checksLeft(examination);
  return `${counted(left.length, 'check')} of ${task} skipped by you: ${left.join(', ')}`;
}

function ranWords(state: State, {task, tree}: Pick<Examination, 'task' | 'tree'>): string {
  const results = examinationOf(state, task, tree)?.results ?? [];
  const ran = results.filter(({end}) => end.kind !== 'notRun').length;
  const found = new Set(results.flatMap(({findings}) => findings)).size;
  const leftOut = results.reduce((sum, result) => sum + result.leftOut, 0);
  const more = leftOut === 0 ? '' : ` (and ${leftOut} more)`;
  const not = results.length - ran;
  return `${counted(ran, 'check')} of ${task}, ${counted(found, 'finding')}${more}${not === 0 ? '' : `; ${not} not run`}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
