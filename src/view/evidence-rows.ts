// What stands behind the task at hand so far, and what its gate still misses: a column of a wide screen.
import type {Run, Task} from '../core/entities.ts';
import {acceptedRunOf, approvalOf, blockingFindings, cleanBuildOf} from '../core/gate.ts';
import {roleNames, roles} from '../core/roles.ts';
import type {State} from '../core/state.ts';
import {counted, duration, money, oneLine, tokens} from './formats.ts';
import type {Pen} from './pen.ts';
import {type Row, span, spread} from './spans.ts';

export function evidenceRows(state: State, cells: number, pen: Pen): readonly Row[] {
  const task = taskAtHand(state);
  const work =
    task === undefined
      ? [[span('No task yet: what stands behind a commit is gathered here.', 'dim')]]
      : taskRows(state, task, pen);
  return [...work, [], ...countRows(state), [], ...usageRows(state, cells, pen)];
}

function taskAtHand({tasks}: State): Task | undefined {
  return tasks.find(({stage}) => stage !== 'done' && stage !== 'waiting' && stage !== 'planned') ?? tasks.at(-1);
}

function taskRows(state: State, task: Task, pen: Pen): readonly Row[] {
  const {submitted: tree} = task;
  const title: Row = [span(`${task.id}  `, 'dim'), span(oneLine(task.title), 'strong')];
  if (tree === undefined) return [title, step('nothing handed to the Reviewer yet', null, pen)];
  const build = cleanBuildOf(state, tree);
  const verdict = approvalOf(state, task, tree);
  const run = acceptedRunOf(state, task, tree);
  const open = blockingFindings(state, task.id);
  return [
    [...title, span(`  tree ${tree.slice(0, 12)}`, 'dim')],
    step('built clean', build ? `${build.id}, ${duration(build.durationMs ?? 0)}` : null, pen),
    step('approved', verdict ? `rev ${verdict.constraintRevision}` : null, pen),
    step('accepted on the target', run ? `${run.id}, ${duration(run.durationMs ?? 0)}${startsOf(run)}` : null, pen),
    open.length === 0 ? step('no finding blocks', '', pen) : blockedRow(open.map(({id}) => id).join(', '), pen),
    step('committed', task.commit === undefined ? null : task.commit.slice(0, 12), pen),
  ];
}

function step(what: string, proof: string | null, {glyphs}: Pen): Row {
  if (proof === null) return [span(`${glyphs.waits} ${what}`, 'dim')];
  return [span(`${glyphs.good} `, 'good'), span(what), span(proof === '' ? '' : `  ${proof}`, 'dim')];
}

function startsOf({passes}: Run): string {
  return passes === undefined ? '' : `, ${counted(passes.made, 'clean start')}`;
}

function blockedRow(findings: string, {glyphs}: Pen): Row {
  return [span(`${glyphs.bad} `, 'bad'), span('blocked by  '), span(findings, 'bad')];
}

function countRows({counts}: State): readonly Row[] {
  const crashes = [
    counted(counts.oopses, 'oops', 'oopses'),
    counted(counts.panics, 'panic'),
    counted(counts.hangs, 'hang'),
  ].join(', ');
  return [
    [span(`${counted(counts.builds, 'build')}, ${counted(counts.runs, 'run')}, ${crashes}`, 'dim')],
    [
      span(
        `${counted(counts.watchdogReboots, 'watchdog reboot')}, ${counted(counts.pstoreRecords, 'pstore record')}`,
        'dim',
      ),
    ],
  ];
}

function usageRows({agents}: State, cells: number, {width}: Pen): readonly Row[] {
  const shown = roles.filter((role) => role !== 'verifier' || agents[role].answers > 0);
  return shown.map((role) => {
    const {answers, usage} = agents[role];
    const amount = `${tokens(usage.inputTokens + usage.outputTokens).padStart(6)} tokens  ${money(usage.costMicrodollars)}`;
    const left = [span(roleNames[role].padEnd(11), 'dim'), span(counted(answers, 'answer'), 'dim')];
    return spread(left, [span(amount, 'dim')], cells, width);
  });
}
