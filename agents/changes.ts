// What has changed since the assignment was begun, as far as its first message told of it: that one stays as it was.
import {asBriefed} from '../src/core/briefing.ts';
import type {Assignment, Finding, Task} from '../src/core/entities.ts';
import type {State} from '../src/core/state.ts';
import {taskPiece, taskText} from './brief.ts';
import {findingHead} from './finding-text.ts';
import type {Piece} from './fit.ts';
import {planPieces} from './plan-text.ts';
import {gone, pieceOf} from './section.ts';

type Pieces = readonly Piece<string>[];

export function changePieces(now: State, assignment: Assignment): Pieces {
  if (assignment.role === 'verifier') return [];
  const then = asBriefed(now, assignment.id);
  const pieces = [
    ...ownTaskPieces(then, now, assignment),
    ...planChange(then, now, assignment),
    ...otherTasks(then, now, assignment),
    ...findingChanges(then, now, assignment),
  ];
  return pieces.length === 0 ? [] : [pieceOf('What has changed since you were set to this:'), ...pieces];
}

function ownTaskPieces(then: State, now: State, {task: id}: Assignment): Pieces {
  const [old, own] = [then, now].map(({tasks}) => tasks.find((task) => task.id === id));
  return old === undefined || own === undefined || taskText(old) === taskText(own)
    ? []
    : [pieceOf(`\n\n${taskText(own)}`)];
}

function planChange(then: State, now: State, {task: id, purpose}: Assignment): Pieces {
  if (purpose === 'plan') return [];
  const [old, own] = [then, now].map(({tasks, plans}) => {
    const plan = tasks.find((task) => task.id === id)?.plan;
    return plans.find((one) => one.id === plan);
  });
  if (own === undefined || JSON.stringify(own) === JSON.stringify(old)) return [];
  return [pieceOf('\n\n'), ...planPieces(own)];
}

function otherTasks({tasks: old}: State, {tasks}: State, {task: own}: Assignment): Pieces {
  const known = new Map(old.map((task) => [task.id, task]));
  const isNews = (task: Task): boolean => task.id !== own && known.get(task.id)?.goal !== task.goal;
  return tasks.filter(isNews).map(taskPiece);
}

/** Of this task. The Reviewer is told the findings of this tree with the standing, and of older ones what the person says of them. */
function findingChanges({findings: old}: State, {findings, tasks}: State, {task, role}: Assignment): Pieces {
  if (task === undefined || (role !== 'executor' && role !== 'reviewer')) return [];
  const {submitted} = tasks.find(({id}) => id === task) ?? {};
  const known = new Map(old.map((finding) => [finding.id, finding]));
  const isNews = ({id, state, task: of}: Finding): boolean => of === task && known.get(id)?.state !== state;
  const isPersons = ({id, state}: Finding): boolean => [state, known.get(id)?.state].includes('dismissed');
  return findings
    .filter((one) => isNews(one) && (role === 'executor' || (isPersons(one) && one.tree !== submitted)))
    .map((finding) => pieceOf(`\n- ${findingHead(finding)}`, gone(finding.blocking ? 4 : 3, 'newer findings')));
}
