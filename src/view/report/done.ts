// The tasks with what became of them, and for each the approach that was chosen and why the others lost.
import type {Plan, Task} from '../../core/entities.ts';
import type {State} from '../../core/state.ts';
import {counted} from '../formats.ts';
import {inline, listOr, table} from './markdown.ts';

export function doneLines({tasks, plans, notes}: State): readonly string[] {
  if (tasks.length === 0) return ['No task was made.'];
  return [
    ...table(['task', 'title', 'stage', 'because', 'commit', 'builds', 'reviews', 'crashes'], tasks.map(taskCells)),
    ...tasks.flatMap((task) =>
      planLines(
        task,
        plans.find(({id}) => id === task.plan),
      ),
    ),
    '',
    '### Notes of the Scheduler',
    '',
    ...listOr(
      'None.',
      notes.map(({text}) => inline(text)),
    ),
  ];
}

function taskCells({id, title, stage, because, commit = '', builds, reviewRounds, crashes}: Task): readonly string[] {
  return [id, title, stage, because, commit.slice(0, 12), String(builds), String(reviewRounds), String(crashes)];
}

function planLines({id, title}: Task, plan: Plan | undefined): readonly string[] {
  if (plan === undefined) return [];
  const {criteria, approaches, choice, why} = plan;
  const scored = approaches.map(({name, summary, scores}) => [
    name === choice ? `${name} (chosen)` : name,
    ...criteria.map((_, index) => String(scores[index] ?? '')),
    summary,
  ]);
  return [
    '',
    `### ${inline(id)}, ${inline(title)}: ${counted(approaches.length, 'approach', 'approaches')}`,
    '',
    ...table(['approach', ...criteria.map(({name, weight}) => `${name} (${weight})`), 'summary'], scored),
    '',
    `Why: ${inline(why)}`,
  ];
}
